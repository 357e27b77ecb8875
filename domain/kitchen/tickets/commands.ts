import "server-only";
import { and, asc, eq, inArray } from "drizzle-orm";
import type { z } from "zod";
import { kitchenTickets } from "@/db/schema/kitchen";
import { command, type Tx, within } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { enqueue } from "@/domain/core/outbox";
import { userNames } from "@/domain/identity/queries";
import { conflict, notFound } from "@/lib/errors";
import type { TicketRecord } from "../locking/current";
import { isWaiting } from "../locking/rules";
import type { AcknowledgedOut, AcknowledgeTickets } from "./schema";

/**
 * The kitchen knows of these changes. Two at once: the second is told who was quicker. A ticket outside the caller's centres
 * does not exist; one that is no change needs no acknowledgement and is refused.
 */
export function acknowledgeTickets(ctx: Ctx, input: AcknowledgeTickets): Promise<z.output<typeof AcknowledgedOut>> {
  return command(ctx, "kitchen:work", async (tx) => {
    const rows = await lockedTickets(tx, input.ids);
    const plain = rows.find((row) => row.kind === "meal");
    if (plain) throw conflict(`${plain.number} 不是差异单，不用确认`);
    const open = rows.filter(isWaiting);
    const names = await userNames(rows.map((row) => row.acknowledgedBy));
    for (const row of open) await acknowledge(tx, row);
    if (open.length === 0) unchanged(tx);
    return {
      acknowledged: open.map((row) => row.id),
      already: rows
        .filter((row) => !isWaiting(row))
        .map((row) => ({ id: row.id, byName: names.get(row.acknowledgedBy ?? 0) ?? null, at: row.acknowledgedAt })),
    };
  });
}

/** Tickets in the caller's centres, locked in id order; one that is not there is not_found for all. */
export async function lockedTickets(tx: Tx, ids: readonly number[]): Promise<TicketRecord[]> {
  const wanted = [...new Set(ids)];
  const rows = await tx.db
    .select()
    .from(kitchenTickets)
    .where(and(inArray(kitchenTickets.id, wanted), within(kitchenTickets.centreId, tx.grant.centres)))
    .orderBy(asc(kitchenTickets.id))
    .for("update");
  if (rows.length < wanted.length) throw notFound("这张餐单小票");
  return rows;
}

async function acknowledge(tx: Tx, before: TicketRecord): Promise<void> {
  const after: TicketRecord = {
    ...before,
    status: "acknowledged",
    acknowledgedBy: userIdOf(tx),
    acknowledgedAt: tx.now,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(kitchenTickets).set(after).where(eq(kitchenTickets.id, before.id));
  await audit(tx, "kitchen_ticket.acknowledged", before, after);
  const payload = { ticketId: after.id, date: after.businessDay, slotId: after.categoryId, kind: after.kind };
  await enqueue(tx, "kitchen_ticket.acknowledged", payload, after.centreId);
}
