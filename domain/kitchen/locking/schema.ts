import { z } from "zod";
import { dayField, id } from "@/lib/fields";
import { dayOut, idOut } from "@/lib/out";

/** A slot by id, code (lunch) or name (午餐). */
export const slotField = z.string({ error: "请选择餐次" }).trim().min(1, "请选择餐次").max(50);

export const LockSlot = z.strictObject({ date: dayField, slot: slotField, centreId: id.optional() });
export type LockSlot = z.infer<typeof LockSlot>;

/** `isNew` is false when the slot was locked already: then nothing was issued again. */
export const LockedOut = z.object({
  centreId: idOut,
  date: dayOut,
  slotId: idOut,
  isNew: z.boolean(),
  tickets: z.number().int(),
  batches: z.number().int(),
});
export type LockedOut = z.infer<typeof LockedOut>;
