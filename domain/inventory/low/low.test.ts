import { eq, inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { auditLog, outboxEvents } from "@/db/schema/core";
import { inventoryItems } from "@/db/schema/inventory";
import { notifications } from "@/db/schema/notifications";
import { users } from "@/db/seed/world";
import { command, type Db, type Tx } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Can, rolledBack } from "@/domain/testing";
import { addDays, day } from "@/lib/time";
import { consume, receive } from "../ledger/commands";
import { blockLot } from "../lots/commands";
import { inventoryOutbox } from "../outbox";
import { reserve } from "../reserving/commands";
import { storeOf } from "../testing";
import { noticeLow } from "./commands";
import { isLow, lowWords } from "./rules";

const TODAY = day("2026-11-19");
const may = ["inventory:edit", "inventory:read"] as const;
type As = (can: Can, who?: { userId?: number; now?: Date }) => Ctx;
const inside = <T>(ctx: Ctx, work: (tx: Tx) => Promise<T>) =>
  command(ctx, "inventory:edit", async (tx) => {
    const answer = await work(tx);
    tx.audited.count++;
    return answer;
  });

/** A kitchen with 1500 g of perch that wants 500 g in store. */
async function stocked(tx: Db, as: As) {
  const store = await storeOf(tx, "低");
  const item = await store.item("鲈鱼");
  const ctx = as(may);
  const grams = (quantity: number) => [{ itemId: item, quantity, unit: "g" }];
  const { lots } = await inside(ctx, (t) =>
    receive(t, { type: "test", id: 1 }, store.kitchen, [
      { itemId: item, quantity: 1500, unit: "g", expiresOn: addDays(TODAY, 9), lotNo: "A" },
    ]),
  );
  await tx.update(inventoryItems).set({ reorderPoint: 500 }).where(eq(inventoryItems.itemId, item));
  const take = (quantity: number, id = 1) =>
    inside(ctx, (t) => consume(t, { type: "batch", id }, store.kitchen, grams(quantity)));
  const bring = (quantity: number, lotNo: string) =>
    inside(ctx, (t) => receive(t, { type: "t", id: 9 }, store.kitchen, [{ itemId: item, quantity, unit: "g", lotNo }]));
  /** What the worker does with the last event that names the item. */
  const hear = async (who: Ctx = ctx) => {
    const events = await tx
      .select()
      .from(outboxEvents)
      .where(inArray(outboxEvents.topic, Object.keys(inventoryOutbox)));
    const last = events.at(-1);
    for (const handle of inventoryOutbox[last?.topic ?? ""] ?? []) await handle(who, last?.payload as object as never);
  };
  const told = () => tx.select().from(notifications).where(eq(notifications.kind, "stock.low"));
  return { ctx, store, item, lotId: lots[0]?.lotId ?? 0, grams, take, bring, hear, told };
}

describe("stock that runs low", () => {
  it("is said once to those who keep the store, and again only after it was filled up", () =>
    rolledBack(async (as, tx) => {
      const { item, take, bring, hear, told } = await stocked(tx, as);
      await take(900);
      await hear();
      expect(await told()).toEqual([]);
      await take(200, 2);
      await hear();
      await hear(); // events come more than once
      const first = await told();
      expect(first.map((one) => one.userId)).toContain(users.warehouse.id);
      expect(first.map((one) => one.userId)).not.toContain(users.chef.id);
      expect(new Set(first.map((one) => one.userId)).size).toBe(first.length);
      const [shelf] = await tx.select().from(inventoryItems).where(eq(inventoryItems.itemId, item));
      expect(first[0]).toMatchObject({
        title: "低kitchen库存偏低：低鲈鱼",
        content: "低鲈鱼可用 400 g，补货线 500 g",
        link: `/inventory/${shelf?.id}`,
        status: "unread",
      });
      await take(100, 3);
      await hear();
      expect((await told()).length).toBe(first.length);
      await bring(1000, "B");
      await hear();
      expect((await told()).length).toBe(first.length);
      await take(1000, 4);
      await hear(as(may, { now: new Date("2026-11-19T05:00:00.000Z") }));
      expect((await told()).length).toBe(first.length * 2);
      const actions = (await tx.select().from(auditLog).where(eq(auditLog.entity, "inventory_item")))
        .filter((row) => row.entityId === shelf?.id)
        .map((row) => row.action);
      expect(actions).toEqual(["inventory_item.ran_low", "inventory_item.restocked", "inventory_item.ran_low"]);
    }));

  it("counts what is promised as gone, and what may not be eaten", () =>
    rolledBack(async (as, tx) => {
      const { ctx, store, lotId, grams, bring, hear, told } = await stocked(tx, as);
      const need = { neededOn: addDays(TODAY, 1) };
      await inside(ctx, (t) => reserve(t, { type: "order", id: 4 }, store.kitchen, grams(1200), need));
      await bring(100, "C");
      await hear();
      expect((await told())[0]).toMatchObject({
        content: "低鲈鱼可用 400 g（在库能用 1600 g，已预留 1200 g），补货线 500 g",
      });
      await bring(2000, "D");
      await hear();
      await blockLot(ctx, { id: lotId, status: "blocked", reason: "召回" });
      await hear();
      expect((await told()).filter((one) => one.userId === users.warehouse.id).length).toBe(1); // 2100 g less 1200 g are left
    }));

  it("says nothing without a reorder point, to another centre, or of nothing", () =>
    rolledBack(async (as, tx) => {
      const { ctx, item, take, hear, told } = await stocked(tx, as);
      await tx.update(inventoryItems).set({ reorderPoint: null }).where(eq(inventoryItems.itemId, item));
      await take(1500);
      await hear();
      expect(await told()).toEqual([]);
      expect(await noticeLow(ctx, { itemIds: [] })).toBe(0);
      await tx.update(inventoryItems).set({ reorderPoint: 1 }).where(eq(inventoryItems.itemId, item));
      expect(await noticeLow(ctx, { itemIds: [item] })).toBe(1);
      expect((await told()).every((one) => one.userId !== users.manager2.id)).toBe(true);
      await expect(noticeLow(as(["inventory:read"]), { itemIds: [item] })).rejects.toMatchObject({ code: "forbidden" });
    }));
});

describe("words", () => {
  const level = (itemName: string, usable = 100) => ({ itemName, unit: "g", usable, reserved: 0, reorderPoint: 500 });
  it.each([
    [500, 0, false],
    [499.999, 0, true],
    [600, 100, false],
    [600, 100.5, true],
    [0, 0, true],
  ])("%s g with %s g promised, low below 500 g: %s", (usable, reserved, low) => {
    expect(isLow({ usable, reserved, reorderPoint: 500 })).toBe(low);
  });
  it("name three and count the rest", () => {
    expect(lowWords("厨房仓", [level("鲈鱼"), level("鸡蛋"), level("山药"), level("红枣")]).title).toBe(
      "厨房仓库存偏低：鲈鱼、鸡蛋、山药等 4 项",
    );
  });
});
