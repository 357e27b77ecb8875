import { z } from "zod";
import { dayField, flag, id } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const ListAudit = pageOf(["createdAt"], "-createdAt").extend({
  actorUserId: id.optional(),
  action: z.string().trim().max(64).optional(),
  entity: z.string().trim().max(64).optional(),
  entityId: id.optional(),
  centreId: id.optional(),
  dateFrom: dayField.optional(),
  dateTo: dayField.optional(),
  /** Only refused log-ins. */
  failed: flag.optional(),
  requestId: z.string().trim().max(64).optional(),
});
export type ListAudit = z.output<typeof ListAudit>;

const fact = z.object({ label: z.string(), value: z.string() });

export const AuditOut = z.object({
  id: idOut,
  createdAt: instantOut,
  actor: z.string(),
  actorUserId: idOut.nullable(),
  actorName: z.string(),
  action: z.string(),
  text: z.string(),
  entity: z.string(),
  entityLabel: z.string(),
  entityId: idOut.nullable(),
  subject: z.string().nullable(),
  centreId: idOut.nullable(),
  centre: z.string().nullable(),
  changes: z.array(
    z.object({ field: z.string(), label: z.string(), before: z.string().nullable(), after: z.string().nullable() }),
  ),
  facts: z.array(fact),
  requestId: z.string(),
  ipAddress: z.string().nullable(),
  userAgent: z.string().nullable(),
});
export type AuditOut = z.output<typeof AuditOut>;
