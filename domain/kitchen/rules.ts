import type { DietRule, Person, Reason } from "@/domain/customers/safety/rules";
import { isReleased, judge } from "@/domain/customers/safety/rules";
import type { DishCard, Slot } from "@/domain/dishes/rules";
import type { Clock, Day } from "@/lib/time";

/** A mother of the house on the day, or one whose meals are sent home (no stay). */
export type Eater = {
  customerId: number;
  patientId: number;
  name: string;
  room: string | null;
  floor: string | null;
  stage: "expel" | "recover" | "nourish" | "restore" | null;
  day: number | null;
  restrictions: readonly { kind: string; strength: "hard" | "soft"; label: string }[];
  /** Null: not staying, her meals are delivered. */
  stay: {
    isIn: boolean;
    isLeaving: boolean;
    checkInDate: Day;
    companions: number;
    absences: readonly { from: Clock; to: Clock }[];
  } | null;
};

/** A dish of a running plan. */
export type PlannedMeal = {
  itemId: number;
  /** The day of the plan it belongs to: what a kitchen ticket is issued for. */
  dayPlanId?: number;
  patientId: number;
  slotId: number;
  dishId: number;
  quantity: number;
  servingTime: Clock;
  specialInstructions: string | null;
  /** How the dish is served to her (少盐). */
  variant?: { adjustments: string[] } | null;
  /** Why it is served in spite of a hard restriction; never of an allergy. */
  overrideReason?: string | null;
  /** The refusals that two people let through (reasonKey); null while the second has not confirmed: it is not served. */
  released?: readonly string[] | null;
};

export type KitchenDay = {
  date: Day;
  slots: readonly Slot[];
  eaters: readonly Eater[];
  meals: readonly PlannedMeal[];
  cards: ReadonlyMap<number, DishCard>;
  people: ReadonlyMap<number, Person>;
  rules: readonly DietRule[];
};

export type WhoWhere = { customerId: number; customerName: string; room: string | null };
/** As she is named on a screen: never without what she must not eat. */
export type Named = WhoWhere & Pick<Eater, "restrictions">;
export type Variant = WhoWhere & { note: string; isAllergy: boolean };
export type ProducedDish = {
  dishId: number;
  dishName: string;
  category: string | null;
  station: string;
  portions: number;
  byFloor: { floor: string; portions: number }[];
  variants: Variant[];
};
export type SlotSheet = {
  slotId: number;
  slotCode: string;
  slot: string;
  /** Place among the slots of the day, from 0. */
  position: number;
  servingTime: Clock;
  /** Trays that go out: as issued behind the cut-off, else of everyone who has something planned or has ordered. */
  trays: number;
  /** Mothers who have something planned, and the portions of companions beside them. */
  mothers: number;
  mothersByFloor: { floor: string; portions: number }[];
  companions: number;
  dishes: ProducedDish[];
  /** In the house, but nothing planned for this slot. */
  unassigned: Named[];
  /** Planned, but not safe any more: not counted, must be replaced. */
  needsSubstitute: (Named & { dishId: number; dishName: string; reasons: string[] })[];
  /** Rooms that are out at this hour. */
  away: Named[];
  allergies: (WhoWhere & { labels: string[] })[];
};
export type Production = { date: Day; slots: SlotSheet[] };

/** Meals sent home stand in a column of their own. */
export const DELIVERED = "送餐";
/** Rooms are handed over at this clock time: who arrives eats from here on, who leaves eats up to here. */
export const HANDOVER: Clock = "14:00" as Clock;

/** What the kitchen makes on a day: per slot each dish with its portions by floor, deviations, and everyone who would be missed. */
export function productionOf(day: KitchenDay, slotId?: number): Production {
  const slots = day.slots.filter((slot) => slotId === undefined || slot.id === slotId);
  return { date: day.date, slots: slots.map((slot) => sheetOf(day, slot)) };
}

