"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import {
  cancelDocument,
  createDocument,
  receiveTransfer,
  reverseDocument,
  updateDocument,
} from "@/domain/inventory/documents/commands";
import { CreateDocument, DocumentVersion, ReverseDocument, UpdateDocument } from "@/domain/inventory/documents/schema";
import { findItems, itemsOnShelf } from "@/domain/inventory/items/queries";
import { blockLot, releaseLot } from "@/domain/inventory/lots/commands";
import { BlockLot, ReleaseLot } from "@/domain/inventory/lots/schema";
import { setReorderPoint } from "@/domain/inventory/stock/commands";
import { SetReorderPoint } from "@/domain/inventory/stock/schema";
import { id } from "@/lib/fields";

const permission = "inventory:edit" as const;
export const createDocumentAction = action({ permission, input: CreateDocument }, fresh(createDocument));
export const updateDocumentAction = action({ permission, input: UpdateDocument }, fresh(updateDocument));
export const receiveTransferAction = action({ permission, input: DocumentVersion }, fresh(receiveTransfer));
export const cancelDocumentAction = action({ permission, input: DocumentVersion }, fresh(cancelDocument));
export const reverseDocumentAction = action(
  { permission: "inventory:reverse", input: ReverseDocument },
  fresh(reverseDocument),
);
export const blockLotAction = action({ permission, input: BlockLot }, fresh(blockLot));
export const releaseLotAction = action({ permission, input: ReleaseLot }, fresh(releaseLot));
export const setReorderPointAction = action({ permission, input: SetReorderPoint }, fresh(setReorderPoint));

export const findItemsAction = action(
  { permission: "inventory:read", input: z.object({ search: z.string().max(100) }) },
  findItems,
);
export const itemsOnShelfAction = action(
  { permission: "inventory:read", input: z.object({ itemIds: z.array(id).max(500), warehouseId: id }) },
  itemsOnShelf,
);
