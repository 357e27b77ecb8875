import { z } from "zod";
import { productionBatchStatuses } from "@/db/enums/kitchen";
import { dayField, id } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut } from "@/lib/out";
import { DeltaOut } from "../tickets/schema";

export const WallInput = z.object({
  centreId: id.optional(),
  date: dayField.optional(),
  slot: z.string().trim().max(50).optional(),
});
export type WallInput = z.infer<typeof WallInput>;

const floors = z.array(z.object({ floor: z.string(), portions: z.number().int() }));

/** A dish in one way of cooking. Before the cut-off there is no batch yet: then `id`, `number` and `version` are null. */
export const WallBatchOut = z.object({
  id: idOut.nullable(),
  number: z.string().nullable(),
  version: z.number().int().nullable(),
  dishId: idOut,
  dishName: z.string(),
  category: z.string().nullable(),
  station: z.string(),
  variantLabel: z.string().nullable(),
  status: z.enum(productionBatchStatuses),
  planned: z.number().int(),
  cooked: z.number().int().nullable(),
  leftover: z.number().int().nullable(),
  byFloor: floors,
  /** Whose it is, when it is cooked another way than the standard, or when she is allergic. */
  people: z.array(
    z.object({ room: z.string().nullable(), name: z.string(), note: z.string().nullable(), isAllergy: z.boolean() }),
  ),
  startedAt: instantOut.nullable(),
  closedAt: instantOut.nullable(),
  hasSample: z.boolean(),
  coreCelsius: z.number().nullable(),
});
export type WallBatch = z.infer<typeof WallBatchOut>;

export const WallSlotOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  servingTime: clockOut,
  cutoffAt: instantOut,
  isLocked: z.boolean(),
  /** Trays that go out: the tickets behind the cut-off, before it those that there will be. */
  trays: z.number().int(),
  tickets: z.number().int(),
  delivered: z.number().int(),
});

export const WallOut = z.object({
  centreId: idOut,
  date: dayOut,
  now: instantOut,
  slot: WallSlotOut,
  slots: z.array(WallSlotOut),
  batches: z.array(WallBatchOut),
  /** Not acknowledged yet, oldest first. */
  deltas: z.array(DeltaOut),
  allergies: z.array(
    z.object({ customerId: idOut, customerName: z.string(), room: z.string().nullable(), labels: z.array(z.string()) }),
  ),
  progress: z.object({
    batches: z.number().int(),
    closed: z.number().int(),
    sampled: z.number().int(),
    measured: z.number().int(),
  }),
});
export type Wall = z.infer<typeof WallOut>;