function sheetOf(day: KitchenDay, slot: Slot): SlotSheet {
  const servings = servingsOf(day, slot);
  const eating = servings.filter((serving) => !serving.isAway);
  const served = eating.filter((serving) => serving.dishes.length > 0);
  const dishes = new Map<number, ProducedDish>();
  for (const { eater, dishes: own } of served) for (const dish of own) if (!dish.refusal) count(dishes, eater, dish);
  return {
    slotId: slot.id,
    slotCode: slot.code,
    slot: slot.name,
    position: day.slots.indexOf(slot),
    servingTime: slot.servingTime,
    trays: served.length,
    mothers: served.length,
    mothersByFloor: floorCounts(served.map(({ eater }) => ({ floor: floorOf(eater), n: 1 }))),
    companions: eating.reduce((sum, { eater }) => sum + (eater.stay?.companions ?? 0), 0),
    dishes: [...dishes.values()].sort(byStation),
    unassigned: eating.filter((serving) => serving.dishes.length === 0).map(({ eater }) => named(eater)),
    needsSubstitute: eating.flatMap(({ eater, dishes: own }) =>
      own.flatMap(({ card, refusal }) =>
        refusal ? [{ ...named(eater), dishId: card.id, dishName: card.name, reasons: refusal }] : [],
      ),
    ),
    away: servings.filter((serving) => serving.isAway).map(({ eater }) => named(eater)),
    allergies: eating.flatMap(({ eater }) => {
      const labels = labelsOf(eater, "allergy");
      return labels.length > 0 ? [{ ...whoWhere(eater), labels }] : [];
    }),
  };
}

export type ServedDish = {
  itemId: number;
  dayPlanId: number | null;
  card: DishCard;
  quantity: number;
  /** How it is cooked for her (少盐); what makes it a batch of its own. */
  ways: string[];
  /** Ways, and that it was released in spite of a restriction. */
  notes: string[];
  isAllergy: boolean;
  refusal: string[] | null;
};
export type Serving = { eater: Eater; isAway: boolean; dishes: ServedDish[] };

/** Who is served what in a slot; people who neither are in the house at that hour nor have anything planned are left out. */
export function servingsOf(day: KitchenDay, slot: Slot): Serving[] {
  const planned = new Map<number, PlannedMeal[]>();
  for (const meal of day.meals) {
    if (meal.slotId === slot.id) planned.set(meal.patientId, [...(planned.get(meal.patientId) ?? []), meal]);
  }
  return day.eaters.flatMap((eater): Serving[] => {
    const meals = planned.get(eater.patientId) ?? [];
    const presence = presenceOf(eater, day.date, slot.servingTime);
    if (presence === "elsewhere" || (eater.stay === null && meals.length === 0)) return [];
    const dishes = meals.flatMap((meal) => servedOf(day, eater, meal));
    return [{ eater, isAway: presence === "away", dishes }];
  });
}

/** In at that hour, away (an absence covers it), or elsewhere: not arrived yet, or gone. */
export function presenceOf(eater: Eater, date: Day, at: Clock): "in" | "away" | "elsewhere" {
  if (eater.stay === null) return "in";
  const { isIn, isLeaving, checkInDate, absences } = eater.stay;
  if (checkInDate === date && !isIn && at < HANDOVER) return "elsewhere";
  if (isLeaving && at >= HANDOVER) return "elsewhere";
  return absences.some((absence) => absence.from <= at && at < absence.to) ? "away" : "in";
}

function servedOf(day: KitchenDay, eater: Eater, meal: PlannedMeal): ServedDish[] {
  const card = day.cards.get(meal.dishId);
  if (!card) return [];
  const person = day.people.get(eater.patientId);
  const verdict = person
    ? judge(person, card, day.date, day.rules)
    : { verdict: "allowed" as const, reasons: [] as Reason[] };
  const against = verdict.reasons.filter((reason) => reason.refuses);
  const isLetThrough = isReleased(against, meal.released ?? null);
  const waits = meal.overrideReason && !meal.released ? [`放行“${meal.overrideReason}”还没有第二人确认`] : [];
  const refusal = against.length > 0 && !isLetThrough ? [...against.map((reason) => reason.text), ...waits] : null;
  const adjusted = verdict.reasons.flatMap((reason) => (reason.adjustment ? [reason.adjustment] : []));
  const released = isLetThrough && against.length > 0 ? [releasedText(meal.overrideReason ?? "")] : [];
  const said = [...adjusted, ...(meal.variant?.adjustments ?? []), meal.specialInstructions];
  const ways = [...new Set(said.filter((note): note is string => Boolean(note)))];
  const notes = [...ways, ...released];
  const isAllergy = verdict.reasons.some((reason) => reason.kind === "allergy");
  return [
    {
      itemId: meal.itemId,
      dayPlanId: meal.dayPlanId ?? null,
      card,
      quantity: meal.quantity,
      ways,
      notes,
      isAllergy,
      refusal,
    },
  ];
}

