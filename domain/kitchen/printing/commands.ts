import "server-only";
import { assertCentre, command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import type { Day } from "@/lib/time";

/** Paper leaves the house with names of rooms and allergies on it: who printed what is kept. */
export function recordPrint(
  ctx: Ctx,
  print: { centreId: number; date: Day; slot: string; what: string },
  permission: "kitchen:export" | "kitchen:recall" = "kitchen:export",
): Promise<void> {
  return command(ctx, permission, async (tx) => {
    assertCentre(tx.grant, print.centreId);
    const { centreId, ...details } = print;
    await audit(tx, "centre.printed", null, { id: centreId, centreId }, details);
  });
}
