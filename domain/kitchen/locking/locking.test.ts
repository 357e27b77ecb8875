import { and, asc, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { afterAll, beforeEach, describe, expect, it } from "vitest";
import { db } from "@/db/client";
import { rooms } from "@/db/schema/centres";
import { stayRooms } from "@/db/schema/customers";
import { dailyMenus } from "@/db/schema/dishes";
import { kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { createMedicalOrder, stopMedicalOrder } from "@/domain/care/commands";
import { CreateMedicalOrder } from "@/domain/care/schema";
import type { Ctx } from "@/domain/core/ctx";
import { addAbsence, endAbsence } from "@/domain/customers/absences/commands";
import { addRestriction } from "@/domain/customers/restrictions/commands";
import { checkOut, moveStay } from "@/domain/customers/stays/commands";
import { editItems } from "@/domain/planning/items/commands";
import { planDetail } from "@/domain/planning/queries";
import { planner } from "@/domain/planning/testing";
import { type Can, newCtx, rolledBack } from "@/domain/testing";
import { type Clock, day } from "@/lib/time";
import { production, tickets as roomTickets } from "../queries";
import { cook, happened, worker } from "../testing";
import { acknowledgeTickets } from "../tickets/commands";
import { listDeltas } from "../tickets/queries";
import { ListDeltas } from "../tickets/schema";
import { lockDueSlots, lockSlot, reconcile } from "./commands";

const centreId = centres.jingan.id;
const lin = customers.linZhixia.id;
const DINNER = 5;
const dinner = { centreId, date: TEST_DAY, slot: "dinner" };
const mine = (tx: Pick<typeof db, "select">) =>
  tx
    .select()
    .from(kitchenTickets)
    .where(
      and(
        eq(kitchenTickets.patientId, lin),
        eq(kitchenTickets.categoryId, DINNER),
        eq(kitchenTickets.businessDay, TEST_DAY),
      ),
    )
    .orderBy(asc(kitchenTickets.revision));
const linesOf = (tx: Pick<typeof db, "select">, ticketId: number) =>
  tx
    .select()
    .from(kitchenTicketLines)
    .where(eq(kitchenTicketLines.ticketId, ticketId))
    .orderBy(asc(kitchenTicketLines.id));
const batchesOf = (tx: Pick<typeof db, "select">) =>
  tx
    .select()
    .from(productionBatches)
    .where(
      and(
        eq(productionBatches.centreId, centreId),
        eq(productionBatches.businessDay, TEST_DAY),
        eq(productionBatches.categoryId, DINNER),
      ),
    );

const cursor = { id: 0 };
beforeEach(() => {
  cursor.id = 0;
});

/** Her dinner, changed in the plan by its editor. */
async function swapDinner(ctx: Ctx, from: number, to: number) {
  const plan = await planDetail(ctx, { id: lin });
  await editItems(ctx, {
    planId: lin,
    planVersion: plan.version,
    ops: [{ op: "replace", date: TEST_DAY, slotId: DINNER, dishId: from, withDishId: to }],
  });
}

const dinnerOf = async (ctx: Ctx) =>
  (await planDetail(ctx, { id: lin })).weekPlans
    .flatMap((week) => week.dayPlans)
    .find((one) => one.date === TEST_DAY)
    ?.mealItems.filter((item) => item.slotId === DINNER) ?? [];

describe("the cut-off", () => {
  it("makes one ticket for everyone who eats, batches that add up to them, and fixes the menu", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(cook);
      const before = (await production(ctx, dinner)).slots[0];
      const made = await lockSlot(ctx, dinner);
      expect(made).toMatchObject({ isNew: true, slotId: DINNER });
      const after = (await production(ctx, dinner)).slots[0];
      expect(after).toEqual({ ...before, isLocked: true });
      const batches = await batchesOf(tx);
      expect(made.batches).toBe(batches.length);
      const portions = (rows: { portions: number }[] = []) => rows.reduce((sum, row) => sum + row.portions, 0);
      expect(batches.reduce((sum, batch) => sum + batch.plannedPortions, 0)).toBe(portions(before?.dishes));
      expect(batches.every((batch) => /^PB20261119\d{3}$/.test(batch.number))).toBe(true);
      const rows = await tx
        .select()
        .from(kitchenTickets)
        .where(and(eq(kitchenTickets.businessDay, TEST_DAY), eq(kitchenTickets.categoryId, DINNER)));
      expect(rows).toHaveLength(made.tickets);
      expect(
        rows.every((row) => row.kind === "meal" && row.revision === 0 && /^KT20261119\d{3}$/.test(row.number)),
      ).toBe(true);
      const [menu] = await tx
        .select()
        .from(dailyMenus)
        .where(
          and(eq(dailyMenus.centreId, centreId), eq(dailyMenus.menuDate, TEST_DAY), eq(dailyMenus.categoryId, DINNER)),
        );
      expect(menu?.status).toBe("locked");
    }));

  it("issues nothing twice", () =>
    rolledBack(async (as) => {
      const first = await lockSlot(as(cook), dinner);
      expect(await lockSlot(as(cook), dinner)).toMatchObject({ isNew: false, tickets: 0, batches: 0 });
      expect(first.tickets).toBeGreaterThan(20);
    }));

  it("leaves what is not safe off the ticket, and says whose it is", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      const sheet = (await production(as(cook), dinner)).slots[0];
      const [flagged] = sheet?.needsSubstitute ?? [];
      expect(flagged).toMatchObject({ room: "602", dishName: "清蒸鳕鱼" });
      const [ticket] = await tx
        .select()
        .from(kitchenTickets)
        .where(
          and(
            eq(kitchenTickets.patientId, customers.hanShiyu.id),
            eq(kitchenTickets.categoryId, DINNER),
            eq(kitchenTickets.businessDay, TEST_DAY),
          ),
        );
      const lines = await linesOf(tx, ticket?.id ?? 0);
      expect(lines.map((line) => line.dishName)).not.toContain("清蒸鳕鱼");
    }));

  it.each([
    ["nobody without the permission", ["kitchen:read"] as Can, dinner, "forbidden"],
    ["not in another centre", { "kitchen:work": { centres: [centres.binjiang.id] } } as Can, dinner, "not_found"],
    ["no day gone by", cook, { ...dinner, date: day("2026-11-18") }, "conflict"],
    ["no day far ahead", cook, { ...dinner, date: day("2026-11-25") }, "conflict"],
    ["no slot that there is not", cook, { ...dinner, slot: "夜宵" }, "validation_failed"],
  ] as const)("%s", (_, can, input, code) =>
    rolledBack(async (as) => {
      await expect(lockSlot(as(can), input)).rejects.toMatchObject({ code });
    }),
  );

  it("comes by itself when its time has passed, once", () =>
    rolledBack(async (as, tx) => {
      const at = (time: string) => as(worker, { now: new Date(`2026-11-19T${time}+08:00`) });
      await lockDueSlots(at("13:59:00"));
      expect((await batchesOf(tx)).length).toBe(0);
      expect(await lockDueSlots(at("14:00:00"))).toBeGreaterThan(0);
      expect((await batchesOf(tx)).length).toBeGreaterThan(5);
      expect(await lockDueSlots(at("14:00:30"))).toBe(0);
    }));
});

