import { z } from "zod";
import { kitchenTicketKinds, kitchenTicketStatuses } from "@/db/enums/kitchen";
import { dayField, id, text } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut } from "@/lib/out";

export const RoundInput = z.object({
  centreId: id.optional(),
  date: dayField.optional(),
  /** Left out: the slot that is being served now, or the next one. */
  slot: z.string().trim().max(50).optional(),
  floor: z.string().trim().max(20).optional(),
});
export type RoundInput = z.infer<typeof RoundInput>;

const eaten = z.coerce.number({ error: "请填吃了多少" }).int().min(0, "0 到 100").max(100, "0 到 100");

/**
 * Confirms trays: `delivered`, or `refused` with a reason. `lines` may say at once how much was eaten; that can also be
 * said later, when the trays come back (`recordEaten`).
 */
export const DeliverTickets = z
  .strictObject({
    ids: z.array(id).min(1, "请选择餐签").max(200),
    outcome: z.enum(["delivered", "refused"]),
    reason: text(100).optional(),
    lines: z
      .array(z.strictObject({ id, eatenPct: eaten.optional(), refusedReason: text(100).optional() }))
      .max(400)
      .optional(),
  })
  .refine((given) => given.outcome !== "refused" || given.reason, { path: ["reason"], message: "请填没收的原因" });
export type DeliverTickets = z.infer<typeof DeliverTickets>;

export const TakeBackDelivery = z.strictObject({ ids: z.array(id).min(1, "请选择餐签").max(200) });
export type TakeBackDelivery = z.infer<typeof TakeBackDelivery>;

export const RecordEaten = z.strictObject({
  lines: z
    .array(z.strictObject({ id, eatenPct: eaten, refusedReason: text(100).optional() }))
    .min(1, "请选择菜")
    .max(400),
});
export type RecordEaten = z.infer<typeof RecordEaten>;

export const RoundTicketOut = z.object({
  id: idOut,
  number: z.string(),
  kind: z.enum(kitchenTicketKinds),
  revision: z.number().int(),
  status: z.enum(kitchenTicketStatuses),
  /** A change that the kitchen has not acknowledged: the tray must not go out yet. */
  isWaiting: z.boolean(),
  patientId: idOut.nullable(),
  customerId: idOut.nullable(),
  customerName: z.string().nullable(),
  room: z.string().nullable(),
  floor: z.string().nullable(),
  recipient: z.string(),
  dietNote: z.string().nullable(),
  restrictions: z.array(z.object({ kind: z.string(), strength: z.enum(["hard", "soft"]), label: z.string() })),
  lines: z.array(
    z.object({
      id: idOut,
      dishId: idOut,
      dishName: z.string(),
      quantity: z.number().int(),
      variantLabel: z.string().nullable(),
      eatenPct: z.number().int().nullable(),
      refusedReason: z.string().nullable(),
    }),
  ),
  deliveredAt: instantOut.nullable(),
  deliveredByName: z.string().nullable(),
  version: z.number().int(),
});
export type RoundTicket = z.infer<typeof RoundTicketOut>;

export const RoundOut = z.object({
  centreId: idOut,
  date: dayOut,
  slotId: idOut,
  slotCode: z.string(),
  slot: z.string(),
  servingTime: clockOut,
  isLocked: z.boolean(),
  floors: z.array(
    z.object({
      floor: z.string(),
      total: z.number().int(),
      delivered: z.number().int(),
      refused: z.number().int(),
      tickets: z.array(RoundTicketOut),
    }),
  ),
});
export type Round = z.infer<typeof RoundOut>;

export const DeliveredOut = z.object({ delivered: z.array(idOut), already: z.array(idOut) });

/** `already`: nobody has said delivered or refused of these, or it was taken back before. */
export const TakenBackOut = z.object({ takenBack: z.array(idOut), already: z.array(idOut) });
