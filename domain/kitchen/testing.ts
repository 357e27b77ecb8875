import { and, asc, eq, gt } from "drizzle-orm";
import type { Db } from "@/db/client";
import { outboxEvents } from "@/db/schema/core";
import type { Ctx } from "@/domain/core/ctx";
import { planningOutbox } from "@/domain/planning/outbox";
import type { Can } from "@/domain/testing";
import { kitchenOutbox } from "./outbox";

/** What the kitchen tests' callers may do. */
export const cook: Can = ["kitchen:read", "kitchen:work", "kitchen:samples", "kitchen:deliver", "kitchen:recall"];
/** What the worker may do, as far as the kitchen is concerned. */
export const worker: Can = ["kitchen:read", "kitchen:work", "plans:edit", "menus:edit"];

/** Runs what planning and kitchen listen to for every event since the last call, in the test's own transaction. */
export async function happened(as: (can: Can) => Ctx, tx: Db, from = { id: 0 }): Promise<string[]> {
  const events = await tx
    .select()
    .from(outboxEvents)
    .where(and(eq(outboxEvents.status, "pending"), gt(outboxEvents.id, from.id)))
    .orderBy(asc(outboxEvents.id));
  for (const event of events) {
    from.id = event.id;
    for (const handle of [...(planningOutbox[event.topic] ?? []), ...(kitchenOutbox[event.topic] ?? [])])
      await handle(as(worker), event.payload as Record<string, unknown>);
  }
  return events.map((event) => event.topic);
}
