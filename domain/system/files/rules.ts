import type { StoredFileKind } from "@/db/enums/system";

/** Content types (found in the bytes, not in the name) that each kind of upload takes. */
export const accepted: Record<StoredFileKind, readonly string[]> = {
  image: ["image/jpeg", "image/png", "image/webp", "image/heic", "image/heif"],
  audio: ["audio/mpeg", "audio/mp4", "audio/x-m4a", "audio/wav", "audio/aac", "audio/ogg", "audio/amr"],
  document: [
    "application/pdf",
    "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "image/jpeg",
    "image/png",
  ],
};

export const acceptedWords: Record<StoredFileKind, string> = {
  image: "JPG、PNG、WebP 或 HEIC 图片",
  audio: "MP3、M4A、AAC、AMR、OGG 或 WAV 录音",
  document: "PDF、Excel（xlsx）、Word（docx）或图片",
};

/** Pictures are re-drawn: nothing of the original file (metadata, places, scripts) is kept. Longest side in pixels. */
export const IMAGE_SIDE = 1600;
export const THUMB_SIDE = 320;
/** A link to a private file works this long. */
export const LINK_SECONDS = 15 * 60;
/** A file that nothing has taken after this long is removed. */
export const ORPHAN_HOURS = 24;
