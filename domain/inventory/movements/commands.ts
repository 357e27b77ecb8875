import "server-only";
import type { Ctx } from "@/domain/core/ctx";
import { createDocument } from "../documents/commands";
import { CreateDocument, type DocumentDetailOut } from "../documents/schema";
import type { CreateMovement } from "./schema";

/** One item in or out at once: a posted document of one line. Answers the document with what it moved. */
export function createMovement(ctx: Ctx, input: CreateMovement): Promise<DocumentDetailOut> {
  const { movementType, centreId, warehouseId, reason, businessDay, onceKey, ...line } = input;
  const document = CreateDocument.parse({
    kind: movementType,
    centreId,
    warehouseId,
    reason,
    businessDay,
    onceKey,
    lines: [line],
    post: true,
  });
  return createDocument(ctx, document);
}
