import "server-only";
import { and, eq, inArray, lt, max } from "drizzle-orm";
import { childbirthDeliveryModeLabels } from "@/db/enums/customers";
import { confinementDayPlans, confinementMealItems, confinementMealPlans } from "@/db/schema/planning";
import { type Read, reader } from "@/domain/core/access";
import { type Ctx, may, userIdOf } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { cared } from "@/domain/customers/headers/persons";
import { birthOn } from "@/domain/customers/rules";
import { dietRules } from "@/domain/customers/safety/queries";
import { isInForce, type Person } from "@/domain/customers/safety/rules";
import { profiles } from "@/domain/dishes/guidance/queries";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { DishCard } from "@/domain/dishes/rules";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import { type Day, dayOf, shortDay } from "@/lib/time";
import {
  contentsThroughCache,
  gridOf,
  type ItemRecord,
  itemsOf,
  type PlanRecord,
  type WeekRecord,
} from "../items/queries";
import type { Grid } from "../items/rules";
import { type Origins, originKey } from "../origins/rules";
import { visiblePlan } from "../queries";
import { cellKey } from "../rules";
import { type EditorCard, type EditorData, type EditorWeek, shownNutrients } from "./rules";

/** A plan with all that the editor judges, adds up and shows by. */
export async function editorOf(ctx: Ctx, input: { id: number }): Promise<EditorData> {
  const read = reader(ctx, "plans:read");
  const { plan, customerName } = await visiblePlan(read, input.id);
  const today = dayOf(ctx.now);
  const [{ weeks, days, items }, slots, cards, { person, header }, rules, allProfiles, names, lastHad] =
    await Promise.all([
      contentsThroughCache(read, plan.id),
      mealSlots(read),
      dishCards(read),
      cared(read.db, plan, today),
      dietRules(read),
      profiles(read),
      userNames([plan.createdBy, plan.approvedBy]),
      hadBefore(read, plan),
    ]);
  if (!person) throw notFound("这位照护对象");
  const used = new Set(items.map((item) => item.dishId));
  const isMaker = plan.createdBy !== null && plan.createdBy === userIdOf(ctx);
  return {
    plan: {
      id: plan.id,
      planNumber: plan.planNumber,
      status: plan.status,
      version: plan.version,
      startDate: plan.startDate,
      endDate: plan.endDate,
      mealPlanType: plan.mealPlanType,
      notes: plan.notes,
      totalPrice: plan.totalPrice,
      discountAmount: plan.discountAmount,
      finalPrice: plan.finalPrice,
      totalCaloriesPerDay: plan.totalCaloriesPerDay,
      createdByName: names.get(plan.createdBy ?? 0) ?? null,
      approvedByName: names.get(plan.approvedBy ?? 0) ?? null,
    },
    who: {
      customerId: plan.customerId,
      name: person.patientId === header?.patientId ? customerName : person.name,
      room: header?.room ?? null,
      isBooked: header?.isBooked ?? false,
      birthText: birthText(person, today),
      restrictions: person.restrictions.filter((r) => isInForce(r, today)),
      adjustments: adjustmentsOn(person, today),
    },
    weeks: weeks.map(weekShown),
    days: days.map(({ date, weekNumber, specialNotes }) => ({ date, weekNumber, specialNotes })),
    cells: gridOf(items, slots),
    slots,
    cards: [...cards.values()].filter((c) => used.has(c.id) || (c.isAvailable && !c.isBase)).map(slim),
    person,
    rules,
    profiles: allProfiles,
    origins: originsIn(items),
    lastHad,
    may: {
      edit: may(ctx, "plans:edit"),
      approve: may(ctx, "plans:approve") && !isMaker,
      cancel: may(ctx, "plans:cancel"),
      overrule: may(ctx, "plans:override"),
    },
    openedBy: userIdOf(ctx) ?? 0,
  };
}

/** The cells as they are now, with the version they belong to; of some days only, when said. */
export async function cellsNow(
  ctx: Ctx,
  input: { id: number; dates?: readonly Day[] },
): Promise<{ version: number; cells: Grid; origins: Origins }> {
  const read = reader(ctx, "plans:read");
  const { plan } = await visiblePlan(read, input.id);
  const [slots, items] = await Promise.all([
    mealSlots(read),
    input.dates?.length === 0 ? [] : itemsOf(read.db, plan.id, { ...(input.dates && { dates: input.dates }) }),
  ]);
  return { version: plan.version, cells: gridOf(items, slots), origins: originsIn(items) };
}

const originsIn = (items: readonly ItemRecord[]): Origins =>
  Object.fromEntries(
    items.flatMap(({ date, categoryId, dishId, origin }) =>
      origin === "person" ? [] : [[originKey(cellKey(date, categoryId), dishId), origin]],
    ),
  );

const weekShown = (week: WeekRecord): EditorWeek => ({
  weekNumber: week.weekNumber,
  version: week.version,
  focusArea: week.focusArea,
  goals: week.nutritionGoals ?? {},
  avoidFoods: week.avoidFoods ?? [],
  recommendedFoods: week.recommendedFoods ?? [],
  notes: week.notes,
  isApproved: week.approvedAt !== null,
});

const slim = (card: DishCard): EditorCard => ({
  id: card.id,
  name: card.name,
  nameKey: card.nameKey,
  category: card.category,
  weeks: card.weeks,
  slotIds: card.slotIds,
  isAvailable: card.isAvailable,
  isBase: card.isBase,
  allergens: card.allergens,
  tags: card.tags,
  cost: card.cost,
  ingredients: card.ingredients.map(({ ingredientId, name, grams, via }) => ({
    ingredientId,
    name,
    grams,
    ...(via && { via }),
  })),
  nutrition: Object.fromEntries(shownNutrients.map((code) => [code, card.nutrition[code] ?? 0])),
});

function birthText(person: Person, today: Day): string | null {
  const birth = birthOn(person.births ?? [], today);
  if (birth?.deliveredOn) {
    const mode = birth.deliveryMode ? childbirthDeliveryModeLabels[birth.deliveryMode] : "分娩";
    return `${mode} ${shortDay(birth.deliveredOn)}`;
  }
  return birth?.expectedDeliveryDate ? `预产期 ${shortDay(birth.expectedDeliveryDate)}` : null;
}

const adjustmentsOn = (person: Person, today: Day): string[] => [
  ...new Set(
    person.restrictions.filter((r) => isInForce(r, today)).flatMap((r) => (r.adjustment ? [r.adjustment] : [])),
  ),
];

/** When she last had each dish in the four weeks before this plan, from plans that ran. */
async function hadBefore(read: Read, plan: PlanRecord): Promise<Record<number, Day>> {
  const had = read.db
    .select({ dishId: confinementMealItems.dishId, last: max(confinementDayPlans.date) })
    .from(confinementDayPlans)
    .innerJoin(confinementMealPlans, eq(confinementMealPlans.id, confinementDayPlans.mealPlanId))
    .innerJoin(confinementMealItems, eq(confinementMealItems.dayPlanId, confinementDayPlans.id))
    .where(
      and(
        eq(confinementDayPlans.patientId, plan.patientId),
        lt(confinementDayPlans.date, plan.startDate),
        inArray(confinementMealPlans.status, ["active", "completed"]),
      ),
    )
    .groupBy(confinementMealItems.dishId);
  const rows = await readThroughCache(read, had);
  return Object.fromEntries(rows.flatMap((row) => (row.last === null ? [] : [[row.dishId, row.last]])));
}
