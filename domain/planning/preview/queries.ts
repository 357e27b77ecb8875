import "server-only";
import { and, eq, gte } from "drizzle-orm";
import { confinementMealPlans } from "@/db/schema/planning";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleCustomers } from "@/domain/customers/queries";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import type { ConditionFact, Person, PersonalTarget, RestrictionFact } from "@/domain/customers/safety/rules";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import { type Day, dayOf } from "@/lib/time";
import { judged } from "../items/checks";
import { itemsOf } from "../items/queries";
import { planRows } from "../queries";
import { momentOf } from "../rules";

/** What would be put on a person besides what she has already. */
export type Supposed = {
  patientId: number;
  restrictions: readonly RestrictionFact[];
  conditions: readonly ConditionFact[];
  targets: readonly PersonalTarget[];
};

export type HitMeal = {
  date: Day;
  slot: string;
  dishName: string;
  /** refused: to be replaced; changed: cooked another way; note: to be looked at. */
  effect: "refused" | "changed" | "note";
  reasons: string[];
  /** The kitchen's cut-off has passed: it becomes a delta ticket. */
  isLate: boolean;
};

/** Which coming meals of her running plan a change would hit, the next ones first. Null without a running plan. */
export async function previewMeals(
  ctx: Ctx,
  supposed: Supposed,
): Promise<{ meals: HitMeal[]; checked: number } | null> {
  const read = reader(ctx, "plans:read");
  const today = dayOf(ctx.now);
  const [found] = await planRows(read.db)
    .where(
      and(
        eq(confinementMealPlans.patientId, supposed.patientId),
        eq(confinementMealPlans.status, "active"),
        gte(confinementMealPlans.endDate, today),
        visibleCustomers(read),
      ),
    )
    .limit(1);
  if (!found) return null;
  const [slots, items, people, rules] = await Promise.all([
    mealSlots(read),
    itemsOf(read.db, found.plan.id, { from: today }),
    peopleOf(read.db, [supposed.patientId], today),
    dietRules(read),
  ]);
  const person = people.get(supposed.patientId);
  if (!person) return null;
  const cards = await dishCards(read, [...new Set(items.map((item) => item.dishId))]);
  const slotOf = new Map(slots.map((slot) => [slot.id, slot]));
  const then = withSupposed(person, supposed);
  let checked = 0;
  const meals = items.flatMap((item): HitMeal[] => {
    const [slot, card] = [slotOf.get(item.categoryId), cards.get(item.dishId)];
    const moment = slot && momentOf(item.date, slot, ctx.now);
    if (!card || moment === undefined || moment === "past" || moment === "served") return [];
    checked++;
    const before = judged({ person, rules }, card, item.date);
    const after = judged({ person: then, rules }, card, item.date);
    const known = new Set(before.reasons.map((r) => r.text));
    const fresh = after.reasons.filter((r) => !known.has(r.text));
    if (fresh.length === 0) return [];
    const refuses = fresh.some((r) => r.refuses);
    return [
      {
        date: item.date,
        slot: item.slotName,
        dishName: item.dishName,
        effect: refuses ? "refused" : fresh.some((r) => r.adjustment) ? "changed" : "note",
        reasons: fresh.filter((r) => r.refuses === refuses).map((r) => r.text),
        isLate: moment === "cut",
      },
    ];
  });
  return { meals, checked };
}

const withSupposed = (person: Person, { restrictions, conditions, targets }: Supposed): Person => ({
  ...person,
  restrictions: [...person.restrictions, ...restrictions],
  conditions: [...person.conditions, ...conditions],
  targets: [...(person.targets ?? []), ...targets],
});
