import { z } from "zod";
import { itemKinds, stockLotStatuses, stockMovementTypes } from "@/db/enums/inventory";
import { id, quantity, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { stockStatuses } from "./rules";

export const ListStock = pageOf(["name", "quantity", "expiresOn", "updatedAt", "id"], "name").extend({
  centreId: id.optional(),
  warehouseId: id.optional(),
  itemId: id.optional(),
  kind: z.enum(itemKinds).optional(),
  category: z.string().trim().max(32).optional(),
  status: z.enum(stockStatuses).optional(),
  /** Something of it expires within so many days (or has). */
  expiring: z.coerce.number().int().min(0).max(3650).optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListStock = z.output<typeof ListStock>;

export const StockOut = z.object({
  id: idOut,
  /** Seed e's name for the item. */
  productId: idOut,
  itemId: idOut,
  itemCode: z.string(),
  itemName: z.string(),
  kind: z.enum(itemKinds),
  category: z.string().nullable(),
  unit: z.string(),
  centreId: idOut,
  warehouseId: idOut,
  warehouseName: z.string(),
  quantity: z.number(),
  reservedQuantity: z.number(),
  /** In lots that are available and in date. */
  usableQuantity: z.number(),
  blockedQuantity: z.number(),
  expiredQuantity: z.number(),
  availableQuantity: z.number(),
  reorderPoint: z.number().nullable(),
  status: z.enum(stockStatuses),
  lotCount: z.number().int(),
  /** The next date among usable lots. */
  expiresOn: dayOut.nullable(),
  /** What it cost; null when of some lot it is not known. */
  cost: moneyOut.nullable(),
  /** Average use a day of the last fourteen. */
  dailyUse: z.number(),
  coverDays: z.number().int().nullable(),
  version: z.number().int(),
  updatedAt: instantOut,
});
export type StockOut = z.output<typeof StockOut>;

export const StockId = z.object({ id });
export const StockDetailOut = StockOut.extend({
  lots: z.array(
    z.object({
      id: idOut,
      lotNo: z.string(),
      status: z.enum(stockLotStatuses),
      producedOn: dayOut.nullable(),
      expiresOn: dayOut.nullable(),
      quantity: z.number(),
      cost: moneyOut.nullable(),
    }),
  ),
  reservations: z.array(
    z.object({
      id: idOut,
      quantity: z.number(),
      neededOn: dayOut,
      priority: z.number().int(),
      sourceType: z.string(),
      sourceId: idOut,
      expiresAt: instantOut.nullable(),
    }),
  ),
  movements: z.array(
    z.object({
      id: idOut,
      documentId: idOut,
      documentNumber: z.string(),
      movementType: z.enum(stockMovementTypes),
      lotNo: z.string(),
      quantity: z.number(),
      quantityAfter: z.number(),
      cost: moneyOut.nullable(),
      reason: z.string().nullable(),
      businessDay: dayOut,
      createdAt: instantOut,
    }),
  ),
});
export type StockDetailOut = z.output<typeof StockDetailOut>;

export const SetReorderPoint = z.strictObject({
  id,
  version: version.optional(),
  reorderPoint: quantity("补货线").nullable(),
});
export type SetReorderPoint = z.output<typeof SetReorderPoint>;
