import path from "node:path";
import { Worker } from "node:worker_threads";
import { AppError } from "@/lib/errors";
import { refuseByContent } from "./content";
import type { MergedRange, Sheet, SheetRow } from "./types";

/** How much of an uploaded workbook is read before it is refused. */
export type SheetLimits = {
  /** Bytes of the file as uploaded. */
  uploadBytes: number;
  /** Parts in the zip. */
  entries: number;
  /** Bytes of all parts together once inflated, declared and counted. */
  inflatedBytes: number;
  /** Rows with a value, over all sheets. */
  rows: number;
  columns: number;
  /** Characters of one cell; Excel's own limit is 32,767. */
  cellChars: number;
  /** Memory of the worker's heap in MB. */
  memoryMb: number;
  timeoutMs: number;
};

export type SheetRefusalCode = "payload_too_large" | "unsupported_media_type" | "validation_failed";

type Message =
  | { kind: "sheet"; name: string; hidden: boolean }
  | { kind: "rows"; rows: SheetRow[] }
  | { kind: "merge"; merge: MergedRange }
  | { kind: "hidden"; columns: number[] }
  | { kind: "refused"; code: SheetRefusalCode; message: string }
  | { kind: "done" };

export const sheetLimits: SheetLimits = {
  uploadBytes: 10 * 1024 * 1024,
  entries: 1000,
  inflatedBytes: 200_000_000,
  rows: 50_000,
  columns: 200,
  cellChars: 32_767,
  memoryMb: 128,
  timeoutMs: 15_000,
};

/**
 * Reads an uploaded .xlsx in a worker thread. Cells without content are left out; merged cells keep their value in the first cell.
 * Throws AppError payload_too_large (too many bytes, rows, columns, characters), unsupported_media_type (not an .xlsx by its
 * content, encrypted, macros, external links), validation_failed (damaged, DOCTYPE) or unavailable (too many being read).
 */
export async function readWorkbook(bytes: Uint8Array, limits: Partial<SheetLimits> = {}): Promise<{ sheets: Sheet[] }> {
  const all = { ...sheetLimits, ...limits };
  if (bytes.byteLength > all.uploadBytes) {
    throw new AppError(
      "payload_too_large",
      `文件有 ${megabytes(bytes.byteLength)} MB，最大 ${megabytes(all.uploadBytes)} MB。请拆成几个文件再传`,
    );
  }
  refuseByContent(bytes);
  await takeTurn();
  try {
    return await runWorker(bytes, all);
  } finally {
    endTurn();
  }
}

/** Workbooks read at the same time, and those that may wait: each takes a thread and its memory. */
const READING_MAX = 2;
const WAITING_MAX = 20;
let reading = 0;
const waiting: (() => void)[] = [];

async function takeTurn(): Promise<void> {
  if (reading < READING_MAX) {
    reading += 1;
    return;
  }
  if (waiting.length >= WAITING_MAX) {
    throw new AppError("unavailable", "正在读的表太多，这个文件还没读。请过一分钟再传", { retryAfter: 60 });
  }
  await new Promise<void>((resolve) => waiting.push(resolve));
}

/** The turn goes to the one who waited longest, so the count stays. */
function endTurn(): void {
  const next = waiting.shift();
  if (next) next();
  else reading -= 1;
}

/** As file managers show it: one MB is 1,048,576 bytes. */
const megabytes = (bytes: number): string => String(Math.ceil((bytes / 1024 / 1024) * 10) / 10);

function runWorker(bytes: Uint8Array, limits: SheetLimits): Promise<{ sheets: Sheet[] }> {
  return new Promise((resolve, reject) => {
    const sheets: Sheet[] = [];
    // The path is built at run time so that no bundler tries to compile the worker.
    const file = path.join(/* turbopackIgnore: true */ process.cwd(), "documents", "sheets", "xlsx-worker.mjs");
    const worker = new Worker(/* turbopackIgnore: true */ file, {
      workerData: { bytes, limits },
      execArgv: [],
      env: {},
      resourceLimits: { maxOldGenerationSizeMb: limits.memoryMb, maxYoungGenerationSizeMb: 16, stackSizeMb: 2 },
    });
    const timer = setTimeout(() => fail("表太复杂，读得太久，已停下。请把内容复制到一张新表再传"), limits.timeoutMs);
    const finish = () => {
      clearTimeout(timer);
      void worker.terminate();
    };
    const fail = (sentence: string, code: SheetRefusalCode = "payload_too_large") => {
      finish();
      reject(new AppError(code, sentence));
    };
    worker.on("message", (message: Message) => {
      const sheet = sheets.at(-1);
      if (message.kind === "sheet") {
        sheets.push({ name: message.name, hidden: message.hidden, rows: [], merges: [], hiddenColumns: [] });
      } else if (message.kind === "rows") for (const row of message.rows) sheet?.rows.push(row);
      else if (message.kind === "merge") sheet?.merges.push(message.merge);
      else if (message.kind === "hidden") sheet?.hiddenColumns.push(...message.columns);
      else if (message.kind === "refused") fail(message.message, message.code);
      else {
        finish();
        resolve({ sheets });
      }
    });
    worker.on("error", (error: NodeJS.ErrnoException) => {
      if (error.code === "ERR_WORKER_OUT_OF_MEMORY") fail("表里的内容太多，读不了。请拆成几个文件再传");
      else {
        finish();
        reject(error);
      }
    });
  });
}
