import { pinyin } from "pinyin-pro";

/** Initials for search ("林知夏" → "lzx"), kept in `name_key`, at most 64 letters. */
export const initials = (name: string): string =>
  pinyin(name, { pattern: "first", toneType: "none", type: "array", nonZh: "consecutive" })
    .join("")
    .toLowerCase()
    .replace(/[^a-z0-9]/g, "")
    .slice(0, 64);
