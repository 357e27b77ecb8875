import "server-only";
import { eq } from "drizzle-orm";
import { confinementMealItems } from "@/db/schema/planning";
import { command, type Tx } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { isReleased } from "@/domain/customers/safety/rules";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import { notify } from "@/domain/notifications/commands";
import { conflict, notFound } from "@/lib/errors";
import { judged, judgingOf, warning } from "../items/checks";
import { assertItemVersion, itemById, lockedPlan, raised, tellKitchen } from "../items/commands";
import { type ItemRecord, isPending, type Override, type PlanRecord, type Trace, traceOf } from "../items/queries";
import { cellKey, closedBecause, momentOf } from "../rules";
import type { DecideRelease } from "./schema";

type Decided = { itemId: number; release: "confirmed" | "refused"; version: number };

/**
 * The second person's answer to a release. Confirming lets the kitchen serve the dish; it is refused to whoever asked, when an
 * allergy stands against it, and when something came up since that the release does not cover. Refusing leaves the dish
 * flagged, so that it is replaced. Whoever asked is told.
 */
export function decideRelease(ctx: Ctx, input: DecideRelease): Promise<Decided> {
  return command(ctx, "plans:approve", async (tx) => {
    const plan = await lockedPlan(tx, input.id);
    const item = await itemById(tx, plan.id, input.item);
    assertItemVersion(item, input.version);
    const asked = traceOf(item).override;
    if (!isPending(item) || !asked) throw conflict("这道菜没有等待确认的放行，可能已经有人处理过");
    if (asked.by === userIdOf(tx)) throw conflict("这个放行是您申请的，要由另一位同事确认");
    await assertOpen(tx, plan, item);
    const isConfirmed = input.decision === "confirm";
    const after = isConfirmed ? await confirmed(tx, plan, item, asked) : await turnedDown(tx, plan, item);
    await tx.db
      .update(confinementMealItems)
      .set({
        overrideReason: after.overrideReason,
        overrideBy: after.overrideBy,
        trace: after.trace,
        version: item.version + 1,
        updatedAt: tx.now,
      })
      .where(eq(confinementMealItems.id, item.id));
    const action = isConfirmed ? "confinement_meal_plan.release_confirmed" : "confinement_meal_plan.release_refused";
    await audit(tx, action, plan, await raised(tx, plan), {
      itemId: item.id,
      date: item.date,
      slot: item.slotName,
      dish: item.dishName,
      reason: item.overrideReason,
      askedBy: asked.by,
      ...(input.note && { note: input.note }),
    });
    if (plan.status === "active") {
      const slots = new Map((await mealSlots(tx)).map((slot) => [slot.id, slot]));
      await tellKitchen(tx, plan, [cellKey(item.date, item.categoryId)], slots);
    }
    await notify(tx, [asked.by], {
      kind: "plan.release",
      title: isConfirmed ? `放行已确认：${item.dishName}` : `放行没通过：${item.dishName}`,
      content: `${item.date.slice(5)} ${item.slotName}${input.note ? `，${input.note}` : isConfirmed ? "，厨房会照做" : "，请换一道"}`,
      link: `/plans/${plan.id}`,
    });
    return { itemId: item.id, release: isConfirmed ? "confirmed" : "refused", version: item.version + 1 };
  });
}

async function assertOpen(tx: Tx, plan: PlanRecord, item: ItemRecord): Promise<void> {
  const slot = (await mealSlots(tx)).find((one) => one.id === item.categoryId);
  const where = { date: item.date, slotName: item.slotName };
  const closed = slot && closedBecause(plan.status, momentOf(item.date, slot, tx.now), where);
  if (closed) throw conflict(closed);
}

type After = { overrideReason: string | null; overrideBy: number | null; trace: Trace | null };

async function confirmed(tx: Tx, plan: PlanRecord, item: ItemRecord, asked: Override): Promise<After> {
  const found = await judgedNow(tx, plan, item);
  if (!isReleased(found.reasons, asked.against)) {
    const [first] = found.reasons.filter((r) => r.refuses && !isReleased([r], asked.against));
    throw conflict(
      found.isAllergy
        ? `过敏不能放行：${first?.text}`
        : `申请之后又多了一条，这个放行盖不住：${first?.text}。请重新申请或换一道`,
    );
  }
  const confirmation = { confirmedBy: userIdOf(tx) ?? 0, confirmedAt: tx.now.toISOString() };
  const trace = { ...traceOf(item), override: { ...asked, ...confirmation } };
  return { overrideReason: item.overrideReason, overrideBy: userIdOf(tx), trace };
}

async function turnedDown(tx: Tx, plan: PlanRecord, item: ItemRecord): Promise<After> {
  const { reasons } = await judgedNow(tx, plan, item);
  const against = reasons.filter((r) => r.refuses).map(warning);
  const warnings = reasons.filter((r) => !r.refuses).map(warning);
  const trace: Trace = {
    ...(warnings.length > 0 && { warnings }),
    ...(against.length > 0 && { flag: { at: tx.now.toISOString(), reasons: against } }),
  };
  return { overrideReason: null, overrideBy: null, trace: Object.keys(trace).length > 0 ? trace : null };
}

async function judgedNow(tx: Tx, plan: PlanRecord, item: ItemRecord) {
  const card = (await dishCards(tx, [item.dishId])).get(item.dishId);
  if (!card) throw notFound("这道菜");
  return judged(await judgingOf(tx, plan.patientId), card, item.date);
}
