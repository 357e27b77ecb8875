import "server-only";
import { and, asc, desc, eq, isNull, or } from "drizzle-orm";
import { importBatches, importRows, storedFiles } from "@/db/schema/system";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { userNames } from "@/domain/identity/queries";
import { fileUrl } from "@/domain/system/files/links";
import { notFound } from "@/lib/errors";
import { offsetOf, type Page } from "@/lib/page";
import type { RowMessage } from "../rules/verdict";
import type { BatchId, BatchOut, ListBatches } from "./schema";

type Header = { sheet: string; headerRow: number; columns: { header: string; written: string }[] };

/** Sheets of masters belong to the whole group, sheets of customers to a centre. */
const inReach = ({ centres }: Read["grant"]) =>
  centres === "all" ? undefined : or(isNull(importBatches.centreId), within(importBatches.centreId, centres));

export async function listBatches(ctx: Ctx, input: ListBatches) {
  const { db, grant } = reader(ctx, "imports:run");
  const where = and(
    inReach(grant),
    input.kind && eq(importBatches.kind, input.kind),
    input.status && eq(importBatches.status, input.status),
  );
  const [rows, total] = await Promise.all([
    db
      .select({ batch: importBatches, fileName: storedFiles.originalName })
      .from(importBatches)
      .innerJoin(storedFiles, eq(storedFiles.id, importBatches.fileId))
      .where(where)
      .orderBy(desc(importBatches.id))
      .limit(input.pageSize)
      .offset(offsetOf(input)),
    db.$count(importBatches, where),
  ]);
  const names = await userNames(rows.map(({ batch }) => batch.createdBy));
  const shown = rows.map(({ batch, fileName }) => ({
    ...batch,
    fileName,
    createdBy: names.get(batch.createdBy ?? 0) ?? null,
  }));
  return { rows: shown, total, page: input.page, pageSize: input.pageSize } satisfies Page<unknown>;
}

/** A batch with all its errors and warnings; one of another centre does not exist. */
export async function batch(ctx: Ctx, input: BatchId): Promise<BatchOut> {
  const read = reader(ctx, "imports:run");
  await batchRow(read, input.id);
  return batchOut(read.db, input.id);
}

export async function batchRow({ db, grant }: Pick<Read, "db" | "grant">, id: number) {
  const [row] = await db
    .select()
    .from(importBatches)
    .where(and(eq(importBatches.id, id), inReach(grant)));
  if (!row) throw notFound("这次导入");
  return row;
}

export async function batchOut(db: Read["db"], id: number): Promise<BatchOut> {
  const [[head], rows] = await Promise.all([
    db
      .select({ batch: importBatches, file: storedFiles })
      .from(importBatches)
      .innerJoin(storedFiles, eq(storedFiles.id, importBatches.fileId))
      .where(eq(importBatches.id, id)),
    rowsOfBatch(db, id),
  ]);
  if (!head) throw notFound("这次导入");
  const { header, data } = split(rows);
  const messages = data.flatMap((row) => row.messages as RowMessage[]);
  const refused = new Set(data.filter((row) => row.outcome === "refused").map((row) => row.rowNo));
  const count = (fits: (row: (typeof data)[number]) => boolean) => data.filter(fits).length;
  return {
    batchId: id,
    kind: head.batch.kind,
    status: head.batch.status,
    dryRun: head.batch.isDryRun,
    filename: head.file.originalName,
    filePath: fileUrl(head.file.uid),
    sheet: header.sheet,
    headerRow: header.headerRow,
    processedData: {
      totalRows: head.batch.totalRows,
      successRows: head.batch.successRows,
      failedRows: head.batch.failedRows,
      cleanRows: count((row) => row.outcome === "imported"),
      fixedRows: count((row) => row.outcome === "warned"),
      newRows: count((row) => row.entityId !== null && row.isNew),
      updatedRows: count((row) => row.entityId !== null && !row.isNew),
      sameRows: count((row) => row.outcome === "skipped"),
    },
    errors: messages.filter((m) => m.severity === "error").map(shown),
    warnings: messages.filter((m) => m.severity === "warning" && !refused.has(m.row)).map(shown),
  };
}

/** What the error workbook is written from: the refused rows as they stood in the sheet. */
export async function faultyRows(ctx: Ctx, input: BatchId) {
  const read = reader(ctx, "imports:run");
  const row = await batchRow(read, input.id);
  const { header, data } = split(await rowsOfBatch(read.db, input.id));
  return {
    kind: row.kind,
    headers: header.columns.map((column) => column.written),
    rows: data
      .filter((one) => one.outcome === "refused")
      .map((one) => ({ row: one.rowNo, values: one.cells as [], messages: one.messages as RowMessage[] })),
  };
}

const rowsOfBatch = (db: Read["db"], batchId: number) =>
  db.select().from(importRows).where(eq(importRows.batchId, batchId)).orderBy(asc(importRows.rowNo));

/** Row 0 holds what the sheet's header said. */
function split(rows: (typeof importRows.$inferSelect)[]) {
  const [first, ...data] = rows;
  const header = (first?.rowNo === 0 ? first.cells : { sheet: "", headerRow: 0, columns: [] }) as Header;
  return { header, data: first?.rowNo === 0 ? data : rows };
}

const shown = (m: RowMessage) => ({
  row: m.row,
  column: m.column,
  code: m.code,
  error: m.error,
  value: m.value,
  advice: m.advice ?? null,
  result: m.result ?? null,
});