describe("a change behind the cut-off", () => {
  it("is a ticket with old → new, with why and who; said twice it stays one", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      const [before] = await dinnerOf(as(planner));
      await swapDinner(as(planner, { userId: users.dietitian.id }), before?.dishId ?? 0, dishes.mushroomChicken.id);
      await happened(as, tx, cursor);
      const issued = await mine(tx);
      expect(issued.map((row) => [row.kind, row.revision, row.status])).toEqual([
        ["meal", 0, "cancelled"],
        ["change", 1, "issued"],
      ]);
      expect(issued[1]?.reason).toBe("杜若蘅改了计划");
      const lines = await linesOf(tx, issued[1]?.id ?? 0);
      expect(
        lines.filter((line) => line.quantity !== line.oldQuantity).map((l) => [l.dishName, l.oldQuantity, l.quantity]),
      ).toEqual([
        ["香菇滑鸡", 0, 1],
        [before?.dishName, 1, 0],
      ]);
      expect(await reconcile(as(worker), { centreId, patientIds: [lin], why: "又一次" })).toBe(0);
      const sheet = (await production(as(cook), dinner)).slots[0];
      const batches = await batchesOf(tx);
      for (const dish of sheet?.dishes ?? [])
        expect(
          batches
            .filter((batch) => batch.dishId === dish.dishId)
            .reduce((sum, batch) => sum + batch.plannedPortions, 0),
        ).toBe(dish.portions);
      const mineNow = (await roomTickets(as(cook), { ...dinner, customerIds: [lin] })).tickets[0];
      expect(mineNow?.lines.map((line) => line.dishName)).toContain("香菇滑鸡");
      expect(mineNow?.issued).toMatchObject({ revision: 1, kind: "change" });
    }));

  it("takes her meal away while she is out, and brings it back", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      const ctx = as(["stays:edit"], { userId: users.reception.id });
      const away = await addAbsence(ctx, {
        id: lin,
        kind: "outing",
        fromDay: TEST_DAY,
        fromTime: "16:00" as Clock,
        toDay: TEST_DAY,
        toTime: "20:00" as Clock,
        note: "产检",
      });
      await happened(as, tx, cursor);
      const [, cancelled] = await mine(tx);
      expect(cancelled).toMatchObject({ kind: "cancel", reason: "外出，产检，李想登记，11-19 20:00 回馆" });
      await endAbsence(ctx, { id: away.id, toDay: TEST_DAY, toTime: "17:00" as Clock });
      await happened(as, tx, cursor);
      expect((await mine(tx)).map((row) => row.kind)).toEqual(["meal", "cancel", "add"]);
      const list = await listDeltas(as(cook), ListDeltas.parse({ centreId, slot: "dinner" }));
      expect(list.rows.slice(0, 2).map((row) => [row.kind, row.customerName, row.isOpen])).toEqual([
        ["add", "林知夏", true],
        ["cancel", "林知夏", true],
      ]);
    }));

  it("follows her to another room, and ends when she leaves", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      const taken = await tx
        .select({ id: stayRooms.roomId })
        .from(stayRooms)
        .where(or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, TEST_DAY)));
      const all = await tx.select().from(rooms).where(eq(rooms.centreId, centreId));
      const free = all.find((room) => !taken.some((one) => one.id === room.id));
      await tx
        .update(rooms)
        .set({ status: "ready" })
        .where(eq(rooms.id, free?.id ?? 0));
      await moveStay(as(["stays:edit"], { userId: users.reception.id }), { id: lin, roomId: free?.id ?? 0 });
      await happened(as, tx, cursor);
      const [, moved] = await mine(tx);
      expect(moved).toMatchObject({ kind: "change", reason: expect.stringContaining("（原 608）；李想换房") });
      await checkOut(as(["stays:edit"]), { id: lin });
      await happened(as, tx, cursor);
      expect((await mine(tx)).at(-1)).toMatchObject({ kind: "cancel" });
    }));

  it("a new allergy: the dish goes or is replaced, the tray says why", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      const ctx = as(["restrictions:edit"], { userId: users.nurse.id });
      await addRestriction(ctx, {
        id: lin,
        kind: "allergy",
        strength: "hard",
        target: "allergen",
        targetId: 6,
        label: "大豆",
        reason: "昨晚起疹",
      } as never);
      await happened(as, tx, cursor);
      const last = (await mine(tx)).at(-1);
      expect(last).toMatchObject({ kind: "change", dietNote: expect.stringContaining("大豆") });
      expect(last?.reason).toContain("沈立登记");
    }));

  it("a diet order says once who ordered what and when; stopped, only trays whose dishes change hear of it", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      await happened(as, tx, cursor);
      const before = (await mine(tx)).length;
      const ctx = as(["medical_orders:edit", "restrictions:edit", "customers:read"], { userId: users.doctor.id });
      const given = CreateMedicalOrder.parse({ customerId: lin, orderType: "diet", diet: { presets: ["low_salt"] } });
      const { id } = await createMedicalOrder(ctx, given);
      await happened(as, tx, cursor);
      const ordered = (await mine(tx)).at(-1);
      expect(ordered).toMatchObject({ kind: "change", dietNote: expect.stringContaining("医嘱 低盐") });
      expect(ordered?.reason).toBe("周敏医嘱 10:42，低盐饮食；钠最多 1500 mg/天");
      await stopMedicalOrder(ctx, { id, reason: "血压正常" });
      await happened(as, tx, cursor);
      const all = await tx
        .select()
        .from(kitchenTickets)
        .where(and(eq(kitchenTickets.patientId, lin), eq(kitchenTickets.kind, "change")));
      const stops = all.filter((row) => row.reason?.startsWith("周敏停医嘱"));
      for (const row of stops) {
        expect(row.reason).toBe("周敏停医嘱 10:42，低盐饮食；钠最多 1500 mg/天");
        const lines = await linesOf(tx, row.id);
        expect(lines.some((line) => line.quantity !== line.oldQuantity)).toBe(true);
      }
      expect((await mine(tx)).length).toBe(before + 1 + stops.filter((row) => row.categoryId === DINNER).length);
    }));

  it("is listed as open, as seen, or both", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      await checkOut(as(["stays:edit"]), { id: lin });
      await happened(as, tx, cursor);
      const list = (open?: "0" | "1") =>
        listDeltas(as(cook), ListDeltas.parse({ centreId, slot: "dinner", ...(open && { open }) }));
      const waiting = (await list()).rows.filter((row) => row.isOpen);
      await acknowledgeTickets(as(cook), { ids: waiting.slice(0, 1).map((row) => row.id) });
      const [all, open, seen] = [await list(), await list("1"), await list("0")];
      expect(open.rows.every((row) => row.isOpen)).toBe(true);
      expect(seen.rows.map((row) => row.id)).toContain(waiting[0]?.id);
      expect(seen.rows.some((row) => row.isOpen)).toBe(false);
      expect(open.total + seen.total).toBe(all.total);
      expect(seen.open).toBe(open.total);
    }));

  it("is acknowledged once: the second hears who was quicker", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      await checkOut(as(["stays:edit"]), { id: lin });
      await happened(as, tx, cursor);
      const delta = (await mine(tx)).at(-1);
      const ids = [delta?.id ?? 0];
      const chef = as(cook, { userId: users.chef.id });
      expect(await acknowledgeTickets(chef, { ids })).toMatchObject({ acknowledged: ids, already: [] });
      expect(await acknowledgeTickets(as(cook), { ids })).toMatchObject({
        acknowledged: [],
        already: [{ id: ids[0], byName: "许大庆" }],
      });
      const other: Can = { "kitchen:work": { centres: [centres.binjiang.id] } };
      await expect(acknowledgeTickets(as(other), { ids })).rejects.toMatchObject({ code: "not_found" });
      await expect(acknowledgeTickets(as(["kitchen:read"]), { ids })).rejects.toMatchObject({ code: "forbidden" });
      const meal = (await mine(tx))[0]?.id ?? 0;
      await expect(acknowledgeTickets(as(cook), { ids: [meal] })).rejects.toMatchObject({ code: "conflict" });
    }));
});

