import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { customerOf, dietRules, inHouseOn, personHeaders } from "@/domain/customers/queries";
import type { Person } from "@/domain/customers/safety/rules";
import { dishCards, dishDescriptions, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { mealsOfPatient, mealsOn, versionOn } from "@/domain/planning/queries";
import { invalid } from "@/lib/errors";
import { addDays, type Day, dayOf, daysBetween, daysFrom } from "@/lib/time";
import { type Eater, ingredientTotals, type KitchenDay, productionOf, ticketsOf } from "./rules";
import type { KitchenDayInput, MyMenuInput, RequirementsInput, TicketsInput } from "./schema";

const MAX_DAYS = 31;

/** The production sheet of a day, or of one of its slots. */
export async function production(ctx: Ctx, input: KitchenDayInput) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const day = await kitchenDay(read, centreId, input.date ?? dayOf(ctx.now));
  return { centreId, ...productionOf(day, slotIdOf(day.slots, input.slot)), cards: day.cards };
}

/** Room tickets of a day: of one slot, or of all. */
export async function tickets(ctx: Ctx, input: TicketsInput) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const day = await kitchenDay(read, centreId, input.date ?? dayOf(ctx.now));
  const wanted = slotIdOf(day.slots, input.slot);
  const only = input.customerIds && new Set(input.customerIds);
  const found = day.slots
    .filter((slot) => wanted === undefined || slot.id === wanted)
    .flatMap((slot) => ticketsOf(day, slot.id, input.floor))
    .filter((ticket) => !only || only.has(ticket.customerId));
  return { centreId, date: day.date, tickets: found };
}

/** The number of a printed sheet and its version: the version rises with every change of the day's plans. */
export async function sheetNumber(ctx: Ctx, input: { centreId: number; date: Day; slotPosition: number }) {
  const read = reader(ctx, "kitchen:read");
  const version = await versionOn(read, await centreFor(read, input.centreId), input.date);
  return { number: `SC${input.date.replaceAll("-", "")}-${input.slotPosition}`, version };
}

/** Ingredient needs of each day from plans, at most 31 days; lots in stock are not taken off yet. */
export async function requirements(ctx: Ctx, input: RequirementsInput) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const from = input.from ?? dayOf(ctx.now);
  const to = input.to ?? addDays(from, 6);
  if (to < from) throw invalid("to", "结束日期早于开始日期");
  if (daysBetween(from, to) >= MAX_DAYS) throw invalid("to", `一次最多看 ${MAX_DAYS} 天`);
  const days = [];
  for (const date of daysFrom(from, to)) {
    const day = await kitchenDay(read, centreId, date);
    days.push({ date, ingredients: ingredientTotals(productionOf(day), day.cards) });
  }
  return { centreId, from, to, days };
}

/** Today's meals of the mother who asks, slot by slot (mini program). */
export async function myMenu(ctx: Ctx, input: MyMenuInput) {
  const read = reader(ctx, "plans:read");
  const me = await customerOf(ctx);
  const date = input.date ?? dayOf(ctx.now);
  const [slots, meals] = await Promise.all([
    mealSlots(read),
    me.patientId ? mealsOfPatient(read, me.patientId, date) : [],
  ]);
  const dishIds = meals.map((meal) => meal.dishId);
  const [cards, descriptions] = await Promise.all([dishCards(read, dishIds), dishDescriptions(read, dishIds)]);
  const inSlot = (code: string) =>
    meals.flatMap((meal) => {
      const card = cards.get(meal.dishId);
      if (!card || slots.find((slot) => slot.id === meal.slotId)?.code !== code) return [];
      const energy = card.nutrition.energy_kcal;
      return [
        {
          id: card.id,
          name: card.name,
          category: card.category,
          description: descriptions.get(card.id) ?? null,
          quantity: meal.quantity,
          servingTime: meal.servingTime,
          specialInstructions: meal.specialInstructions,
          calories: energy === undefined ? null : Math.round(energy * meal.quantity),
        },
      ];
    });
  return {
    date,
    breakfast: inSlot("breakfast"),
    morningSnack: inSlot("morning_snack"),
    lunch: inSlot("lunch"),
    afternoonSnack: inSlot("afternoon_snack"),
    dinner: inSlot("dinner"),
    bedtimeSnack: inSlot("bedtime_snack"),
  };
}

/** Everything a day of the kitchen is computed from, in a constant number of queries. */
export async function kitchenDay(
  read: Read,
  centreId: number,
  date: Day,
): Promise<KitchenDay & { cards: Map<number, DishCard> }> {
  const people = new Map<number, Person>();
  const [slots, house, meals, cards, rules] = await Promise.all([
    mealSlots(read),
    inHouseOn(read, centreId, date, dayOf(read.ctx.now), people),
    mealsOn(read, centreId, date),
    dishCards(read),
    dietRules(read),
  ]);
  const housed = new Set(house.map((person) => person.patientId));
  const sent = meals.filter((meal) => meal.place === "delivered" && !housed.has(meal.patientId));
  const away = [...new Set(sent.map((meal) => meal.customerId))];
  const headers = await personHeaders(read.db, away, date, people);
  const inHouse = house.flatMap((person): Eater[] =>
    person.patientId === null ? [] : [{ ...person, patientId: person.patientId, stay: person }],
  );
  const delivered = [...headers.values()].flatMap((person): Eater[] =>
    person.patientId === null ? [] : [{ ...person, patientId: person.patientId, stay: null }],
  );
  return { date, slots, eaters: [...inHouse, ...delivered], meals, cards, people, rules };
}

function slotIdOf(slots: readonly Slot[], wanted: string | undefined): number | undefined {
  if (!wanted) return undefined;
  const found = slots.find((slot) => [String(slot.id), slot.code, slot.name].includes(wanted));
  if (!found) throw invalid("slot", `没有“${wanted}”这个餐次，可选 ${slots.map((slot) => slot.name).join("、")}`);
  return found.id;
}
