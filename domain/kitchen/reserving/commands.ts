import "server-only";
import { and, asc, isNull } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { command, reader, within } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { stockItems } from "@/domain/dishes/stock-items";
import { kitchenWarehouseOf } from "@/domain/inventory/queries";
import { IN_HOUSE, reserve } from "@/domain/inventory/reserving/commands";
import { setting } from "@/domain/system/settings/queries";
import { addDays, type Day, dayOf, daysFrom, instantOf } from "@/lib/time";
import { kitchenDay } from "../day";
import { batchesIn, type SlotOfDay } from "../locking/current";
import { productionNow } from "../queries";
import { ingredientTotals } from "../rules";
import { slotSource, withoutCooked } from "./rules";

/**
 * Promises the kitchen store's food to a slot of a day: everything that plans, daily menus and orders ask for there, at the
 * priority of meals of the house; what is out of the pots already has been taken. What was promised before is replaced, so it
 * may run as often as it likes; what the store does not have is left for purchasing. Beyond the horizon of the setting nothing is promised. Answers what is missing.
 */
export function reserveSlot(ctx: Ctx, at: SlotOfDay): Promise<{ shortfalls: number }> {
  return command(ctx, "kitchen:work", async (tx) => {
    const today = dayOf(tx.now);
    const days = await setting(tx.db, "kitchen.reserve_days", at.centreId);
    const slot = (await mealSlots(tx)).find((one) => one.id === at.slotId);
    const warehouseId = await kitchenWarehouseOf(tx.db, at.centreId);
    const isOpen = slot !== undefined && at.date < addDays(today, days) && isComing(slot, at.date, tx.now);
    if (!isOpen || warehouseId === null) {
      unchanged(tx);
      return { shortfalls: 0 };
    }
    const day = await kitchenDay({ db: tx.db, ctx: tx, touched: tx.touched }, at.centreId, at.date);
    const sheet = await productionNow({ db: tx.db }, at.centreId, day, at.slotId);
    const needs = ingredientTotals(withoutCooked(sheet, await batchesIn({ db: tx.db }, at)), day.cards);
    const items = await stockItems(
      tx,
      needs.map((need) => need.ingredientId),
    );
    const lines = needs.flatMap(({ ingredientId, grossGrams }) => {
      const item = items.get(ingredientId);
      return item?.isWeighable && grossGrams > 0 ? [{ itemId: item.itemId, quantity: grossGrams, unit: "g" }] : [];
    });
    const source = slotSource(at.centreId, at.date, at.slotId);
    const { shortfalls } = await reserve(tx, source, warehouseId, lines, {
      neededOn: at.date,
      priority: IN_HOUSE,
      partial: true,
      expiresAt: instantOf(addDays(at.date, 1), "06:00"),
    });
    await audit(
      tx,
      "stock_reservation.refreshed",
      null,
      { id: source.id, centreId: at.centreId },
      {
        date: at.date,
        slot: slot.name,
        items: lines.length,
        missing: shortfalls.map((one) => one.itemName),
      },
    );
    return { shortfalls: shortfalls.length };
  });
}

const isComing = (slot: Pick<Slot, "servingTime">, date: Day, now: Date): boolean =>
  instantOf(date, slot.servingTime) > now;

/** Job: promises food for every coming slot within the horizon, in every centre. Answers how many slots. */
export async function reserveComing(ctx: Ctx): Promise<number> {
  const read = reader(ctx, "kitchen:work");
  const today = dayOf(ctx.now);
  const slots = await mealSlots(read);
  const houses = await read.db
    .select({ id: centres.id })
    .from(centres)
    .where(and(isNull(centres.archivedAt), within(centres.id, read.grant.centres)))
    .orderBy(asc(centres.id));
  let done = 0;
  for (const { id: centreId } of houses) {
    const days = await setting(read.db, "kitchen.reserve_days", centreId);
    for (const date of daysFrom(today, addDays(today, days - 1)))
      for (const slot of slots.filter((one) => isComing(one, date, ctx.now))) {
        await reserveSlot(ctx, { centreId, date, slotId: slot.id });
        done++;
      }
  }
  return done;
}
