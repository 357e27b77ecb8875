import type { DishCard } from "@/domain/dishes/rules";
import { type Day, daysBetween } from "@/lib/time";

export type Candidate = { dishId: number; dishName: string; via: "list" | "next_best"; rejected: Rejected[] };
export type Rejected = { dishId: number; dishName: string; because: string };

export type Search = {
  /** The dish that must not be served, in its slot of its day. */
  card: DishCard;
  date: Day;
  slotId: number;
  /** The dish's own list, in order. */
  list: readonly number[];
  cards: ReadonlyMap<number, DishCard>;
  /** Dishes of that meal already. */
  taken: ReadonlySet<number>;
  /** What the kitchen cooks for that slot anyway. */
  cooking: ReadonlySet<number>;
  /** Days on which she has or had each dish. */
  had: ReadonlyMap<number, readonly Day[]>;
  /** Week after birth (from 1), null when unknown. */
  week: number | null;
  /** What speaks against a dish for her on that day; null = safe, with or without a note. */
  against: (card: DishCard) => string | null;
  /** Safe, but something soft speaks against it. */
  isDoubtful: (card: DishCard) => boolean;
};

/** No more of those that were turned down are kept than a person would read. */
const REMEMBERED = 8;

/**
 * What stands in for a dish: the first safe one of its list; else the next best of all dishes that play the same part (food
 * class) and suit the slot: not one she has that day, rather one that nothing soft speaks against, then one the kitchen cooks
 * for that slot anyway, the one she has had least recently, the cheaper, the older. Null when none is safe: then a person has to decide.
 */
export function chooseSubstitute(search: Search): Candidate | { dishId: null; rejected: Rejected[] } {
  const rejected: Rejected[] = [];
  const attempts = [
    ...search.list.flatMap((id) => attempt(search.cards.get(id), "list")),
    ...nextBest(search).flatMap((card) => attempt(card, "next_best")),
  ];
  for (const { card, via } of attempts) {
    const because = unfit(search, card) ?? search.against(card);
    if (because === null) return { dishId: card.id, dishName: card.name, via, rejected: rejected.slice(0, REMEMBERED) };
    rejected.push({ dishId: card.id, dishName: card.name, because });
  }
  return { dishId: null, rejected: rejected.slice(0, REMEMBERED) };
}

const attempt = (card: DishCard | undefined, via: Candidate["via"]) => (card ? [{ card, via }] : []);

function unfit({ taken, slotId }: Search, card: DishCard): string | null {
  if (!card.isAvailable || card.isBase) return "已停用";
  if (taken.has(card.id)) return "这一餐已有";
  return card.slotIds.includes(slotId) ? null : "不适合这个餐次";
}

function nextBest({ card, slotId, date, week, list, cards, cooking, had, isDoubtful }: Search): DishCard[] {
  const days = (one: DishCard) => had.get(one.id) ?? [];
  const distance = (one: DishCard) => Math.min(...days(one).map((day) => Math.abs(daysBetween(day, date))), 9_999);
  const rank = (one: DishCard) => [
    days(one).includes(date) ? 1 : 0,
    isDoubtful(one) ? 1 : 0,
    cooking.has(one.id) ? 0 : 1,
    -distance(one),
    one.cost.amount,
    one.id,
  ];
  return [...cards.values()]
    .filter((one) => one.id !== card.id && one.categoryId === card.categoryId && one.slotIds.includes(slotId))
    .filter((one) => one.isAvailable && !one.isBase && !one.isMedicinal && !list.includes(one.id))
    .filter((one) => week === null || one.weeks === null || one.weeks.includes(week))
    .map((one) => ({ one, rank: rank(one) }))
    .sort((a, b) => compare(a.rank, b.rank))
    .map(({ one }) => one);
}

function compare(a: readonly number[], b: readonly number[]): number {
  for (const [i, value] of a.entries()) {
    const other = b[i] ?? 0;
    if (value !== other) return value - other;
  }
  return 0;
}
