import "server-only";
import { eq } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { patients } from "@/db/schema/customers";
import { kitchenTickets } from "@/db/schema/kitchen";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import type { OutboxHandler } from "@/domain/core/outbox";
import { isDay } from "@/lib/time";
import { reconcile, takeOver } from "./locking/commands";
import { whyAway, whyBirth, whyDishes, whyOrder, whyPlan, whyRestricted, whyStay } from "./locking/reasons";
import { reserveSlot } from "./reserving/commands";

type Payload = Record<string, unknown>;
const numberIn = (payload: Payload, key: string): number | null =>
  typeof payload[key] === "number" ? payload[key] : null;

const dbOf = (ctx: Ctx) => reader(ctx, "kitchen:work").db;

/** Everything that could make a person's trays other ones: compared with what her tickets say, in every slot still reached. */
const ofPatient =
  (why: (ctx: Ctx, payload: Payload, patientId: number) => Promise<string>): OutboxHandler =>
  async (ctx, payload) => {
    const patientId = numberIn(payload, "patientId");
    if (patientId === null) return;
    const [patient] = await dbOf(ctx)
      .select({ centreId: patients.centreId })
      .from(patients)
      .where(eq(patients.id, patientId));
    if (!patient) return;
    await reconcile(ctx, {
      centreId: patient.centreId,
      patientIds: [patientId],
      why: await why(ctx, payload, patientId),
    });
  };

const stayed = ofPatient((ctx, payload) => whyStay(dbOf(ctx), numberIn(payload, "stayId") ?? 0));
const away = ofPatient((ctx, payload) => whyAway(dbOf(ctx), numberIn(payload, "stayId") ?? 0));
const restricted = ofPatient((ctx, payload, patientId) =>
  whyRestricted(dbOf(ctx), patientId, ctx.now, numberIn(payload, "orderId")),
);
const born = ofPatient((ctx, _, patientId) => whyBirth(dbOf(ctx), patientId));

const replanned: OutboxHandler = async (ctx, payload) => {
  await ofPatient((c, given) => whyPlan(dbOf(c), numberIn(given, "planId") ?? 0))(ctx, payload);
  await reserveAgain(ctx, payload);
};

const ordered: OutboxHandler = async (ctx, payload) => {
  const { centreId, date, slotId, orderId } = payload;
  if (typeof centreId !== "number" || typeof orderId !== "number" || typeof slotId !== "number") return;
  if (typeof date !== "string" || !isDay(date)) return;
  const why = await whyOrder(numberIn(payload, "by"), String(payload.what ?? ""), String(payload.orderNumber ?? ""));
  await reconcile(ctx, { centreId, only: { date, slotId }, orderId, why });
  await reserveAgain(ctx, payload);
};

/** While a tray counted as handed over nothing could change it any more; now it is to be carried again, so it is looked at. */
const takenBack: OutboxHandler = async (ctx, payload) => {
  const [ticket] = await dbOf(ctx)
    .select()
    .from(kitchenTickets)
    .where(eq(kitchenTickets.id, numberIn(payload, "ticketId") ?? 0));
  if (!ticket) return;
  await reconcile(ctx, {
    centreId: ticket.centreId,
    only: { date: ticket.businessDay, slotId: ticket.categoryId },
    ...(ticket.sourceType === "order" ? { orderId: ticket.sourceId } : { patientIds: [ticket.patientId ?? 0] }),
    why: "撤回送达后核对",
  });
};

const recooked: OutboxHandler = async (ctx, payload) => {
  const given = Array.isArray(payload.dishIds) ? payload.dishIds : [payload.dishId];
  const dishIds = given.filter((id): id is number => typeof id === "number");
  const why = await whyDishes(dbOf(ctx), dishIds);
  const houses = await dbOf(ctx).select({ id: centres.id }).from(centres);
  for (const { id: centreId } of houses) await reconcile(ctx, { centreId, why });
};

/** What a slot of a day needs from the store is promised anew when its meals change. */
const reserveAgain: OutboxHandler = async (ctx, { patientId, centreId, date, slotId }) => {
  if (typeof date !== "string" || !isDay(date) || typeof slotId !== "number") return;
  const here = typeof centreId === "number" ? centreId : await centreOf(ctx, patientId);
  if (here !== null) await reserveSlot(ctx, { centreId: here, date, slotId });
};

async function centreOf(ctx: Ctx, patientId: unknown): Promise<number | null> {
  if (typeof patientId !== "number") return null;
  const [row] = await dbOf(ctx)
    .select({ centreId: patients.centreId })
    .from(patients)
    .where(eq(patients.id, patientId));
  return row?.centreId ?? null;
}

const fixed: OutboxHandler = async (ctx, { centreId, date, slotId }) => {
  if (typeof centreId !== "number" || typeof slotId !== "number") return;
  if (typeof date === "string" && isDay(date)) await takeOver(ctx, { centreId, date, slotId });
};

const merged: OutboxHandler = async (ctx, payload) => {
  for (const key of ["fromPatient", "intoPatient"]) await restricted(ctx, { patientId: payload[key] });
};

/** What the kitchen does when plans, people, stays, dishes and orders move. After planning, which may have replaced dishes. */
export const kitchenOutbox: Record<string, OutboxHandler[]> = {
  "daily_menu.locked": [fixed],
  "meal.changed": [replanned],
  "order.changed": [ordered],
  "restriction.changed": [restricted],
  "childbirth.changed": [born],
  "stay.changed": [stayed],
  "absence.changed": [away],
  "dish.changed": [recooked],
  "customer.merged": [merged],
  "kitchen_ticket.taken_back": [takenBack],
};
