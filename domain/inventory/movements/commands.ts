import "server-only";
import type { Ctx } from "@/domain/core/ctx";
import { AppError } from "@/lib/errors";
import { createDocument } from "../documents/commands";
import { CreateDocument, type DocumentDetailOut } from "../documents/schema";
import type { CreateMovement } from "./schema";

/** One item in or out at once: a posted document of one line. Answers the document with what it moved. */
export async function createMovement(ctx: Ctx, input: CreateMovement): Promise<DocumentDetailOut> {
  const { movementType, centreId, warehouseId, reason, businessDay, onceKey, ...line } = input;
  const head = { kind: movementType, centreId, warehouseId, reason, businessDay, onceKey };
  const document = CreateDocument.safeParse({ ...head, lines: [line], post: true });
  if (document.success) return createDocument(ctx, document.data);
  const [issue] = document.error.issues;
  const field = issue?.path.at(-1)?.toString() ?? "movementType"; // the one line has no place of its own here
  const sentence = issue?.message ?? "填的内容不合要求";
  throw new AppError("validation_failed", sentence, { fields: { [field]: [sentence] } });
}
