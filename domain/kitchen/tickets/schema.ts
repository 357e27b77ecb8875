import { z } from "zod";
import { kitchenTicketKinds, kitchenTicketStatuses } from "@/db/enums/kitchen";
import { dayField, flag, id } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut, listWith } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** Delta tickets of a day on: unacknowledged ones first, then the newest. `open`: only those not acknowledged yet, or (false) only the others. */
export const ListDeltas = pageOf(["id"]).extend({
  centreId: id.optional(),
  date: dayField.optional(),
  slot: z.string().trim().max(50).optional(),
  open: flag.optional(),
});
export type ListDeltas = z.infer<typeof ListDeltas>;

/** One line of what changed: old → new portions of a dish in one way of cooking. */
export const ChangeOut = z.object({
  dishId: idOut,
  dishName: z.string(),
  oldQuantity: z.number().int(),
  quantity: z.number().int(),
  variantLabel: z.string().nullable(),
});
export type Change = z.infer<typeof ChangeOut>;

const tag = z.object({ kind: z.string(), strength: z.enum(["hard", "soft"]), label: z.string() });

export const DeltaOut = z.object({
  id: idOut,
  number: z.string(),
  kind: z.enum(kitchenTicketKinds),
  revision: z.number().int(),
  centreId: idOut,
  date: dayOut,
  slotId: idOut,
  slotCode: z.string(),
  slot: z.string(),
  servingTime: clockOut,
  /** Null for guests, companions and staff. */
  patientId: idOut.nullable(),
  customerId: idOut.nullable(),
  customerName: z.string().nullable(),
  room: z.string().nullable(),
  floor: z.string().nullable(),
  recipient: z.string(),
  restrictions: z.array(tag),
  /** "肉末蒸豆腐改少盐，加清蒸鲈鱼 1 份" */
  summary: z.string(),
  changes: z.array(ChangeOut),
  /** Why and who: "周敏医嘱 10:35，每天盐 3 g 以下". */
  reason: z.string().nullable(),
  status: z.enum(kitchenTicketStatuses),
  isOpen: z.boolean(),
  createdAt: instantOut,
  acknowledgedAt: instantOut.nullable(),
  acknowledgedByName: z.string().nullable(),
  version: z.number().int(),
});
export type Delta = z.infer<typeof DeltaOut>;
export const DeltasOut = listWith(DeltaOut, { open: z.number().int() });

export const AcknowledgeTickets = z.strictObject({ ids: z.array(id).min(1, "请选择差异单").max(200) });
export type AcknowledgeTickets = z.infer<typeof AcknowledgeTickets>;

/** `already`: someone else was quicker; that is no error. */
export const AcknowledgedOut = z.object({
  acknowledged: z.array(idOut),
  already: z.array(z.object({ id: idOut, byName: z.string().nullable(), at: instantOut.nullable() })),
});
