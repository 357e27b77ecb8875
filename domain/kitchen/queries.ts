import "server-only";
import { centreFor } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { personHeaders } from "@/domain/customers/headers/persons";
import { customerOf } from "@/domain/customers/queries";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { isReleased, judge } from "@/domain/customers/safety/rules";
import { lockedSlots } from "@/domain/dishes/daily/queries";
import { dishCards, dishDescriptions, mealSlots } from "@/domain/dishes/queries";
import type { DishCard } from "@/domain/dishes/rules";
import { demandOfDays, demandOn } from "@/domain/orders/queries";
import { mealsOfPatient, versionOn } from "@/domain/planning/queries";
import { addDays, type Day, dayOf } from "@/lib/time";
import { type FullDay, kitchenDay, slotIdOf } from "./day";
import { newestTickets, ticketsOfDays } from "./locking/current";
import { sheetsNow, ticketAsIssued } from "./locking/sheets";
import { fedBetween } from "./requirements/days";
import { periodOf } from "./requirements/queries";
import { type Production, productionOf, type SlotSheet, ticketsOf } from "./rules";
import type { KitchenDayInput, MyMenuInput, TicketsInput } from "./schema";

/** The production sheet of a day, or of one of its slots: computed before the cut-off, by the tickets after it. */
export async function production(ctx: Ctx, input: KitchenDayInput) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const day = await kitchenDay(read, centreId, input.date ?? dayOf(ctx.now));
  const slotId = slotIdOf(day.slots, input.slot);
  return { centreId, ...(await productionNow(read, centreId, day, slotId)), cards: day.cards };
}

/**
 * Reads for a page with several views of a kitchen (today, tomorrow, the days ahead) what they are made of: persons, tickets and
 * orders, each in one go, so that the views find them there. `besides`: customers whom other parts of the page will name.
 */
export async function readAhead(ctx: Ctx, input: { centreId: number; besides: readonly number[] }): Promise<void> {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const { from, to } = await periodOf(read, centreId, {});
  const eating = await fedBetween(read, centreId, from, to);
  const dates = [from, addDays(from, 1)];
  await Promise.all([
    personHeaders(read.db, [...eating, ...input.besides], from),
    ticketsOfDays(read, centreId, dates),
    demandOfDays(read, centreId, dates),
  ]);
}

/** What is cooked on a day: mothers' meals and orders; locked slots as they were issued. */
export async function productionNow(
  read: Pick<Read, "db">,
  centreId: number,
  day: FullDay,
  slotId?: number,
): Promise<Production & { slots: (SlotSheet & { isLocked: boolean })[] }> {
  const computed = productionOf(day, slotId);
  const [locked, demand, issued] = await Promise.all([
    lockedSlots(read, centreId, [day.date]),
    demandOn(read, centreId, day.date, slotId),
    newestTickets(read, { centreId, date: day.date, slotId }),
  ]);
  return { date: day.date, slots: sheetsNow(computed, day, { locked, issued, demand }) };
}

/** Room tickets of a day: of one slot, or of all. */
export async function tickets(ctx: Ctx, input: TicketsInput) {
  const read = reader(ctx, "kitchen:read");
  const centreId = await centreFor(read, input.centreId);
  const day = await kitchenDay(read, centreId, input.date ?? dayOf(ctx.now));
  const wanted = slotIdOf(day.slots, input.slot);
  const only = input.customerIds && new Set(input.customerIds);
  const issued = await newestTickets(read, { centreId, date: day.date, slotId: wanted });
  const found = day.slots
    .filter((slot) => wanted === undefined || slot.id === wanted)
    .flatMap((slot) => {
      const own = issued.filter(
        ({ ticket }) => ticket.categoryId === slot.id && ticket.kind !== "cancel" && ticket.sourceType === "day_plan",
      );
      const ofPatient = new Map(own.map((one) => [one.ticket.patientId, one]));
      return ticketsOf(day, slot.id, input.floor).map((ticket) =>
        ticketAsIssued(ticket, ofPatient.get(ticket.patientId)),
      );
    })
    .filter((ticket) => !only || only.has(ticket.customerId));
  return { centreId, date: day.date, tickets: found };
}

/** The number of a printed sheet and its version: the version rises with every change of the day's plans. */
export async function sheetNumber(ctx: Ctx, input: { centreId: number; date: Day; slotPosition: number }) {
  const read = reader(ctx, "kitchen:read");
  const version = await versionOn(read, await centreFor(read, input.centreId), input.date);
  return { number: `SC${input.date.replaceAll("-", "")}-${input.slotPosition}`, version };
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
  const [cards, descriptions, people, rules] = await Promise.all([
    dishCards(read, dishIds),
    dishDescriptions(read, dishIds),
    peopleOf(read.db, me.patientId ? [me.patientId] : [], date),
    dietRules(read),
  ]);
  const person = people.get(me.patientId ?? 0);
  /** What the kitchen will not serve her is not promised to her: it is being replaced. */
  const isServed = (card: DishCard, released: readonly string[] | null): boolean => {
    const found = person && judge(person, card, date, rules);
    return found?.verdict !== "refused" || isReleased(found.reasons, released);
  };
  const inSlot = (code: string) =>
    meals.flatMap((meal) => {
      const card = cards.get(meal.dishId);
      if (!card || slots.find((slot) => slot.id === meal.slotId)?.code !== code) return [];
      if (!isServed(card, meal.released)) return [];
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
