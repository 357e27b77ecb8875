import { z } from "zod";
import { kitchenTicketStatuses } from "@/db/enums/kitchen";
import { dayField, id } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut } from "@/lib/out";

/** From a lot: by id, or by its number (with the item when two items share it). */
export const TraceLot = z.object({ lotId: id.optional(), lotNo: z.string().trim().max(64).optional() });
export type TraceLot = z.infer<typeof TraceLot>;
export const TraceBatch = z.object({ id });
export type TraceBatch = z.infer<typeof TraceBatch>;

/** From a complaint: who, on which day, perhaps which slot or dish. */
export const TracePatient = z.object({
  customerId: id,
  date: dayField,
  slot: z.string().trim().max(50).optional(),
  dishId: id.optional(),
});
export type TracePatient = z.infer<typeof TracePatient>;

/** One endpoint for all three ways in. */
export const RecallInput = z.object({
  lotId: id.optional(),
  lotNo: z.string().trim().max(64).optional(),
  batchId: id.optional(),
  customerId: id.optional(),
  date: dayField.optional(),
  slot: z.string().trim().max(50).optional(),
  dishId: id.optional(),
});
export type RecallInput = z.infer<typeof RecallInput>;

const lot = z.object({
  lotId: idOut,
  lotNo: z.string(),
  itemId: idOut,
  itemName: z.string(),
  unit: z.string(),
  producedOn: dayOut.nullable(),
  expiresOn: dayOut.nullable(),
  status: z.string(),
  /** Base units that went into the batches of this trace, and that are left in the centre's stores. */
  used: z.number(),
  left: z.number(),
  supplierName: z.string().nullable(),
  supplierPhone: z.string().nullable(),
  receivedOn: dayOut.nullable(),
  receiptNumber: z.string().nullable(),
  /** The lot that all of this points to, while it can still be used: block it. */
  shouldBlock: z.boolean(),
});
export type TracedLot = z.infer<typeof lot>;

const batch = z.object({
  id: idOut,
  number: z.string(),
  date: dayOut,
  slotId: idOut,
  slot: z.string(),
  servingTime: clockOut,
  dishId: idOut,
  dishName: z.string(),
  variantLabel: z.string().nullable(),
  status: z.string(),
  portions: z.number().int(),
  startedAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  closedByName: z.string().nullable(),
  lots: z.array(
    z.object({ lotId: idOut, lotNo: z.string(), itemName: z.string(), quantity: z.number(), unit: z.string() }),
  ),
});
export type TracedBatch = z.infer<typeof batch>;

const sample = z.object({
  id: idOut,
  sampleNo: z.string(),
  batchId: idOut,
  dishName: z.string(),
  grams: z.number(),
  sampledAt: instantOut,
  samplerName: z.string().nullable(),
  witnessName: z.string().nullable(),
  fridge: z.string().nullable(),
  keepUntilAt: instantOut,
  discardedAt: instantOut.nullable(),
});

const served = z.object({
  ticketId: idOut,
  number: z.string(),
  date: dayOut,
  slot: z.string(),
  patientId: idOut.nullable(),
  customerId: idOut.nullable(),
  name: z.string(),
  room: z.string().nullable(),
  floor: z.string().nullable(),
  status: z.enum(kitchenTicketStatuses),
  deliveredAt: instantOut.nullable(),
  deliveredByName: z.string().nullable(),
  dishes: z.array(
    z.object({
      batchId: idOut.nullable(),
      dishName: z.string(),
      quantity: z.number().int(),
      variantLabel: z.string().nullable(),
      eatenPct: z.number().int().nullable(),
    }),
  ),
});
export type Served = z.infer<typeof served>;

/** What somebody had to do with it. */
const hand = z.object({
  name: z.string(),
  position: z.string().nullable(),
  date: dayOut,
  part: z.enum(["shift", "cook", "sampler", "witness", "deliverer"]),
  detail: z.string(),
});

export const TraceOut = z.object({
  centreId: idOut,
  /** "批次 LOT-20261118-03 鲈鱼" or "林知夏 11-18 午餐" */
  title: z.string(),
  lots: z.array(lot),
  batches: z.array(batch),
  samples: z.array(sample),
  served: z.array(served),
  staff: z.array(hand),
});
export type Trace = z.infer<typeof TraceOut>;
