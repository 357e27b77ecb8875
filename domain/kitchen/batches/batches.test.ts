import { and, asc, eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog } from "@/db/schema/core";
import { stockDocuments, stockMovements } from "@/db/schema/inventory";
import {
  foodSamples,
  kitchenTicketLines,
  kitchenTickets,
  productionBatches,
  temperatureLogs,
} from "@/db/schema/kitchen";
import { confinementMealItems } from "@/db/schema/planning";
import { employees } from "@/db/schema/staff";
import { centres, customers, TEST_DAY, users } from "@/db/seed/world";
import { checkOut } from "@/domain/customers/stays/commands";
import { ratingsOf } from "@/domain/planning/eaten/queries";
import { type Can, rolledBack } from "@/domain/testing";
import { addDays } from "@/lib/time";
import { deliverTickets, recordEaten, takeBackDelivery } from "../delivery/commands";
import { deliveryRound } from "../delivery/queries";
import { DeliverTickets } from "../delivery/schema";
import { lockSlot } from "../locking/commands";
import { trace, traceBatch, traceLot, tracePatient } from "../recall/queries";
import { discardSample, recordSample, recordTemperature } from "../samples/commands";
import { listSamples, listTemperatures } from "../samples/queries";
import { ListSamples, ListTemperatures } from "../samples/schema";
import { cook, happened } from "../testing";
import { acknowledgeTickets } from "../tickets/commands";
import { wall } from "../wall/queries";
import { cancelBatch, closeBatch, startBatch } from "./commands";
import { batchDetail, listBatches } from "./queries";

const centreId = centres.jingan.id;
const DINNER = 5;
const dinner = { centreId, date: TEST_DAY, slot: "dinner" };
type Tx = Parameters<Parameters<typeof rolledBack>[0]>[1];
type As = Parameters<Parameters<typeof rolledBack>[0]>[0];
const elsewhere = (permission: "kitchen:work" | "kitchen:samples" | "kitchen:deliver" | "kitchen:recall"): Can => ({
  [permission]: { centres: [centres.binjiang.id] },
});
const batchesOf = (tx: Tx) =>
  tx
    .select()
    .from(productionBatches)
    .where(
      and(
        eq(productionBatches.centreId, centreId),
        eq(productionBatches.businessDay, TEST_DAY),
        eq(productionBatches.categoryId, DINNER),
      ),
    )
    .orderBy(asc(productionBatches.id));

/** Dinner of today, taken over by the kitchen; its biggest batch. */
async function locked(as: As, tx: Tx) {
  await lockSlot(as(cook), dinner);
  const batches = await batchesOf(tx);
  const [first] = batches.toSorted((a, b) => b.plannedPortions - a.plannedPortions);
  if (!first) throw new Error("no batch");
  return first;
}

const documentsOf = (tx: Tx, batchId: number) =>
  tx
    .select()
    .from(stockDocuments)
    .where(and(eq(stockDocuments.sourceType, "production_batch"), eq(stockDocuments.sourceId, batchId)));

