import { AppError } from "@/lib/errors";

const ascii = (text: string): number[] => [...text].map((letter) => letter.charCodeAt(0));

/** First bytes of what people rename to .xlsx by accident or on purpose. */
const signatures: readonly { bytes: readonly number[]; what: string }[] = [
  { bytes: ascii("MZ"), what: "程序文件（.exe）" },
  { bytes: [0x7f, ...ascii("ELF")], what: "程序文件" },
  { bytes: [0xcf, 0xfa, 0xed, 0xfe], what: "程序文件" },
  { bytes: [0xca, 0xfe, 0xba, 0xbe], what: "程序文件" },
  { bytes: ascii("#!"), what: "脚本文件" },
  { bytes: ascii("%PDF"), what: "PDF 文件" },
  { bytes: [0x89, ...ascii("PNG")], what: "图片" },
  { bytes: [0xff, 0xd8, 0xff], what: "图片" },
  { bytes: ascii("GIF8"), what: "图片" },
  { bytes: ascii("Rar!"), what: "压缩包" },
  { bytes: ascii("7z\xbc\xaf"), what: "压缩包" },
  { bytes: [0x1f, 0x8b], what: "压缩包" },
  { bytes: ascii("{\\rtf"), what: "Word 文档" },
];
const ZIP = [0x50, 0x4b, 0x03, 0x04];
const EMPTY_ZIP = [0x50, 0x4b, 0x05, 0x06];
/** Compound file: .xls, .doc, .msi, and every .xlsx with a password. */
const COMPOUND = [0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1];

/** Throws unless the bytes begin like a zip, which every .xlsx is; the name of the file is never asked. */
export function refuseByContent(bytes: Uint8Array): void {
  if (startsWith(bytes, ZIP)) return;
  throw new AppError("unsupported_media_type", sentenceFor(bytes));
}

function sentenceFor(bytes: Uint8Array): string {
  if (bytes.length === 0) return "文件是空的，没有内容";
  if (startsWith(bytes, EMPTY_ZIP)) return "这是空的压缩包，不是 Excel 表格。请传 .xlsx 文件";
  if (startsWith(bytes, COMPOUND)) {
    return holdsEncryptedPackage(bytes)
      ? "文件加了密码，读不了。请去掉密码再传"
      : "这是旧版 .xls 文件。请用 Excel 或 WPS 另存为 .xlsx 再传";
  }
  const known = signatures.find((signature) => startsWith(bytes, signature.bytes));
  if (known) return `这是${known.what}，不是 Excel 表格。请传 .xlsx 文件`;
  if (!bytes.subarray(0, 4096).includes(0)) return "这是文本文件（如 .csv）。请用 Excel 或 WPS 打开，另存为 .xlsx 再传";
  return "这不是 Excel 表格。请传 .xlsx 文件";
}

const startsWith = (bytes: Uint8Array, head: readonly number[]): boolean => head.every((byte, i) => bytes[i] === byte);

/** The directory of a compound file names its streams in UTF-16. */
const holdsEncryptedPackage = (bytes: Uint8Array): boolean =>
  Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes(Buffer.from("EncryptedPackage", "utf16le"));
