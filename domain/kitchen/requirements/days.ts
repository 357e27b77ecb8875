import "server-only";
import { and, between, eq, inArray, isNotNull } from "drizzle-orm";
import { customerOrders, orderItems } from "@/db/schema/orders";
import type { Read } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import { personHeaders } from "@/domain/customers/headers/persons";
import { presentAmong, staysBetween } from "@/domain/customers/occupancy/between";
import { dietRules } from "@/domain/customers/safety/queries";
import type { Person } from "@/domain/customers/safety/rules";
import { inHouseOf } from "@/domain/customers/stays/in-house";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import { cookedStatuses } from "@/domain/orders/rules";
import { type Meal, mealsBetween } from "@/domain/planning/queries";
import { type Day, dayOf, daysFrom } from "@/lib/time";
import type { FullDay } from "../day";
import type { Eater } from "../rules";

export type OrderedDish = { date: Day; slotId: number; dishId: number; quantity: number };
export type DaysAhead = { days: FullDay[]; ordered: OrderedDish[] };

/**
 * The days of a kitchen from first to last, as `kitchenDay` sees each of them, in as many queries as one day takes; and what
 * guests, companions and staff have ordered.
 */
export async function daysAhead(read: Read, centreId: number, from: Day, to: Day): Promise<DaysAhead> {
  const today = dayOf(read.ctx.now);
  const people = new Map<number, Person>();
  const [slots, among, meals, cards, rules, ordered] = await Promise.all([
    mealSlots(read),
    staysBetween(read, centreId, from, to),
    mealsBetween(read, centreId, from, to),
    dishCards(read),
    dietRules(read),
    orderedBetween(read, centreId, from, to),
  ]);
  const headers = await personHeaders(read.db, fedAmong(among, meals), from, people);
  const days = daysFrom(from, to).map((date): FullDay => {
    const present = presentAmong(among, date, today);
    const staying = new Set(present.map((stay) => stay.customerId));
    const own = meals.filter((meal) => meal.date === date);
    const sent = new Set(own.filter((meal) => meal.place === "delivered").map((meal) => meal.customerId));
    const house = inHouseOf(present, headers, date).flatMap((person): Eater[] =>
      person.patientId === null ? [] : [{ ...person, patientId: person.patientId, stay: person }],
    );
    const atHome = [...headers.values()].flatMap((person): Eater[] =>
      person.patientId === null || staying.has(person.customerId) || !sent.has(person.customerId)
        ? []
        : [{ ...person, patientId: person.patientId, stay: null }],
    );
    return {
      date,
      slots,
      eaters: [...house, ...atHome],
      meals: own,
      cards,
      people,
      rules,
      headers: [...headers.values()],
    };
  });
  return { days, ordered };
}

/** The customers whom `daysAhead` asks for. */
export async function fedBetween(read: Read, centreId: number, from: Day, to: Day): Promise<number[]> {
  const [among, meals] = await Promise.all([
    staysBetween(read, centreId, from, to),
    mealsBetween(read, centreId, from, to),
  ]);
  return fedAmong(among, meals);
}

const fedAmong = (stays: readonly { customerId: number }[], meals: readonly Meal[]): number[] =>
  [...stays, ...meals.filter((meal) => meal.place === "delivered")].map((one) => one.customerId);

const orderedBetween = (read: Read, centreId: number, from: Day, to: Day): Promise<OrderedDish[]> =>
  throughCache(read, `kitchen:ordered:${centreId}:${from}:${to}`, ["customer_order", "order_item"], (db) =>
    loadOrdered(db, centreId, from, to),
  );

async function loadOrdered(db: Read["db"], centreId: number, from: Day, to: Day): Promise<OrderedDish[]> {
  const rows = await db
    .select({
      date: customerOrders.deliveryDate,
      slotId: customerOrders.categoryId,
      dishId: orderItems.dishId,
      quantity: orderItems.quantity,
    })
    .from(customerOrders)
    .innerJoin(orderItems, and(eq(orderItems.orderId, customerOrders.id), isNotNull(orderItems.dishId)))
    .where(
      and(
        eq(customerOrders.centreId, centreId),
        between(customerOrders.deliveryDate, from, to),
        inArray(customerOrders.status, [...cookedStatuses]),
      ),
    );
  return rows.flatMap(({ date, slotId, dishId, quantity }) =>
    slotId === null || dishId === null ? [] : [{ date, slotId, dishId, quantity }],
  );
}