describe("cooking", () => {
  it("closing takes the food from the store once, keeps the recipe and what it cost", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      const chef = as(cook, { userId: users.chef.id });
      await startBatch(chef, { id: batch.id });
      const closed = await closeBatch(chef, { id: batch.id, coreCelsius: 82, leftoverPortions: 1 });
      expect(closed.cost ?? 0).toBeGreaterThan(0);
      const [document] = await documentsOf(tx, batch.id);
      expect(document).toMatchObject({ kind: "production", status: "posted" });
      const moved = await tx
        .select()
        .from(stockMovements)
        .where(eq(stockMovements.documentId, document?.id ?? 0));
      expect(moved.length).toBeGreaterThan(0);
      expect(moved.every((move) => move.quantity < 0)).toBe(true);
      const detail = await batchDetail(as(cook), { id: batch.id });
      expect(detail).toMatchObject({
        status: "closed",
        cookedPortions: batch.plannedPortions,
        leftoverPortions: 1,
        closedByName: "许大庆",
      });
      expect(detail.recipe?.portions).toBe(batch.plannedPortions);
      expect(detail.recipe?.ingredients.length).toBeGreaterThan(0);
      expect(detail.temperatures).toMatchObject([{ pointName: "中心温度", celsius: 82, isOk: true }]);
      await expect(closeBatch(chef, { id: batch.id })).rejects.toMatchObject({ code: "conflict" });
      expect(await documentsOf(tx, batch.id)).toHaveLength(1);
    }));

  it("what the store lacks is said and leaves the cost open; the meal goes out", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      const closed = await closeBatch(as(cook), { id: batch.id, cookedPortions: 9000 });
      expect(closed.shortfalls.length).toBeGreaterThan(0);
      expect(closed.isCostComplete).toBe(false);
      const row = (await listBatches(as(cook), dinner)).batches.find((one) => one.id === batch.id);
      expect(row).toMatchObject({ hasShortfall: true, cookedPortions: 9000 });
    }));

  it("a temperature out of its limits needs what was done about it", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      await expect(closeBatch(as(cook), { id: batch.id, coreCelsius: 61 })).rejects.toMatchObject({
        code: "validation_failed",
        fields: { actionTaken: [expect.stringContaining("70 ℃")] },
      });
      await closeBatch(as(cook), { id: batch.id, coreCelsius: 61, actionTaken: "回锅到 80 ℃" });
      const [log] = await tx.select().from(temperatureLogs).where(eq(temperatureLogs.batchId, batch.id));
      expect(log).toMatchObject({ isOk: false, actionTaken: "回锅到 80 ℃" });
    }));

  it.each([
    ["more left than cooked", { cookedPortions: 3, leftoverPortions: 4 }, "validation_failed"],
    ["a stale version", { version: 99 }, "conflict"],
  ] as const)("refuses %s", (_, more, code) =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      await expect(closeBatch(as(cook), { id: batch.id, ...more })).rejects.toMatchObject({ code });
    }),
  );

  it("goes to nobody else: no permission, another centre, what is still wanted", () =>
    rolledBack(async (as, tx) => {
      const { id } = await locked(as, tx);
      for (const run of [startBatch, closeBatch, cancelBatch]) {
        await expect(run(as(["kitchen:read"]), { id })).rejects.toMatchObject({ code: "forbidden" });
        await expect(run(as(elsewhere("kitchen:work")), { id })).rejects.toMatchObject({ code: "not_found" });
      }
      await expect(cancelBatch(as(cook), { id })).rejects.toMatchObject({ code: "conflict", message: /还在|还有/ });
      await tx.update(productionBatches).set({ plannedPortions: 0 }).where(eq(productionBatches.id, id));
      await expect(startBatch(as(cook), { id })).rejects.toMatchObject({ code: "conflict" });
      await cancelBatch(as(cook), { id, reason: "没人要了" });
      await expect(startBatch(as(cook), { id })).rejects.toMatchObject({ code: "conflict" });
    }));

  it("shows on the wall with who it is for and what is left to record", () =>
    rolledBack(async (as, tx) => {
      const before = await wall(as(cook), dinner);
      expect(before.slot).toMatchObject({ code: "dinner", isLocked: false, tickets: 0 });
      expect(before.batches.every((batch) => batch.id === null && batch.status === "planned")).toBe(true);
      const batch = await locked(as, tx);
      await closeBatch(as(cook), { id: batch.id, coreCelsius: 80 });
      const after = await wall(as(cook), dinner);
      expect(after.progress).toMatchObject({ closed: 1, measured: 1, sampled: 0 });
      expect(after.batches.find((one) => one.id === batch.id)).toMatchObject({ status: "closed", coreCelsius: 80 });
      expect(
        after.batches.flatMap((one) => one.people).some((person) => person.room === "503" && person.note === "少盐"),
      ).toBe(true);
      expect(after.allergies.map((one) => one.room)).toContain("608");
      const portions = (all: { planned: number }[]) => all.reduce((sum, one) => sum + one.planned, 0);
      expect(portions(after.batches)).toBe(portions(before.batches));
      expect((await wall(as(cook), { centreId })).slot.code).toBe("lunch");
    }));
});

