import "server-only";
import { createHash, randomUUID } from "node:crypto";
import { fileTypeFromBuffer } from "file-type";
import sharp from "sharp";
import type { StoredFileKind } from "@/db/enums/system";
import { command } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { getFile, putFile, removeFile } from "@/gateways/storage";
import { AppError, invalid, notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import { MAX_UPLOAD_BYTES, tooLarge } from "@/lib/uploads";
import { forgetFiles, recordFile, type StoredFile } from "./commands";
import { signedFile } from "./queries";
import { accepted, acceptedWords, IMAGE_SIDE, THUMB_SIDE } from "./rules";
import type { ReadFile, UploadFile } from "./schema";

/** Takes a file in: size, type by its content, pictures re-drawn. It belongs to nobody until a command attaches it. */
export async function uploadFile(ctx: Ctx, input: UploadFile) {
  await takePoint("upload", ctx.actor.name);
  const bytes = new Uint8Array(await input.file.arrayBuffer());
  const content = await checked(bytes, input.type);
  const stored = await store(ctx, { ...content, name: input.file.name, kind: input.type, purpose: input.purpose });
  return command(ctx, "files:upload", (tx) => recordFile(tx, stored));
}

type Content = { bytes: Uint8Array; mime: string; thumb?: Uint8Array };

async function checked(bytes: Uint8Array, kind: StoredFileKind): Promise<Content> {
  if (bytes.length === 0) throw invalid("file", "文件是空的");
  if (bytes.length > MAX_UPLOAD_BYTES) throw new AppError("payload_too_large", tooLarge);
  const type = await fileTypeFromBuffer(bytes);
  if (!type || !accepted[kind].includes(type.mime))
    throw new AppError("unsupported_media_type", `这不是${acceptedWords[kind]}，没有上传`);
  return type.mime.startsWith("image/") ? redrawn(bytes) : { bytes, mime: type.mime };
}

/** Decoding and encoding again keeps the picture and nothing else; a picture that cannot be decoded is refused. */
async function redrawn(bytes: Uint8Array): Promise<Content> {
  try {
    const picture = sharp(bytes, { limitInputPixels: 60_000_000, failOn: "error" }).rotate();
    const resized = (side: number) =>
      picture.clone().resize(side, side, { fit: "inside", withoutEnlargement: true }).webp({ quality: 82 }).toBuffer();
    const [full, thumb] = await Promise.all([resized(IMAGE_SIDE), resized(THUMB_SIDE)]);
    return { bytes: new Uint8Array(full), thumb: new Uint8Array(thumb), mime: "image/webp" };
  } catch {
    throw new AppError("unsupported_media_type", "这张图片打不开，可能损坏了。请换一张");
  }
}

/**
 * Puts bytes under a new key, before the command that records them: a command that fails leaves an unrecorded file, never a
 * recorded one that is missing.
 */
export async function store(
  ctx: Ctx,
  file: Content & { name: string; kind: StoredFileKind; purpose: string },
): Promise<StoredFile> {
  const uid = randomUUID();
  const storageKey = `${dayOf(ctx.now).slice(0, 7).replace("-", "/")}/${uid}`;
  const thumbKey = file.thumb ? `${storageKey}.thumb` : null;
  await putFile(storageKey, file.bytes);
  if (file.thumb && thumbKey) await putFile(thumbKey, file.thumb);
  return {
    uid,
    storageKey,
    thumbKey,
    kind: file.kind,
    purpose: file.purpose,
    mime: file.mime,
    bytes: file.bytes.length,
    sha256Hash: createHash("sha256").update(file.bytes).digest("hex"),
    originalName: file.name.slice(0, 200),
  };
}

/** The bytes behind a signed link. The signature is the permission: it was given to someone who could see the row. */
export async function readFile(ctx: Ctx, input: ReadFile) {
  const row = await signedFile(ctx, input);
  const bytes = await getFile(input.size === "thumb" ? (row.thumbKey ?? row.storageKey) : row.storageKey);
  if (!bytes) throw notFound("这个文件");
  return { bytes, mime: row.mime, name: row.originalName };
}

/** Job: removes files that nobody took within a day, and files that were let go. Answers how many. */
export async function purgeFiles(ctx: Ctx): Promise<number> {
  const keys = await forgetFiles(ctx);
  for (const key of keys) await removeFile(key);
  return keys.length;
}
