import "server-only";
import type { Read } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { oncePerPage } from "@/domain/core/through-cache";
import { type PersonHeader, personHeaders } from "@/domain/customers/headers/persons";
import { dietRules } from "@/domain/customers/safety/queries";
import type { Person } from "@/domain/customers/safety/rules";
import { inHouseOf, presentOn } from "@/domain/customers/stays/in-house";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import { mealsOn } from "@/domain/planning/queries";
import { invalid } from "@/lib/errors";
import { type Day, dayOf } from "@/lib/time";
import type { Eater, KitchenDay } from "./rules";

/** A reader, or a command through `readingOf`. */
type Reading = Pick<Read, "db"> & { ctx: Pick<Ctx, "now">; touched?: ReadonlySet<string> };
export type FullDay = KitchenDay & { cards: Map<number, DishCard>; headers: PersonHeader[] };

/** Everything a day of the kitchen is computed from, in a constant number of queries; parts of a page share it. */
export const kitchenDay = (read: Reading, centreId: number, date: Day): Promise<FullDay> =>
  oncePerPage(read, `kitchen:day:${centreId}:${date}`, () => loadDay(read, centreId, date));

async function loadDay(read: Reading, centreId: number, date: Day): Promise<FullDay> {
  const people = new Map<number, Person>();
  const [slots, present, meals, cards, rules] = await Promise.all([
    mealSlots(read),
    presentOn(read, centreId, date, dayOf(read.ctx.now)),
    mealsOn(read, centreId, date),
    dishCards(read),
    dietRules(read),
  ]);
  const staying = new Set(present.map((stay) => stay.customerId));
  const delivered = meals.filter((meal) => meal.place === "delivered").map((meal) => meal.customerId);
  const headers = await personHeaders(read.db, [...staying, ...delivered], date, people);
  const house = inHouseOf(present, headers, date);
  const away = [...headers.values()].filter((person) => !staying.has(person.customerId));
  const inHouse = house.flatMap((person): Eater[] =>
    person.patientId === null ? [] : [{ ...person, patientId: person.patientId, stay: person }],
  );
  const atHome = away.flatMap((person): Eater[] =>
    person.patientId === null ? [] : [{ ...person, patientId: person.patientId, stay: null }],
  );
  return { date, slots, eaters: [...inHouse, ...atHome], meals, cards, people, rules, headers: [...headers.values()] };
}

/** A slot by id, code or name; undefined when none is named. */
export function slotIdOf(slots: readonly Slot[], wanted: string | undefined): number | undefined {
  if (!wanted) return undefined;
  const found = slots.find((slot) => [String(slot.id), slot.code, slot.name].includes(wanted));
  if (!found) throw invalid("slot", `没有“${wanted}”这个餐次，可选 ${slots.map((slot) => slot.name).join("、")}`);
  return found.id;
}
