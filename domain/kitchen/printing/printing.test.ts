import { eq } from "drizzle-orm";
import { beforeEach, describe, expect, it } from "vitest";
import { employees } from "@/db/schema/staff";
import { centres, customers, dishes, TEST_DAY, users } from "@/db/seed/world";
import type { Ctx } from "@/domain/core/ctx";
import { checkOut } from "@/domain/customers/stays/commands";
import { confirmOrder, createOrder } from "@/domain/orders/commands";
import { rolledBack } from "@/domain/testing";
import { lockSlot } from "../locking/commands";
import { cook, happened } from "../testing";
import { besides, paperTickets } from "./queries";

const centreId = centres.jingan.id;
const DINNER = 5;
const dinner = { centreId, date: TEST_DAY, slot: "dinner" };
const lin = customers.linZhixia.id;

const cursor = { id: 0 };
beforeEach(() => {
  cursor.id = 0;
});

const guestMeal = async (ctx: Ctx, quantity: number) => {
  const items = [{ dishId: dishes.mushroomChicken.id, quantity }];
  const made = await createOrder(ctx, {
    kind: "guest",
    customerId: lin,
    deliveryDate: TEST_DAY,
    slot: "dinner",
    items,
  });
  await confirmOrder(ctx, { id: made.id });
};

describe("slips on paper", () => {
  it("are a preview before the cut-off, and the tickets with their numbers after it", () =>
    rolledBack(async (as) => {
      const before = await paperTickets(as(cook), dinner);
      expect(before.tickets.length).toBeGreaterThan(20);
      expect(before.tickets.every((one) => one.issued === null)).toBe(true);
      const { tickets } = await lockSlot(as(cook), dinner);
      const after = await paperTickets(as(cook), dinner);
      expect(after.tickets).toHaveLength(tickets);
      expect(after.tickets.every((one) => /^KT20261119\d{3}$/.test(one.issued?.number ?? ""))).toBe(true);
      const mine = (from: typeof before) => from.tickets.find((one) => one.customerId === lin);
      expect(mine(after)).toMatchObject({ room: "608", allergies: mine(before)?.allergies, issued: { kind: "meal" } });
      expect(mine(after)?.lines).toEqual(mine(before)?.lines);
    }));

  it("say which change they are, name what is not made, and those of guests are among them", () =>
    rolledBack(async (as, tx) => {
      await lockSlot(as(cook), dinner);
      await guestMeal(as(["orders:edit"]), 2);
      await checkOut(as(["stays:edit"]), { id: lin });
      await happened(as, tx, cursor);
      const { tickets } = await paperTickets(as(cook), dinner);
      const gone = tickets.find((one) => one.customerId === lin);
      expect(gone?.issued).toMatchObject({ kind: "cancel", revision: 1 });
      expect(gone?.lines.length).toBeGreaterThan(0);
      expect(gone?.lines.every((line) => line.note === "不做" && line.quantity > 0)).toBe(true);
      const guest = tickets.find((one) => one.recipient.endsWith("的客人"));
      expect(guest).toMatchObject({ room: "客餐", issued: { kind: "add", revision: 0 }, customerId: null });
      expect(guest?.lines).toMatchObject([{ dishName: "香菇滑鸡", quantity: 2 }]);
      const only = await paperTickets(as(cook), { ...dinner, customerIds: [lin] });
      expect(only.tickets.map((one) => one.customerId)).toEqual([lin]);
    }));

  it("are not of another centre", () =>
    rolledBack(async (as) => {
      const elsewhere = as({ "kitchen:read": { centres: [centres.binjiang.id] } });
      await expect(paperTickets(elsewhere, dinner)).rejects.toMatchObject({ code: "not_found" });
    }));
});

it("a production sheet counts people on orders, and the changes worked into it", () =>
  rolledBack(async (as, tx) => {
    const at = { centreId, date: TEST_DAY, slotId: DINNER };
    const before = await besides(as(cook), at);
    await lockSlot(as(cook), dinner);
    const ctx = as(["orders:edit"]);
    await guestMeal(ctx, 3);
    const items = [{ dishId: dishes.mushroomChicken.id, quantity: 1 }];
    const given = { deliveryDate: TEST_DAY, slot: "dinner", items };
    const [nurse] = await tx.select().from(employees).where(eq(employees.userId, users.nurse.id));
    await createOrder(ctx, { kind: "staff", employeeId: nurse?.id, ...given });
    await happened(as, tx, cursor);
    const after = await besides(as(cook), at);
    expect(after).toEqual({ guests: before.guests + 3, staff: before.staff + 1, deltas: before.deltas + 2 });
  }));
