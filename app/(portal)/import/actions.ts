"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { undoBatch } from "@/domain/imports/batches/commands";
import { importSheet, runBatch } from "@/domain/imports/batches/flows";
import { BatchId, RunBatch, UploadSheet } from "@/domain/imports/batches/schema";

export const uploadSheetAction = action(
  { permission: "imports:run", input: UploadSheet },
  fresh(async (ctx, input) => {
    const { batchId } = await importSheet(ctx, input);
    return { batchId };
  }),
);

export const runBatchAction = action(
  { permission: "imports:run", input: RunBatch },
  fresh(async (ctx, input) => {
    const { batchId } = await runBatch(ctx, input);
    return { batchId };
  }),
);

export const undoBatchAction = action({ permission: "imports:run", input: BatchId }, fresh(undoBatch));
