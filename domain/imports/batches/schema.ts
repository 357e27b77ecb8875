import { z } from "zod";
import { importBatchModes, importBatchStatuses } from "@/db/enums/system";
import { flag, id } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { sheetKinds } from "../schema";

const kind = z.enum(sheetKinds, { error: "只能导入 customers、dishes、ingredients、menus" });

export const UploadSheet = z.object({
  file: z.instanceof(File, { error: "请选一个 xlsx 文件" }),
  kind,
  dryRun: flag.default(false),
  mode: z.enum(importBatchModes).default("skip_faulty"),
  centreId: id.optional(),
});
export type UploadSheet = z.output<typeof UploadSheet>;

/** Takes a checked sheet in for good; it is checked once more, against what has changed since. */
export const RunBatch = z.strictObject({ id, mode: z.enum(importBatchModes).default("skip_faulty") });
export type RunBatch = z.output<typeof RunBatch>;

export const BatchId = z.object({ id });
export type BatchId = z.output<typeof BatchId>;

export const ListBatches = pageOf(["id"]).extend({
  kind: kind.optional(),
  status: z.enum(importBatchStatuses).optional(),
});
export type ListBatches = z.output<typeof ListBatches>;

const message = z.object({
  row: z.number().int(),
  column: z.string(),
  code: z.string(),
  error: z.string(),
  value: z.string(),
  advice: z.string().nullable(),
  result: z.string().nullable(),
});

/** What an import found and did; seed a's `filename`, `file_path` and `processed_data` among it. */
export const BatchOut = z.object({
  batchId: idOut,
  kind: z.string(),
  status: z.enum(importBatchStatuses),
  dryRun: z.boolean(),
  filename: z.string(),
  filePath: z.string(),
  sheet: z.string(),
  headerRow: z.number().int(),
  processedData: z.object({
    totalRows: z.number().int(),
    successRows: z.number().int(),
    failedRows: z.number().int(),
    cleanRows: z.number().int(),
    fixedRows: z.number().int(),
    newRows: z.number().int(),
    updatedRows: z.number().int(),
    sameRows: z.number().int(),
  }),
  errors: z.array(message),
  warnings: z.array(message),
});
export type BatchOut = z.output<typeof BatchOut>;

export const BatchRowOut = z.object({
  id: idOut,
  kind: z.string(),
  status: z.enum(importBatchStatuses),
  isDryRun: z.boolean(),
  totalRows: z.number().int(),
  successRows: z.number().int(),
  failedRows: z.number().int(),
  fileName: z.string(),
  createdBy: z.string().nullable(),
  createdAt: instantOut,
  undoneAt: instantOut.nullable(),
});

export const UndoOut = z.object({
  batchId: idOut,
  undoneRows: z.number().int(),
  /** Rows that are in use by now and therefore stayed, with the reason. */
  keptRows: z.array(z.object({ row: z.number().int(), reason: z.string() })),
});
