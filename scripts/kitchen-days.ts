import { and, asc, desc, eq, gt, inArray, isNotNull, notLike } from "drizzle-orm";
import type { Db } from "@/db/client";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { foodSamples, kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import { confinementDayPlans, confinementMealItems } from "@/db/schema/planning";
import { insertAll, type Target } from "@/db/seed/insert";
import { centres, customers, users } from "@/db/seed/world";
import { employeeIdOf } from "@/db/seed/world/staff";
import { bind, command } from "@/domain/core/access";
import { type Ctx, everywhere } from "@/domain/core/ctx";
import type { Permission } from "@/domain/core/permissions";
import { dishCards } from "@/domain/dishes/queries";
import { stockItems } from "@/domain/dishes/stock-items";
import { type ReceivedLine, receive } from "@/domain/inventory/ledger/commands";
import { kitchenWarehouseOf, unitCosts } from "@/domain/inventory/queries";
import { closeBatch, startBatch } from "@/domain/kitchen/batches/commands";
import { deliverTickets, recordEaten } from "@/domain/kitchen/delivery/commands";
import { completeDeliveredOrders } from "@/domain/kitchen/delivery/completing";
import { lockSlot, reconcile } from "@/domain/kitchen/locking/commands";
import { recordSample, recordTemperature } from "@/domain/kitchen/samples/commands";
import { acknowledgeTickets } from "@/domain/kitchen/tickets/commands";
import { confirmOrder, createOrder } from "@/domain/orders/commands";
import { CreateOrder } from "@/domain/orders/schema";
import { fen } from "@/lib/money";
import { addDays, addMinutes, type Day, dayOf, instantOf } from "@/lib/time";

/**
 * The kitchen's last day and this morning in 静安馆, played through the same commands as in the house, each at its clock time:
 * slots taken over, cooked, sampled, carried, some plates left half full, one tray refused, and a change that the kitchen has
 * not seen yet. What comes later today is open. Food for what is cooked is taken in the same morning, so that the store holds
 * afterwards what it held before.
 */
export async function playKitchenDays({ db, now }: Target): Promise<void> {
  const today = dayOf(now);
  const house: House = { db, centreId: centres.jingan.id };
  const yesterday = addDays(today, -1);
  const [last] = await db.select({ id: auditLog.id }).from(auditLog).orderBy(desc(auditLog.id)).limit(1);
  await ordersOf(house, today);
  for (const [slot, cutoff, serving, stove] of slotsOfDay) {
    await lock(house, yesterday, slot, before(yesterday, cutoff));
    if (slot === "dinner")
      await lateChange(house, { patientId: customers.fangJingshu.id, date: yesterday, at: "16:10" });
    await cooked(house, yesterday, slot, stove);
    if (slot === "dinner") await carry(house, yesterday, slot, serving);
    else await carried(house, yesterday, slot, serving);
  }
  await fridges(house, yesterday, ["06:10", "13:30", "20:10"]);
  await completeDeliveredOrders(by(house, users.chef.id, instantOf(today, "00:15")));
  const open: [slot: string, cutoff: string, serving: string, stove: string][] = slotsOfDay.filter(
    ([, cutoff]) => before(today, cutoff) <= now,
  );
  for (const [slot, cutoff, serving, stove] of open) {
    if (slot === "lunch") await lockWithout(house, today, slot, before(today, cutoff));
    else await lock(house, today, slot, before(today, cutoff));
    const start = instantOf(today, stove);
    if (start > now) continue;
    const isOut = instantOf(today, serving) <= now;
    await cook(house, today, slot, { from: stove, ...(!isOut && { only: 7 }) });
    if (slot === "breakfast") await carry(house, today, slot, serving, now);
    else if (isOut) await carried(house, today, slot, serving);
  }
  await fridges(house, today, ["06:05"]);
  // Long told: nobody is to hear of it again. Of the log only what was said about trays is of interest.
  await db.delete(outboxEvents).where(eq(outboxEvents.status, "pending"));
  await db
    .delete(auditLog)
    .where(and(gt(auditLog.id, last?.id ?? 0), notLike(auditLog.action, "kitchen_ticket.%issued")));
}

type House = { db: Db; centreId: number };

/** Code, cut-off (a minus is the day before), serving time, and when the stove is lit. */
const slotsOfDay: [slot: string, cutoff: string, serving: string, stove: string][] = [
  ["breakfast", "-18:00", "07:50", "05:50"],
  ["morning_snack", "-18:00", "10:00", "08:40"],
  ["lunch", "08:00", "11:50", "08:50"],
  ["afternoon_snack", "13:00", "15:00", "13:40"],
  ["dinner", "14:00", "18:00", "15:20"],
  ["bedtime_snack", "14:00", "20:00", "18:50"],
];

/** Meal slots of the reference data have the ids 1 to 6. */
const slotIdOf = (slot: string): number => slotsOfDay.findIndex(([code]) => code === slot) + 1;

const before = (date: Day, clock: string): Date =>
  clock.startsWith("-") ? instantOf(addDays(date, -1), clock.slice(1)) : instantOf(date, clock);

const may: Permission[] = [
  "kitchen:read",
  "kitchen:work",
  "kitchen:deliver",
  "kitchen:samples",
  "orders:edit",
  "orders:read",
  "inventory:edit",
];

/** Somebody at work, at that time, in the seed's own transaction. */
function by(house: House, userId: number, now: Date): Ctx {
  const ctx: Ctx = {
    actor: { name: `user:${userId}`, userId, can: new Map(may.map((permission) => [permission, everywhere])) },
    now,
    requestId: `seed-${now.getTime()}`,
  };
  bind(ctx, house.db);
  return ctx;
}

const lock = (house: House, date: Day, slot: string, at: Date) =>
  lockSlot(by(house, users.chef.id, at), { centreId: house.centreId, date, slot });

/** Lunch was taken over before the doctor's order for 503: the change is on the wall, and nobody has seen it. */
async function lockWithout(house: House, date: Day, slot: string, at: Date): Promise<void> {
  const hidden = await hide(house.db, customers.fangJingshu.id, addDays(date, 1));
  await lock(house, date, slot, at);
  await hidden();
  const why = "周敏医嘱，每天盐 3 g 以下";
  await reconcile(by(house, users.doctor.id, instantOf(date, "10:35")), {
    centreId: house.centreId,
    only: { date, slotId: slotIdOf(slot) },
    patientIds: [customers.fangJingshu.id],
    why,
  });
}

/** A way of cooking that was ordered after the cut-off; the kitchen has acknowledged it. */
async function lateChange(house: House, given: { patientId: number; date: Day; at: string }): Promise<void> {
  const at = instantOf(given.date, given.at);
  const [newest] = await house.db
    .select()
    .from(kitchenTickets)
    .where(and(eq(kitchenTickets.patientId, given.patientId), eq(kitchenTickets.businessDay, given.date)))
    .orderBy(asc(kitchenTickets.id))
    .limit(1);
  if (!newest) return;
  const hidden = await hide(house.db, given.patientId, addDays(given.date, 9));
  const only = { date: given.date, slotId: slotIdOf("dinner") };
  await reconcile(by(house, users.doctor.id, at), {
    centreId: house.centreId,
    only,
    patientIds: [given.patientId],
    why: "周敏医嘱，血压复查正常，先停少盐",
  });
  await hidden();
  await reconcile(by(house, users.doctor.id, addMinutes(at, 8)), {
    centreId: house.centreId,
    only,
    patientIds: [given.patientId],
    why: "周敏医嘱，晚饭前血压又高，少盐",
  });
  const open = await house.db
    .select({ id: kitchenTickets.id })
    .from(kitchenTickets)
    .where(
      and(
        eq(kitchenTickets.patientId, given.patientId),
        eq(kitchenTickets.businessDay, given.date),
        eq(kitchenTickets.status, "issued"),
        inArray(kitchenTickets.kind, ["change", "add", "cancel"]),
      ),
    );
  const ids = open.map((row) => row.id);
  if (ids.length > 0) await acknowledgeTickets(by(house, users.chef.id, addMinutes(at, 12)), { ids });
}

/** As if her adjustments began later, in what she must not eat and in the plan; the answer puts them back. */
async function hide(db: Db, patientId: number, until: Day): Promise<() => Promise<void>> {
  const mine = and(eq(restrictions.patientId, patientId), isNotNull(restrictions.adjustment));
  const rows = await db.select().from(restrictions).where(mine);
  const varied = await db
    .select({ id: confinementMealItems.id, variant: confinementMealItems.variant })
    .from(confinementMealItems)
    .innerJoin(confinementDayPlans, eq(confinementDayPlans.id, confinementMealItems.dayPlanId))
    .where(and(eq(confinementDayPlans.patientId, patientId), isNotNull(confinementMealItems.variant)));
  await db.update(restrictions).set({ validFrom: until }).where(mine);
  const setVariant = (id: number, variant: unknown) =>
    db.update(confinementMealItems).set({ variant }).where(eq(confinementMealItems.id, id));
  for (const { id } of varied) await setVariant(id, null);
  return async () => {
    for (const row of rows)
      await db.update(restrictions).set({ validFrom: row.validFrom }).where(eq(restrictions.id, row.id));
    for (const { id, variant } of varied) await setVariant(id, variant);
  };
}

type Cooking = {
  from: string;
  /** So many dishes are done, the next few are on the stove. */
  only?: number;
};

/** Lights the stove, closes batches with their temperatures, and puts a sample of each into the fridge. */
async function cook(house: House, date: Day, slot: string, given: Cooking): Promise<void> {
  const batches = await batchesOf(house, date, slot);
  const ready = batches.slice(0, given.only ?? batches.length);
  const start = instantOf(date, given.from);
  await takeIn(house, date, ready);
  for (const [i, batch] of ready.entries()) {
    const at = addMinutes(start, 4 * i);
    const core = 76 + ((batch.id * 7) % 18);
    await startBatch(by(house, users.chef.id, at), { id: batch.id });
    const leftover = batch.plannedPortions > 8 ? 1 : 0;
    await closeBatch(by(house, users.chef.id, addMinutes(at, 25)), {
      id: batch.id,
      coreCelsius: core,
      leftoverPortions: leftover,
    });
    if (given.only === undefined || i < 5) await sample(house, batch.id, addMinutes(at, 28));
  }
  for (const batch of batches.slice(ready.length, ready.length + 3))
    await startBatch(by(house, users.chef.id, addMinutes(start, 95)), { id: batch.id });
}

async function batchesOf(house: House, date: Day, slot: string) {
  const rows = await house.db
    .select()
    .from(productionBatches)
    .where(and(eq(productionBatches.centreId, house.centreId), eq(productionBatches.businessDay, date)))
    .orderBy(asc(productionBatches.id));
  return rows.filter((row) => row.categoryId === slotIdOf(slot) && row.status === "planned" && row.plannedPortions > 0);
}

/** What was cooked yesterday: the same record, written in one go and without the store. */
async function cooked(house: House, date: Day, slot: string, stove: string): Promise<void> {
  const start = instantOf(date, stove);
  const batches = await batchesOf(house, date, slot);
  for (const batch of batches)
    await house.db
      .update(productionBatches)
      .set({
        status: "closed",
        startedAt: start,
        closedAt: addMinutes(start, 30),
        closedBy: users.chef.id,
        cookedPortions: batch.plannedPortions,
        leftoverPortions: 0,
      })
      .where(eq(productionBatches.id, batch.id));
  const sampledAt = addMinutes(start, 34);
  await insertAll(
    house.db,
    foodSamples,
    batches.map((batch, i) => ({
      centreId: house.centreId,
      batchId: batch.id,
      sampleNo: `${slot.slice(0, 2).toUpperCase()}${date.replaceAll("-", "")}${String(i + 1).padStart(3, "0")}`,
      grams: 125,
      sampledAt,
      samplerId: employeeIdOf("葛长林"),
      witnessId: employeeIdOf(users.chef.name),
      fridge: "留样冰箱 1 号",
      celsius: 3.5,
      keepUntilAt: addMinutes(sampledAt, 48 * 60),
      createdAt: sampledAt,
      updatedAt: sampledAt,
    })),
  );
}

/** Every tray of a meal went out. */
async function carried(house: House, date: Day, slot: string, serving: string): Promise<void> {
  const out = addMinutes(instantOf(date, serving), 10);
  await house.db
    .update(kitchenTickets)
    .set({ status: "delivered", deliveredBy: users.nurse.id, deliveredAt: out })
    .where(
      and(
        eq(kitchenTickets.centreId, house.centreId),
        eq(kitchenTickets.businessDay, date),
        eq(kitchenTickets.categoryId, slotIdOf(slot)),
        eq(kitchenTickets.status, "issued"),
      ),
    );
}

/** The morning's delivery: just what these batches take, of lots that are used up the same day. */
async function takeIn(house: House, date: Day, batches: readonly { dishId: number; plannedPortions: number }[]) {
  const at = instantOf(date, "05:20");
  await command(by(house, users.warehouse.id, at), "inventory:edit", async (tx) => {
    const warehouseId = await kitchenWarehouseOf(tx.db, house.centreId);
    const cards = await dishCards(
      tx,
      batches.map((batch) => batch.dishId),
    );
    const grams = new Map<number, number>();
    for (const { dishId, plannedPortions } of batches)
      for (const part of cards.get(dishId)?.ingredients ?? [])
        grams.set(part.ingredientId, (grams.get(part.ingredientId) ?? 0) + part.grossGrams * plannedPortions);
    const items = await stockItems(tx, [...grams.keys()]);
    const costs = await unitCosts(
      tx.db,
      [...items.values()].map((item) => item.itemId),
    );
    const lines = [...grams].flatMap(([ingredientId, quantity]): ReceivedLine[] => {
      const item = items.get(ingredientId);
      if (!item?.isWeighable || quantity <= 0) return [];
      const cost = costs.get(item.itemId) ?? null;
      return [
        {
          itemId: item.itemId,
          quantity: Math.round(quantity * 1000) / 1000,
          unit: "g",
          lotNo: `${date.replaceAll("-", "").slice(2)}-${String(item.itemId).padStart(3, "0")}`,
          expiresOn: date,
          cost: cost === null ? null : fen(Math.round(cost * quantity)),
        },
      ];
    });
    if (warehouseId === null || lines.length === 0) return tx.audited.count++;
    await receive(tx, { type: "morning", id: Number(date.replaceAll("-", "")) }, warehouseId, lines, {
      reason: "当日鲜货",
    });
  });
}

async function sample(house: House, batchId: number, at: Date): Promise<void> {
  await recordSample(by(house, users.chef.id, at), {
    batchId,
    grams: 125 + (batchId % 4) * 5,
    samplerId: employeeIdOf("葛长林"),
    witnessId: employeeIdOf(users.chef.name),
    fridge: "留样冰箱 1 号",
    celsius: 3.5,
    sampledAt: at,
  });
}

/** Trays go out floor by floor; some plates come back half full, and one is not taken. */
async function carry(house: House, date: Day, slot: string, serving: string, until?: Date): Promise<void> {
  const rows = await house.db
    .select()
    .from(kitchenTickets)
    .where(
      and(
        eq(kitchenTickets.centreId, house.centreId),
        eq(kitchenTickets.businessDay, date),
        eq(kitchenTickets.categoryId, slotIdOf(slot)),
      ),
    )
    .orderBy(asc(kitchenTickets.floor), asc(kitchenTickets.room), asc(kitchenTickets.id));
  const newest = rows.filter(
    (row) =>
      !rows.some((o) => o.sourceId === row.sourceId && o.sourceType === row.sourceType && o.revision > row.revision),
  );
  const trays = newest.filter((row) => row.kind !== "cancel" && !(row.kind !== "meal" && row.status === "issued"));
  const start = addMinutes(instantOf(date, serving), -4);
  const refused = slot === "dinner" ? trays[4] : undefined;
  const ids = trays.filter((row) => row !== refused).map((row) => row.id);
  const out = by(house, users.nurse.id, addMinutes(start, 14));
  if (until && out.now > until) return;
  if (ids.length > 0) await deliverTickets(out, { ids, outcome: "delivered" });
  if (refused) await deliverTickets(out, { ids: [refused.id], outcome: "refused", reason: "没胃口，只想喝粥" });
  const back = by(house, users.nurse.id, addMinutes(start, 60));
  if (until && back.now > until) return;
  const lines = await house.db
    .select({ id: kitchenTicketLines.id })
    .from(kitchenTicketLines)
    .where(and(inArray(kitchenTicketLines.ticketId, ids), gt(kitchenTicketLines.quantity, 0)))
    .orderBy(asc(kitchenTicketLines.id));
  const shares = [100, 100, 80, 100, 60, 100, 100, 40, 100, 90];
  const eaten = lines
    .filter((line) => line.id % 2 === 0)
    .map((line, i) => ({ id: line.id, eatenPct: shares[(line.id + i) % shares.length] ?? 100 }));
  for (let from = 0; from < eaten.length; from += 400)
    await recordEaten(back, { lines: eaten.slice(from, from + 400) });
}

async function fridges(house: House, date: Day, clocks: readonly string[]): Promise<void> {
  for (const clock of clocks) {
    const ctx = by(house, users.chef.id, instantOf(date, clock));
    const warm = clock === "13:30";
    await recordTemperature(ctx, {
      centreId: house.centreId,
      kind: "fridge",
      pointName: "冷藏 1 号",
      celsius: warm ? 9.2 : 4.1,
      ...(warm && { actionTaken: "门没关严，关好后 14:00 复测 5 ℃" }),
    });
    await recordTemperature(ctx, {
      centreId: house.centreId,
      kind: "freezer",
      pointName: "冷冻 1 号",
      celsius: -18.4,
    });
    await recordTemperature(ctx, {
      centreId: house.centreId,
      kind: "fridge",
      pointName: "留样冰箱 1 号",
      celsius: 3.4,
    });
  }
}

/** Staff ate yesterday; guests come tomorrow; a companion's dinner waits to be confirmed. */
async function ordersOf(house: House, today: Day): Promise<void> {
  const order = (given: object, at: Date, who: number) =>
    createOrder(by(house, who, at), CreateOrder.parse({ centreId: house.centreId, ...given }));
  const yesterday = addDays(today, -1);
  await order(
    {
      kind: "staff",
      employeeId: employeeIdOf(users.nurse.name),
      deliveryDate: yesterday,
      slot: "lunch",
      items: [
        { dishId: 86, quantity: 6 },
        { dishId: 97, quantity: 6 },
        { dishId: 55, quantity: 6 },
      ],
      notes: "护理部 6 人",
    },
    instantOf(yesterday, "07:10"),
    users.manager.id,
  );
  const guests = await order(
    {
      kind: "guest",
      customerId: customers.songWanqing.id,
      deliveryDate: addDays(today, 1),
      slot: "lunch",
      items: [
        { dishId: 86, quantity: 2 },
        { dishId: 55, quantity: 2 },
      ],
      notes: "外公外婆来看，送到 501",
    },
    instantOf(today, "09:05"),
    users.reception.id,
  );
  await confirmOrder(by(house, users.manager.id, instantOf(today, "09:12")), { id: guests.id });
  await order(
    {
      kind: "guest",
      stayId: customers.linZhixia.id,
      deliveryDate: addDays(today, 1),
      slot: "dinner",
      items: [
        { dishId: 86, quantity: 1 },
        { dishId: 55, quantity: 1 },
      ],
      notes: "爸爸的",
    },
    instantOf(today, "09:40"),
    users.reception.id,
  );
}
