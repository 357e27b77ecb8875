import { crc32, createDeflateRaw } from "node:zlib";

/** One file of a zip; `content` may be a generator, so that a long sheet is never in memory as text. */
export type ZipPart = { name: string; content: string | Uint8Array | Iterable<string> };

type Entry = { name: Buffer; crc: number; packed: Buffer; size: number; offset: number };

/** Signatures and fields of APPNOTE.TXT 4.3; no zip64, as nothing written here comes near 4 GB. */
const LOCAL = 0x04034b50;
const CENTRAL = 0x02014b50;
const END = 0x06054b50;
const VERSION = 20;
const UTF8_NAMES = 0x0800;
const DEFLATED = 8;
/** 1980-01-01: files made from the same rows are the same bytes. */
const DOS_DATE = 0x0021;

export async function zip(parts: readonly ZipPart[], level = 6): Promise<Uint8Array> {
  const pieces: Buffer[] = [];
  const entries: Entry[] = [];
  let offset = 0;
  for (const part of parts) {
    const entry = { name: Buffer.from(part.name, "utf8"), ...(await deflate(part.content, level)), offset };
    const header = localHeader(entry);
    pieces.push(header, entry.packed);
    offset += header.length + entry.packed.length;
    entries.push(entry);
  }
  const central = Buffer.concat(entries.map(centralHeader));
  return new Uint8Array(Buffer.concat([...pieces, central, endRecord(entries.length, central.length, offset)]));
}

async function deflate(
  content: ZipPart["content"],
  level: number,
): Promise<{ packed: Buffer; crc: number; size: number }> {
  const stream = createDeflateRaw({ level });
  const packed: Buffer[] = [];
  stream.on("data", (chunk: Buffer) => packed.push(chunk));
  const ended = new Promise<void>((resolve, reject) => stream.on("end", resolve).on("error", reject));
  let crc = 0;
  let size = 0;
  for (const piece of typeof content === "string" || content instanceof Uint8Array ? [content] : content) {
    const bytes = typeof piece === "string" ? Buffer.from(piece, "utf8") : Buffer.from(piece);
    crc = crc32(bytes, crc);
    size += bytes.length;
    if (!stream.write(bytes)) await new Promise((resolve) => stream.once("drain", resolve));
  }
  stream.end();
  await ended;
  return { packed: Buffer.concat(packed), crc, size };
}

function localHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(30);
  header.writeUInt32LE(LOCAL, 0);
  writeCommon(header, entry, 4);
  return Buffer.concat([header, entry.name]);
}

function centralHeader(entry: Entry): Buffer {
  const header = Buffer.alloc(46);
  header.writeUInt32LE(CENTRAL, 0);
  header.writeUInt16LE(VERSION, 4);
  writeCommon(header, entry, 6);
  header.writeUInt32LE(entry.offset, 42);
  return Buffer.concat([header, entry.name]);
}

/** The fields that both headers share, from "version needed" to the length of the name. */
function writeCommon(header: Buffer, entry: Entry, at: number): void {
  header.writeUInt16LE(VERSION, at);
  header.writeUInt16LE(UTF8_NAMES, at + 2);
  header.writeUInt16LE(DEFLATED, at + 4);
  header.writeUInt16LE(DOS_DATE, at + 8);
  header.writeUInt32LE(entry.crc, at + 10);
  header.writeUInt32LE(entry.packed.length, at + 14);
  header.writeUInt32LE(entry.size, at + 18);
  header.writeUInt16LE(entry.name.length, at + 22);
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22);
  record.writeUInt32LE(END, 0);
  record.writeUInt16LE(count, 8);
  record.writeUInt16LE(count, 10);
  record.writeUInt32LE(size, 12);
  record.writeUInt32LE(offset, 16);
  return record;
}
