import "server-only";
import { eq } from "drizzle-orm";
import { importBatches, storedFiles } from "@/db/schema/system";
import { readWorkbook } from "@/documents/sheets/read";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { takePoint } from "@/domain/core/limits";
import { store } from "@/domain/system/files/flows";
import { getFile } from "@/gateways/storage";
import { AppError, conflict, notFound } from "@/lib/errors";
import { MAX_UPLOAD_BYTES, tooLarge } from "@/lib/uploads";
import type { SheetKind } from "../schema";
import { takeSheet } from "./commands";
import { batchRow } from "./queries";
import type { BatchOut, RunBatch, UploadSheet } from "./schema";

const XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** An uploaded sheet: read apart from the request's thread, kept, checked, and taken in unless it is a dry run. */
export async function importSheet(ctx: Ctx, input: UploadSheet): Promise<BatchOut> {
  reader(ctx, "imports:run");
  await takePoint("upload", ctx.actor.name);
  if (input.file.size > MAX_UPLOAD_BYTES) throw new AppError("payload_too_large", tooLarge);
  const bytes = new Uint8Array(await input.file.arrayBuffer());
  const { sheets } = await readWorkbook(bytes);
  const file = await store(ctx, {
    bytes,
    mime: XLSX,
    name: input.file.name,
    kind: "document",
    purpose: "import_sheet",
  });
  const { kind, mode, dryRun, centreId } = input;
  return takeSheet(ctx, { kind, mode, isDryRun: dryRun, centreId }, { file }, sheets);
}

/** Takes the sheet of a dry run in for good, after checking it once more. */
export async function runBatch(ctx: Ctx, input: RunBatch): Promise<BatchOut> {
  const read = reader(ctx, "imports:run");
  const row = await batchRow(read, input.id);
  if (!row.isDryRun || row.status !== "checked") throw conflict("只有试导入的结果可以正式导入，这一次不是");
  const [file] = await read.db
    .select({ key: storedFiles.storageKey })
    .from(importBatches)
    .innerJoin(storedFiles, eq(storedFiles.id, importBatches.fileId))
    .where(eq(importBatches.id, row.id));
  const bytes = file && (await getFile(file.key));
  if (!bytes) throw notFound("上传的表格");
  const { sheets } = await readWorkbook(bytes);
  const given = { kind: row.kind as SheetKind, mode: input.mode, isDryRun: false, centreId: row.centreId ?? undefined };
  return takeSheet(ctx, given, { batchId: row.id }, sheets);
}
