import { and, eq, ne } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { kitchenTickets } from "@/db/schema/kitchen";
import { customerOrders } from "@/db/schema/orders";
import { employees } from "@/db/schema/staff";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import { deliverTickets, takeBackDelivery } from "@/domain/kitchen/delivery/commands";
import { completeDeliveredOrders } from "@/domain/kitchen/delivery/completing";
import { lockSlot } from "@/domain/kitchen/locking/commands";
import { production } from "@/domain/kitchen/queries";
import { cook, happened, worker } from "@/domain/kitchen/testing";
import { type Can, rolledBack } from "@/domain/testing";
import { day } from "@/lib/time";
import { cancelOrder, confirmOrder, createOrder, updateOrder } from "./commands";
import { demandOn, listOrders, orderDetail } from "./queries";
import { CreateOrder, ListOrders } from "./schema";

const seller: Can = ["orders:read", "orders:edit"];
const centreId = centres.jingan.id;
const lin = customers.linZhixia.id;
const elsewhere: Can = {
  "orders:read": { centres: [centres.binjiang.id] },
  "orders:edit": { centres: [centres.binjiang.id] },
};
const rice = { dishId: dishes.mixedRice.id, quantity: 2 };
const guest = (more: object = {}) =>
  CreateOrder.parse({ kind: "guest", customerId: lin, deliveryDate: TEST_DAY, slot: "dinner", items: [rice], ...more });