/** The flag of a dish that two people let through: it stays on every sheet, ticket and screen. */
export const releasedText = (reason: string): string => `▲ 已放行：${reason}`;

function count(dishes: Map<number, ProducedDish>, eater: Eater, served: ServedDish): void {
  const { card, quantity } = served;
  const had = dishes.get(card.id) ?? {
    dishId: card.id,
    dishName: card.name,
    category: card.category,
    station: card.station ?? "其他",
    portions: 0,
    byFloor: [],
    variants: [],
  };
  const floors = had.byFloor.map(({ floor, portions }) => ({ floor, n: portions }));
  dishes.set(card.id, {
    ...had,
    portions: had.portions + quantity,
    byFloor: floorCounts([...floors, { floor: floorOf(eater), n: quantity }]),
    variants: served.notes.length
      ? [...had.variants, { ...whoWhere(eater), note: served.notes.join("，"), isAllergy: served.isAllergy }]
      : had.variants,
  });
}

export const floorOf = (eater: Eater): string => (eater.stay === null ? DELIVERED : (eater.floor ?? "未分房"));

export function floorCounts(rows: readonly { floor: string; n: number }[]): { floor: string; portions: number }[] {
  const sums = new Map<string, number>();
  for (const { floor, n } of rows) sums.set(floor, (sums.get(floor) ?? 0) + n);
  return [...sums]
    .map(([floor, portions]) => ({ floor, portions }))
    .sort((a, b) => a.floor.localeCompare(b.floor, "zh", { numeric: true }));
}

const whoWhere = (eater: Eater): WhoWhere => ({
  customerId: eater.customerId,
  customerName: eater.name,
  room: eater.room,
});

const named = (eater: Eater): Named => ({ ...whoWhere(eater), restrictions: eater.restrictions });

export const labelsOf = (eater: Pick<Eater, "restrictions">, kind: string): string[] =>
  eater.restrictions.filter((r) => r.kind === kind).map((r) => r.label);

/** Stations in the order in which a kitchen starts them. */
const stations = ["汤灶", "炖灶", "蒸柜", "炒灶", "粥", "饭", "面点", "凉菜", "饮品", "其他"];
type Stationed = Pick<ProducedDish, "station" | "portions" | "dishName">;
const stationRank = (station: string): number => {
  const at = stations.indexOf(station);
  return at < 0 ? stations.length : at;
};
export const byStation = (a: Stationed, b: Stationed): number =>
  stationRank(a.station) - stationRank(b.station) ||
  a.station.localeCompare(b.station, "zh") ||
  b.portions - a.portions ||
  a.dishName.localeCompare(b.dishName, "zh");

export type IngredientTotal = {
  ingredientId: number;
  name: string;
  /** Grams that go into the pots, and grams to take from the store for them (with bone, peel and trim). */
  netGrams: number;
  grossGrams: number;
  dishes: { dishId: number; dishName: string; portions: number; grossGrams: number }[];
};

/** What a production takes from the store: every ingredient over all its dishes, heaviest first. */
export function ingredientTotals(production: Production, cards: ReadonlyMap<number, DishCard>): IngredientTotal[] {
  const totals = new Map<number, IngredientTotal>();
  for (const sheet of production.slots) {
    for (const dish of sheet.dishes) {
      for (const part of cards.get(dish.dishId)?.ingredients ?? []) {
        const had = totals.get(part.ingredientId) ?? {
          ingredientId: part.ingredientId,
          name: part.name,
          netGrams: 0,
          grossGrams: 0,
          dishes: [],
        };
        const gross = part.grossGrams * dish.portions;
        totals.set(part.ingredientId, {
          ...had,
          netGrams: had.netGrams + part.grams * dish.portions,
          grossGrams: had.grossGrams + gross,
          dishes: merged(had.dishes, {
            dishId: dish.dishId,
            dishName: dish.dishName,
            portions: dish.portions,
            grossGrams: gross,
          }),
        });
      }
    }
  }
  return [...totals.values()].sort((a, b) => b.grossGrams - a.grossGrams || a.name.localeCompare(b.name, "zh"));
}

