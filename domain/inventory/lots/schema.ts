import { z } from "zod";
import { stockLotStatuses } from "@/db/enums/inventory";
import { flag, id } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const ListLots = pageOf(["expiresOn", "id"], "expiresOn").extend({
  itemId: id.optional(),
  warehouseId: id.optional(),
  centreId: id.optional(),
  status: z.enum(stockLotStatuses).optional(),
  /** Expires within so many days from today (past ones too). */
  expiring: z.coerce.number().int().min(0).max(3650).optional(),
  search: z.string().trim().max(100).optional(),
  /** Also lots of which nothing is left. */
  empty: flag.default(false),
});
export type ListLots = z.output<typeof ListLots>;

export const LotId = z.object({ id });
export const BlockLot = z.strictObject({
  id,
  /** Quarantine: until it is looked at. Blocked: must not be used. */
  status: z.enum(["quarantine", "blocked"]).default("blocked"),
  reason: z.string({ error: "请写原因" }).trim().min(1, "请写原因").max(200, "最多 200 个字"),
});
export type BlockLot = z.output<typeof BlockLot>;
export const ReleaseLot = z.strictObject({ id, reason: z.string().trim().max(200, "最多 200 个字").optional() });
export type ReleaseLot = z.output<typeof ReleaseLot>;

export const LotOut = z.object({
  id: idOut,
  itemId: idOut,
  itemName: z.string(),
  unit: z.string(),
  lotNo: z.string(),
  status: z.enum(stockLotStatuses),
  producedOn: dayOut.nullable(),
  expiresOn: dayOut.nullable(),
  /** Negative: past its date. */
  daysLeft: z.number().int().nullable(),
  receivedQuantity: z.number(),
  /** What is left in the warehouses that the caller sees. */
  quantity: z.number(),
  cost: moneyOut.nullable(),
  warehouses: z.array(z.object({ id: idOut, name: z.string(), quantity: z.number() })),
  createdAt: instantOut,
});
export type LotOut = z.output<typeof LotOut>;
