import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { inHouseOn } from "@/domain/customers/stays/in-house";
import { dishCards, mealSlots, menuOn } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { colleagues } from "@/domain/staff/colleagues";
import { invalid } from "@/lib/errors";
import { addDays, type Day, dayOf, instantOf } from "@/lib/time";
import type { OrderChoices, OrderDishes } from "./schema";

const LISTED = 30;

/** Whom one can order for in a centre: the mothers of the house on the day, and the people who work there. */
export async function orderChoices(ctx: Ctx, input: OrderChoices) {
  const read = reader(ctx, "orders:edit");
  const centreId = await centreFor(read, input.centreId);
  const today = dayOf(ctx.now);
  const [house, employees, slots] = await Promise.all([
    inHouseOn(read, centreId, input.date ?? today, today),
    colleagues(read, centreId),
    mealSlots(read),
  ]);
  return {
    centreId,
    mothers: house.map(({ customerId, stayId, name, room, companions, restrictions }) => ({
      customerId,
      stayId,
      name,
      room,
      companions,
      restrictions,
    })),
    employees,
    slots: slots.map(({ id, code, name, servingTime }) => ({ id, code, name, servingTime })),
    next: nextMeal(slots, today, ctx.now),
  };
}

/** The meal that most orders are for: the next one of today that is not served yet, in the evening tomorrow's first. */
export function nextMeal(
  slots: readonly Pick<Slot, "code" | "servingTime">[],
  today: Day,
  now: Date,
): { date: Day; slot: string | null } {
  const inOrder = slots.toSorted((a, b) => a.servingTime.localeCompare(b.servingTime));
  const next = inOrder.find((slot) => instantOf(today, slot.servingTime) > now);
  return next ? { date: today, slot: next.code } : { date: addDays(today, 1), slot: inOrder[0]?.code ?? null };
}
export type OrderChoice = Awaited<ReturnType<typeof orderChoices>>;

/** Dishes to order for a slot: what its menu of the day offers first, then all others that fit the slot or the words. */
export async function orderDishes(ctx: Ctx, input: OrderDishes) {
  const read = reader(ctx, "orders:edit");
  const centreId = await centreFor(read, input.centreId);
  const slots = await mealSlots(read);
  const slot = slots.find((one) => [String(one.id), one.code, one.name].includes(input.slot));
  if (!slot) throw invalid("slot", "请选择餐次");
  const [menu, cards] = await Promise.all([menuOn(read, centreId, input.date, slot.id), dishCards(read)]);
  const offered = new Set(menu?.dishes.map((dish) => dish.dishId) ?? []);
  const rank = (dish: { id: number; slotIds: readonly number[] }) =>
    offered.has(dish.id) ? 0 : dish.slotIds.includes(slot.id) ? 1 : 2;
  return [...cards.values()]
    .filter((card) => card.isAvailable && !card.isBase && card.name.includes(input.search))
    .filter((card) => input.search !== "" || rank(card) < 2)
    .sort((a, b) => rank(a) - rank(b) || a.id - b.id)
    .slice(0, LISTED)
    .map((card) => ({ id: card.id, name: card.name, price: card.price, isOnMenu: offered.has(card.id) }));
}
