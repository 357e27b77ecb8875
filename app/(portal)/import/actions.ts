"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { undoBatch } from "@/domain/imports/batches/commands";
import { importSheet, runBatch } from "@/domain/imports/batches/flows";
import { BatchId, RunBatch, UploadSheet } from "@/domain/imports/batches/schema";

export const uploadSheetAction = action({ permission: "imports:run", input: UploadSheet }, async (ctx, input) => {
  const { batchId } = await importSheet(ctx, input);
  revalidatePath("/import");
  return { batchId };
});

export const runBatchAction = action({ permission: "imports:run", input: RunBatch }, async (ctx, input) => {
  const { batchId } = await runBatch(ctx, input);
  revalidatePath("/", "layout");
  return { batchId };
});

export const undoBatchAction = action({ permission: "imports:run", input: BatchId }, async (ctx, input) => {
  const answer = await undoBatch(ctx, input);
  revalidatePath("/", "layout");
  return answer;
});
