import { z } from "zod";
import { id } from "@/lib/fields";
import { idOut } from "@/lib/out";

export const CheckStock = z.object({ warehouseId: id.optional() });

export const DifferenceOut = z.object({
  what: z.enum(["quantity", "reserved", "lot", "cost"]),
  inventoryItemId: idOut,
  lotId: idOut.nullable(),
  /** What the balance says, and what the movements (or promises) add up to; cost in fen. */
  kept: z.number().nullable(),
  rebuilt: z.number().nullable(),
});
export type Difference = z.output<typeof DifferenceOut>;
