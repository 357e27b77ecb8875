import { z } from "zod";
import { dayField, id, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut } from "@/lib/out";

/** The second person's answer to a release that was asked for. */
export const DecideRelease = z.strictObject({
  id: id.meta({ description: "计划" }),
  item: id,
  version: version.optional(),
  decision: z.enum(["confirm", "refuse"]).default("confirm"),
  note: text(200).optional(),
});
export type DecideRelease = z.output<typeof DecideRelease>;

export const ReleasedOut = z.object({
  itemId: idOut,
  release: z.enum(["confirmed", "refused"]),
  version: z.number().int(),
});

/** Where a dish stands, to read how its release is. */
export const ReleaseAt = z.strictObject({ id, date: dayField, slotId: id, dishId: id });
export type ReleaseAt = z.output<typeof ReleaseAt>;

export const PendingReleases = z.object({ centreId: id.optional() });
export type PendingReleases = z.output<typeof PendingReleases>;

export const PendingRelease = z.object({
  itemId: idOut,
  planId: idOut,
  planNumber: z.string(),
  customerId: idOut,
  customerName: z.string(),
  room: z.string().nullable(),
  date: dayOut,
  slotId: idOut,
  slot: z.string(),
  dishId: idOut,
  dishName: z.string(),
  reason: z.string(),
  /** What stands against the dish. */
  against: z.array(z.string()),
  requestedBy: z.string().nullable(),
  requestedAt: instantOut,
  version: z.number().int(),
});
export type PendingRelease = z.output<typeof PendingRelease>;
