import { z } from "zod";
import { stockDocumentKinds, stockDocumentStatuses, stockMovementTypes } from "@/db/enums/inventory";
import { amountDue, dayField, id, quantity, text } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { unitField } from "../schema";

export const ListMovements = pageOf(["id"], "-id").extend({
  centreId: id.optional(),
  warehouseId: id.optional(),
  itemId: id.optional(),
  inventoryItemId: id.optional(),
  lotId: id.optional(),
  documentId: id.optional(),
  movementType: z.enum(stockMovementTypes).optional(),
  startDate: dayField.optional(),
  endDate: dayField.optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListMovements = z.output<typeof ListMovements>;

export const MovementOut = z.object({
  id: idOut,
  centreId: idOut,
  documentId: idOut,
  documentNumber: z.string(),
  documentKind: z.enum(stockDocumentKinds),
  documentStatus: z.enum(stockDocumentStatuses),
  /** Set when the document itself undoes another. */
  reversesId: idOut.nullable(),
  inventoryItemId: idOut,
  warehouseId: idOut,
  warehouseName: z.string(),
  itemId: idOut,
  itemName: z.string(),
  unit: z.string(),
  lotId: idOut,
  lotNo: z.string(),
  expiresOn: dayOut.nullable(),
  movementType: z.enum(stockMovementTypes),
  quantity: z.number(),
  quantityAfter: z.number(),
  cost: moneyOut.nullable(),
  reason: z.string().nullable(),
  businessDay: dayOut,
  createdBy: z.string().nullable(),
  createdAt: instantOut,
});
export type MovementOut = z.output<typeof MovementOut>;

/** Seed e writes one movement of one item; "in" and "out" are its words for receipt and issue. */
export const CreateMovement = z.strictObject({
  centreId: id.optional(),
  warehouseId: id.optional(),
  itemId: id,
  lotId: id.nullable().optional(),
  movementType: z
    .enum(["receipt", "issue", "waste", "adjustment", "customer_return", "supplier_return", "in", "out"], {
      error: "请选择出入库种类",
    })
    .transform((type) => (type === "in" ? ("receipt" as const) : type === "out" ? ("issue" as const) : type)),
  quantity: quantity("数量", { min: -1e9, max: 1e9 }),
  unit: unitField.optional(),
  reason: text(200).optional(),
  lotNo: z.string().trim().max(64, "批号最多 64 个字").optional(),
  producedOn: dayField.nullable().optional(),
  expiresOn: dayField.nullable().optional(),
  cost: amountDue.nullable().optional(),
  businessDay: dayField.optional(),
  onceKey: z.string().max(128).optional(),
});
export type CreateMovement = z.output<typeof CreateMovement>;