describe("at the same time, really committed", () => {
  const far = day("2026-11-24");
  const now = new Date("2026-11-23T10:00:00+08:00");
  afterAll(async () => {
    const rows = await db
      .select({ id: kitchenTickets.id })
      .from(kitchenTickets)
      .where(eq(kitchenTickets.businessDay, far));
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) {
      await db.delete(kitchenTicketLines).where(inArray(kitchenTicketLines.ticketId, ids));
      await db.delete(kitchenTickets).where(inArray(kitchenTickets.id, ids));
    }
    await db.delete(productionBatches).where(eq(productionBatches.businessDay, far));
    await db.update(dailyMenus).set({ status: "draft", lockedAt: null }).where(eq(dailyMenus.menuDate, far));
  });

  it("five lock one slot: everybody gets one ticket", async () => {
    const input = { centreId, date: far, slot: "dinner" };
    const answers = await Promise.all(Array.from({ length: 5 }, () => lockSlot(newCtx(cook, { now }), input)));
    expect(answers.filter((answer) => answer.isNew)).toHaveLength(1);
    const rows = await db
      .select()
      .from(kitchenTickets)
      .where(and(eq(kitchenTickets.businessDay, far), eq(kitchenTickets.categoryId, DINNER)));
    expect(rows.length).toBe(answers.find((answer) => answer.isNew)?.tickets);
    expect(new Set(rows.map((row) => row.sourceId)).size).toBe(rows.length);
  });
});