function merged(had: IngredientTotal["dishes"], more: IngredientTotal["dishes"][number]): IngredientTotal["dishes"] {
  const same = had.find((dish) => dish.dishId === more.dishId);
  if (!same) return [...had, more];
  return had.map((dish) =>
    dish === same
      ? { ...dish, portions: dish.portions + more.portions, grossGrams: dish.grossGrams + more.grossGrams }
      : dish,
  );
}

export type Ticket = WhoWhere & {
  patientId: number;
  floor: string | null;
  stage: Eater["stage"];
  day: number | null;
  date: Day;
  slotCode: string;
  slot: string;
  servingTime: Clock;
  /** 姓 + 女士: what stands on paper that others may see. */
  recipient: string;
  allergies: string[];
  hard: { kind: string; label: string }[];
  soft: { kind: string; label: string }[];
  lines: { dishId: number; dishName: string; quantity: number; note: string | null; refusal: string | null }[];
  companions: number;
};

/** One ticket for everyone who eats in a slot, by floor and room. */
export function ticketsOf(day: KitchenDay, slotId: number, floor?: string): Ticket[] {
  const slot = day.slots.find((s) => s.id === slotId);
  if (!slot) return [];
  return servingsOf(day, slot)
    .filter(({ eater, isAway, dishes }) => !isAway && dishes.length > 0 && (!floor || floorOf(eater) === floor))
    .map(({ eater, dishes }) => ({
      ...whoWhere(eater),
      patientId: eater.patientId,
      floor: eater.floor,
      stage: eater.stage,
      day: eater.day,
      date: day.date,
      slotCode: slot.code,
      slot: slot.name,
      servingTime: slot.servingTime,
      recipient: recipientOf(eater.name),
      allergies: labelsOf(eater, "allergy"),
      hard: othersOf(eater, "hard"),
      soft: othersOf(eater, "soft"),
      lines: dishes.map((served) => ({
        dishId: served.card.id,
        dishName: served.card.name,
        quantity: served.quantity,
        note: served.notes.join("，") || null,
        refusal: served.refusal?.[0] ?? null,
      })),
      companions: eater.stay?.companions ?? 0,
    }));
}

export const othersOf = (eater: Pick<Eater, "restrictions">, strength: "hard" | "soft") =>
  eater.restrictions
    .filter((r) => r.kind !== "allergy" && r.strength === strength)
    .map(({ kind, label }) => ({ kind, label }));

const compound = ["欧阳", "司马", "上官", "诸葛", "东方", "皇甫", "尉迟", "公孙", "慕容", "司徒", "夏侯", "长孙"];

/** "林知夏" → "林女士" */
export const recipientOf = (name: string): string =>
  `${compound.find((family) => name.startsWith(family)) ?? name.slice(0, 1)}女士`;

export type MealCost = { perPerson: number | null; isComplete: boolean };

/** Planned ingredient cost of a day in fen per mother who eats that day; null when nobody does. */
export function costPerMother(production: Production, cards: ReadonlyMap<number, DishCard>): MealCost {
  const people = Math.max(0, ...production.slots.map((sheet) => sheet.mothers));
  const portions = production.slots.flatMap((sheet) => sheet.dishes);
  const known = portions.flatMap((dish) => {
    const cost = cards.get(dish.dishId)?.cost;
    return cost ? [{ amount: cost.amount * dish.portions, isComplete: cost.isComplete }] : [];
  });
  const total = known.reduce((sum, one) => sum + one.amount, 0);
  return {
    perPerson: people === 0 ? null : Math.round(total / people),
    isComplete: known.length === portions.length && known.every((one) => one.isComplete),
  };
}