describe("samples and temperatures", () => {
  const people = async (tx: Tx) => {
    const rows = await tx
      .select()
      .from(employees)
      .where(inArray(employees.name, ["葛长林", users.chef.name]));
    const idOf = (name: string) => rows.find((row) => row.name === name)?.id ?? 0;
    return { samplerId: idOf("葛长林"), witnessId: idOf(users.chef.name) };
  };

  it("enough of a cooked dish, seen by a second person, kept 48 hours, then thrown away", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      const who = await people(tx);
      const take = (more: object = {}) => recordSample(as(cook), { batchId: batch.id, grams: 130, ...who, ...more });
      await expect(take()).rejects.toMatchObject({ code: "conflict", message: /还没做/ });
      await startBatch(as(cook), { id: batch.id });
      await expect(take({ grams: 100 })).rejects.toMatchObject({ fields: { grams: [expect.stringContaining("125")] } });
      await expect(take({ witnessId: who.samplerId })).rejects.toMatchObject({
        fields: { witnessId: [expect.anything()] },
      });
      await expect(take({ celsius: 25 })).rejects.toMatchObject({
        fields: { celsius: [expect.stringContaining("冷藏要在")] },
      });
      await expect(take({ samplerId: 999_999 })).rejects.toMatchObject({ code: "validation_failed" });
      const made = await take({ fridge: "留样冰箱 1 号", celsius: 3 });
      expect(made.sampleNo).toMatch(/^LY20261119\d{3}$/);
      const [row] = await tx.select().from(foodSamples).where(eq(foodSamples.id, made.id));
      expect((row?.keepUntilAt.getTime() ?? 0) - (row?.sampledAt.getTime() ?? 0)).toBe(48 * 3_600_000);
      const chef = as(cook, { userId: users.chef.id });
      await expect(discardSample(chef, { ids: [made.id] })).rejects.toMatchObject({
        code: "conflict",
        message: /要留到/,
      });
      const later = as(cook, { userId: users.chef.id, now: new Date("2026-11-21T12:00:00+08:00") });
      const due = await listSamples(later, ListSamples.parse({ centreId, state: "due" }));
      expect(due.rows.map((one) => one.id)).toContain(made.id);
      expect(due.due).toBe(due.total);
      expect(await discardSample(later, { ids: [made.id] })).toEqual({ discarded: [made.id] });
      expect(await discardSample(later, { ids: [made.id] })).toEqual({ discarded: [] });
      await expect(discardSample(as(elsewhere("kitchen:samples")), { ids: [made.id] })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(recordSample(as(["kitchen:work"]), { batchId: batch.id, grams: 130, ...who })).rejects.toMatchObject(
        { code: "forbidden" },
      );
    }));

  it("what was cooked without a sample is named", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      await startBatch(as(cook), { id: batch.id });
      const { missing } = await listSamples(as(cook), ListSamples.parse({ centreId, date: TEST_DAY }));
      expect(missing.map((one) => one.batchId)).toContain(batch.id);
    }));

  it.each([
    ["fridge", 4, true],
    ["fridge", 9, false],
    ["freezer", -18, true],
    ["freezer", -5, false],
  ] as const)("%s at %d ℃", (kind, celsius, isOk) =>
    rolledBack(async (as) => {
      const given = { centreId, kind, pointName: "冷藏 1 号", celsius };
      if (!isOk) await expect(recordTemperature(as(cook), given)).rejects.toMatchObject({ code: "validation_failed" });
      const made = await recordTemperature(as(cook), { ...given, actionTaken: isOk ? undefined : "换到 2 号" });
      expect(made.isOk).toBe(isOk);
      const [row] = (await listTemperatures(as(cook), ListTemperatures.parse({ centreId, pointName: "冷藏 1 号" })))
        .rows;
      expect(row).toMatchObject({ celsius, isOk });
    }),
  );
});