describe("an order of the house", () => {
  it("freezes names and prices, names who it is for and what is on it", () =>
    rolledBack(async (as) => {
      const ctx = as(seller, { userId: users.manager.id });
      const made = await createOrder(
        ctx,
        guest({ items: [rice, { ...rice, quantity: 1 }, { dishId: 86, quantity: 1, notes: "少辣" }] }),
      );
      expect(made.orderNumber).toMatch(/^CGO20261119\d{3}$/);
      const order = await orderDetail(ctx, { id: made.id });
      expect(order).toMatchObject({
        centreId,
        status: "pending",
        paymentStatus: "unpaid",
        customerName: "林知夏",
        slot: "晚餐",
        portions: 4,
        isCompanion: false,
        coupon: null,
      });
      expect(order.orderItems.map((line) => [line.quantity, line.notes])).toEqual([
        [3, null],
        [1, "少辣"],
      ]);
      expect(order.totalAmount).toBe(order.orderItems.reduce((sum, line) => sum + line.subtotal, 0));
      const list = await listOrders(ctx, ListOrders.parse({ kind: "guest", customerId: lin, deliveryDate: TEST_DAY }));
      expect(list.rows[0]).toMatchObject({ id: made.id, summary: "杂粮饭 ×3、香菇滑鸡" });
    }));

  it("said twice with one key is one order", () =>
    rolledBack(async (as) => {
      const given = guest({ onceKey: "k-1" });
      const first = await createOrder(as(seller), given);
      expect(await createOrder(as(seller), given)).toEqual(first);
      await expect(createOrder(as(seller), guest({ onceKey: "k-1", notes: "别的" }))).rejects.toMatchObject({
        code: "conflict",
      });
    }));

  it("a companion's goes to her room, a staff meal is confirmed at once", () =>
    rolledBack(async (as, tx) => {
      const companion = await createOrder(as(seller), guest({ customerId: undefined, stayId: lin }));
      expect(await orderDetail(as(seller), { id: companion.id })).toMatchObject({
        isCompanion: true,
        room: "608",
        floor: "6",
        customerId: lin,
      });
      const [nurse] = await tx.select().from(employees).where(eq(employees.userId, users.nurse.id));
      const staff = await createOrder(
        as(seller),
        CreateOrder.parse({
          kind: "staff",
          centreId,
          employeeId: nurse?.id,
          deliveryDate: TEST_DAY,
          slot: "晚餐",
          items: [rice],
        }),
      );
      expect(await orderDetail(as(seller), { id: staff.id })).toMatchObject({
        status: "confirmed",
        employeeName: "沈立",
      });
    }));

  it("a mother who eats it herself is protected as everywhere", () =>
    rolledBack(async (as) => {
      const peanut = { dishId: dishes.peanutTrotterSoup.id, quantity: 1, overrideReason: "她想吃" };
      const boss: Can = ["orders:read", "orders:edit", "plans:approve"];
      const order = (can: Can) => createOrder(as(can), guest({ kind: "trial", forMother: true, items: [peanut] }));
      await expect(order(seller)).rejects.toMatchObject({
        code: "conflict",
        data: { refused: [{ canOverride: false }] },
      });
      await expect(order(boss)).rejects.toMatchObject({ code: "conflict" });
      await createOrder(as(seller), guest({ items: [{ ...peanut }] })); // her guests may
    }));

  it.each([
    ["no permission", ["orders:read"] as Can, {}, "forbidden"],
    ["a customer of another centre", elsewhere, {}, "not_found"],
    ["a day gone by", seller, { deliveryDate: day("2026-11-18") }, "validation_failed"],
    ["a meal already served", seller, { slot: "breakfast" }, "conflict"],
    ["no such slot", seller, { slot: "夜宵" }, "validation_failed"],
    ["no such dish", seller, { items: [{ dishId: 999_999, quantity: 1 }] }, "validation_failed"],
    ["a stay that is another's", seller, { stayId: 2 }, "validation_failed"],
  ] as const)("is refused: %s", (_, can, more, code) =>
    rolledBack(async (as) => {
      await expect(createOrder(as(can), guest(more))).rejects.toMatchObject({ code });
    }),
  );

  it("goes through its states, is changed while nothing is cooked, and is gone for other centres", () =>
    rolledBack(async (as) => {
      const ctx = as(seller);
      const { id } = await createOrder(ctx, guest());
      const changed = await updateOrder(ctx, { id, version: 1, items: [{ dishId: 86, quantity: 2 }], notes: "送前台" });
      expect(await orderDetail(ctx, { id })).toMatchObject({ portions: 2, notes: "送前台", version: 2 });
      await expect(updateOrder(ctx, { id, version: 1, notes: "旧" })).rejects.toMatchObject({ code: "conflict" });
      await confirmOrder(ctx, { id, version: changed.version });
      await expect(confirmOrder(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      const more = [{ dishId: 86, quantity: 3 }, rice];
      await updateOrder(ctx, { id, version: 3, items: more });
      await expect(updateOrder(ctx, { id, version: 4, items: [rice] })).rejects.toMatchObject({ code: "conflict" });
      for (const run of [confirmOrder, cancelOrder])
        await expect(run(as(elsewhere), { id })).rejects.toMatchObject({ code: "not_found" });
      await expect(orderDetail(as(elsewhere), { id })).rejects.toMatchObject({ code: "not_found" });
      await cancelOrder(ctx, { id, reason: "不来了" });
      await expect(cancelOrder(ctx, { id })).rejects.toMatchObject({ code: "conflict" });
      await expect(updateOrder(ctx, { id, version: 5, notes: "晚了" })).rejects.toMatchObject({ code: "conflict" });
      expect(await orderDetail(ctx, { id })).toMatchObject({ status: "cancelled", cancelReason: "不来了" });
    }));
});

describe("and the kitchen", () => {
  it("cooks what is confirmed, and hears of every change behind the cut-off", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(seller, { userId: users.manager.id });
      const { id } = await createOrder(ctx, guest());
      const riceIn = async () =>
        (await production(as(cook), { centreId, date: TEST_DAY, slot: "dinner" })).slots[0]?.dishes.find(
          (dish) => dish.dishId === rice.dishId,
        );
      const before = (await riceIn())?.portions ?? 0;
      await confirmOrder(ctx, { id });
      expect((await riceIn())?.portions).toBe(before + 2);
      expect((await riceIn())?.byFloor).toContainEqual({ floor: "客餐", portions: 2 });
      await lockSlot(as(cook), { centreId, date: TEST_DAY, slot: "dinner" });
      const cursor = { id: 0 };
      await happened(as, tx, cursor);
      const order = await orderDetail(ctx, { id });
      await updateOrder(ctx, { id, version: order.version, items: [{ ...rice, quantity: 5 }] });
      await happened(as, tx, cursor);
      expect((await riceIn())?.portions).toBe(before + 5);
      await cancelOrder(ctx, { id });
      await happened(as, tx, cursor);
      const tickets = await tx
        .select()
        .from(kitchenTickets)
        .where(
          and(eq(kitchenTickets.sourceType, "order"), eq(kitchenTickets.sourceId, id), ne(kitchenTickets.kind, "meal")),
        );
      expect(tickets.map((ticket) => [ticket.kind, ticket.reason])).toEqual([
        ["change", `陆文静改单 ${order.orderNumber}`],
        ["cancel", `陆文静取消 ${order.orderNumber}`],
      ]);
      expect((await riceIn())?.portions).toBe(before);
      expect((await demandOn({ db: tx }, centreId, TEST_DAY)).some((one) => one.sourceId === id)).toBe(false);
      expect(await tx.$count(customerOrders, eq(customerOrders.id, id))).toBe(1);
    }));

  it("completes it when the tray is carried, opens it again when that was a mistake, and closes what a past day left open", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(seller);
      const { id } = await createOrder(ctx, guest());
      await confirmOrder(ctx, { id });
      await lockSlot(as(cook), { centreId, date: TEST_DAY, slot: "dinner" });
      const [ticket] = await tx
        .select()
        .from(kitchenTickets)
        .where(and(eq(kitchenTickets.sourceType, "order"), eq(kitchenTickets.sourceId, id)));
      const ids = [ticket?.id ?? 0];
      await deliverTickets(as(cook), { ids, outcome: "delivered" });
      expect(await orderDetail(ctx, { id })).toMatchObject({ status: "completed" });
      await takeBackDelivery(as(cook), { ids });
      expect(await orderDetail(ctx, { id })).toMatchObject({ status: "preparing", completedAt: null });
      const tomorrow = as(worker, { now: new Date("2026-11-20T00:15:00+08:00") });
      await completeDeliveredOrders(tomorrow);
      expect(await orderDetail(ctx, { id })).toMatchObject({ status: "preparing" });
      await tx
        .update(kitchenTickets)
        .set({ status: "delivered" })
        .where(eq(kitchenTickets.id, ids[0] ?? 0));
      expect(await completeDeliveredOrders(as(worker))).toBe(0); // its day is not over
      expect(await completeDeliveredOrders(tomorrow)).toBe(1);
      expect(await orderDetail(ctx, { id })).toMatchObject({ status: "completed" });
      expect(await completeDeliveredOrders(tomorrow)).toBe(0);
      await expect(completeDeliveredOrders(as(["kitchen:read"]))).rejects.toMatchObject({ code: "forbidden" });
    }));
});