describe("the round", () => {
  const ticketsOf = (tx: Tx, patientId: number) =>
    tx
      .select()
      .from(kitchenTickets)
      .where(
        and(
          eq(kitchenTickets.patientId, patientId),
          eq(kitchenTickets.businessDay, TEST_DAY),
          eq(kitchenTickets.categoryId, DINNER),
        ),
      )
      .orderBy(asc(kitchenTickets.revision));

  it("by floor; delivered once, plates looked at, and what she likes goes back to the plan", () =>
    rolledBack(async (as, tx) => {
      await locked(as, tx);
      const round = await deliveryRound(as(cook), { ...dinner, floor: "6" });
      expect(round.floors.map((one) => one.floor)).toEqual(["6"]);
      const tray = round.floors[0]?.tickets.find((one) => one.room === "608");
      expect(tray).toMatchObject({ customerName: "林知夏", isWaiting: false, status: "issued" });
      expect(tray?.restrictions.map((one) => one.label)).toContain("花生");
      const nurse = as(cook, { userId: users.nurse.id });
      const ids = [tray?.id ?? 0];
      expect(await deliverTickets(nurse, { ids, outcome: "delivered" })).toEqual({ delivered: ids, already: [] });
      expect(await deliverTickets(nurse, { ids, outcome: "delivered" })).toEqual({ delivered: [], already: ids });
      const [line] = tray?.lines ?? [];
      await recordEaten(nurse, { lines: [{ id: line?.id ?? 0, eatenPct: 40 }] });
      const lin = customers.linZhixia.id;
      const ratings = await ratingsOf({ db: tx }, [lin], { from: TEST_DAY, to: TEST_DAY });
      expect(ratings.get(lin)?.get(line?.dishId ?? 0)?.eatenPct).toBe(40);
      const [stored] = await tx
        .select({ trace: confinementMealItems.trace })
        .from(confinementMealItems)
        .innerJoin(kitchenTicketLines, eq(kitchenTicketLines.mealItemId, confinementMealItems.id))
        .where(eq(kitchenTicketLines.id, line?.id ?? 0));
      expect(stored?.trace).toMatchObject({ eatenPct: 40 });
      expect((await deliveryRound(as(cook), { ...dinner, floor: "6" })).floors[0]).toMatchObject({ delivered: 1 });
    }));

  it("a refusal has a reason and counts as nothing eaten", () =>
    rolledBack(async (as, tx) => {
      await locked(as, tx);
      const [ticket] = await ticketsOf(tx, customers.linZhixia.id);
      const ids = [ticket?.id ?? 0];
      expect(DeliverTickets.safeParse({ ids, outcome: "refused" }).success).toBe(false);
      await deliverTickets(as(cook), { ids, outcome: "refused", reason: "没胃口" });
      const lines = await tx
        .select()
        .from(kitchenTicketLines)
        .where(eq(kitchenTicketLines.ticketId, ids[0] ?? 0));
      expect(lines.every((line) => line.eatenPct === 0 && line.refusedReason === "没胃口")).toBe(true);
      await expect(recordEaten(as(cook), { lines: [{ id: lines[0]?.id ?? 0, eatenPct: 10 }] })).rejects.toMatchObject({
        code: "conflict",
      });
    }));

  it("said by mistake it is taken back within minutes, by whoever said it or the kitchen; the log keeps both", () =>
    rolledBack(async (as, tx) => {
      await locked(as, tx);
      const lin = customers.linZhixia.id;
      const [ticket] = await ticketsOf(tx, lin);
      const ids = [ticket?.id ?? 0];
      const carrier: Can = ["kitchen:read", "kitchen:deliver"];
      const nurse = as(carrier, { userId: users.nurse.id });
      await deliverTickets(nurse, { ids, outcome: "refused", reason: "没胃口" });
      const other = as(carrier, { userId: users.nurse2.id });
      await expect(takeBackDelivery(other, { ids })).rejects.toMatchObject({ code: "conflict", message: /本人或厨房/ });
      await expect(takeBackDelivery(as(elsewhere("kitchen:deliver")), { ids })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(takeBackDelivery(as(["kitchen:read"]), { ids })).rejects.toMatchObject({ code: "forbidden" });
      const later = new Date("2026-11-19T10:53:00+08:00");
      const late = as(carrier, { userId: users.nurse.id, now: later });
      await expect(takeBackDelivery(late, { ids })).rejects.toMatchObject({ code: "conflict", message: /10 分钟/ });
      expect(await takeBackDelivery(nurse, { ids })).toEqual({ takenBack: ids, already: [] });
      expect(await takeBackDelivery(nurse, { ids })).toEqual({ takenBack: [], already: ids });
      const lines = await tx
        .select()
        .from(kitchenTicketLines)
        .where(eq(kitchenTicketLines.ticketId, ids[0] ?? 0));
      expect(lines.every((line) => line.eatenPct === null && line.refusedReason === null)).toBe(true);
      expect((await ticketsOf(tx, lin))[0]).toMatchObject({ status: "issued", deliveredAt: null, deliveredBy: null });
      await deliverTickets(nurse, { ids, outcome: "delivered" });
      expect(await takeBackDelivery(as(cook, { userId: users.chef.id }), { ids })).toMatchObject({ takenBack: ids });
      await deliverTickets(nurse, { ids, outcome: "delivered" });
      await recordEaten(nurse, { lines: [{ id: lines[0]?.id ?? 0, eatenPct: 50 }] });
      await expect(takeBackDelivery(nurse, { ids })).rejects.toMatchObject({ code: "conflict", message: /吃多少/ });
      const said = await tx
        .select({ action: auditLog.action })
        .from(auditLog)
        .where(and(eq(auditLog.entity, "kitchen_ticket"), eq(auditLog.entityId, ids[0] ?? 0)))
        .orderBy(asc(auditLog.id));
      expect(said.map((row) => row.action.split(".")[1])).toEqual([
        ...["refused", "taken_back", "delivered", "taken_back", "delivered", "eaten"],
      ]);
    }));

  it("a change meant for a tray that counted as delivered reaches it once that is taken back", () =>
    rolledBack(async (as, tx) => {
      await locked(as, tx);
      const lin = customers.linZhixia.id;
      const [ticket] = await ticketsOf(tx, lin);
      const ids = [ticket?.id ?? 0];
      await deliverTickets(as(cook), { ids, outcome: "delivered" });
      await checkOut(as(["stays:edit"]), { id: lin });
      const cursor = { id: 0 };
      await happened(as, tx, cursor);
      expect(await ticketsOf(tx, lin)).toHaveLength(1);
      await takeBackDelivery(as(cook), { ids });
      await happened(as, tx, cursor);
      expect((await ticketsOf(tx, lin)).at(-1)).toMatchObject({ kind: "cancel", reason: "撤回送达后核对" });
    }));

  it("a change the kitchen has not seen holds its tray back; older paper is not carried", () =>
    rolledBack(async (as, tx) => {
      await locked(as, tx);
      const lin = customers.linZhixia.id;
      await checkOut(as(["stays:edit"]), { id: lin });
      await happened(as, tx);
      const [meal, cancelled] = await ticketsOf(tx, lin);
      const deliver = (id = 0, can: Can = cook) => deliverTickets(as(can), { ids: [id], outcome: "delivered" });
      await expect(deliver(meal?.id)).rejects.toMatchObject({ code: "conflict", message: /按新的/ });
      await expect(deliver(cancelled?.id)).rejects.toMatchObject({ code: "conflict", message: /撤了/ });
      await acknowledgeTickets(as(cook), { ids: [cancelled?.id ?? 0] });
      await expect(deliver(meal?.id, elsewhere("kitchen:deliver"))).rejects.toMatchObject({ code: "not_found" });
      await expect(deliver(meal?.id, ["kitchen:read"])).rejects.toMatchObject({ code: "forbidden" });
    }));
});

describe("recall", () => {
  it("from a lot to everyone it reached, and back from one of them to the lot", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      await closeBatch(as(cook, { userId: users.chef.id }), { id: batch.id });
      const [document] = await documentsOf(tx, batch.id);
      const [move] = await tx
        .select()
        .from(stockMovements)
        .where(eq(stockMovements.documentId, document?.id ?? 0));
      const found = await traceLot(as(cook), { lotId: move?.lotId ?? 0 });
      expect(found.batches.map((one) => one.id)).toContain(batch.id);
      const here = found.served.filter((one) => one.dishes.some((dish) => dish.batchId === batch.id));
      expect(here).toHaveLength(batch.plannedPortions);
      expect(found.lots.find((lot) => lot.lotId === move?.lotId)?.used).toBeGreaterThan(0);
      expect(found.staff.some((hand) => hand.part === "cook" && hand.name === "许大庆")).toBe(true);
      expect(found.staff.some((hand) => hand.part === "shift" && hand.name === "葛长林")).toBe(true);
      const eater = here.find((one) => one.customerId !== null);
      const back = await tracePatient(as(cook), { customerId: eater?.customerId ?? 0, date: TEST_DAY, slot: "dinner" });
      expect(back.lots.map((lot) => lot.lotId)).toContain(move?.lotId);
      expect(back.served.length).toBeGreaterThanOrEqual(here.length);
      expect((await traceBatch(as(cook), { id: batch.id })).lots.length).toBeGreaterThan(0);
    }));

  it("asks for a way in, and is closed to others", () =>
    rolledBack(async (as, tx) => {
      const batch = await locked(as, tx);
      await expect(async () => trace(as(cook), {})).rejects.toMatchObject({ code: "validation_failed" });
      await expect(traceBatch(as(elsewhere("kitchen:recall")), { id: batch.id })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(traceLot(as(elsewhere("kitchen:recall")), { lotNo: "没有这批" })).rejects.toMatchObject({
        code: "not_found",
      });
      await expect(traceBatch(as(["kitchen:read"]), { id: batch.id })).rejects.toMatchObject({ code: "forbidden" });
      const nobody = await tracePatient(as(cook), { customerId: customers.linZhixia.id, date: addDays(TEST_DAY, 30) });
      expect(nobody).toMatchObject({ batches: [], served: [], lots: [] });
    }));
});
