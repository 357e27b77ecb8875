import "server-only";
import { and, asc, eq, gte, inArray, isNull, lte, or, type SQLWrapper, sql } from "drizzle-orm";
import { childbirths, patientConditions, patientNutrientTargets, patients, restrictions } from "@/db/schema/customers";
import {
  allergens,
  dietRules as dietRuleTable,
  dishes,
  foodTags,
  healthConditions,
  ingredients,
  nutrients,
} from "@/db/schema/dishes";
import { users } from "@/db/schema/identity";
import type { Read } from "@/domain/core/access";
import { oncePerPage, throughCache } from "@/domain/core/through-cache";
import { dishCards } from "@/domain/dishes/queries";
import { grouped } from "@/lib/grouped";
import type { Day } from "@/lib/time";
import { personFields, personOf } from "../person-rows";
import { type DietRule, judge, type Person, type RestrictionFact, type Verdict } from "./rules";

type Db = Read["db"];

/** Restrictions as facts to judge by, ended ones included unless `on` is given; of patients by id or by a statement that names them. */
export async function restrictionFacts(
  db: Db,
  patientIds: readonly number[] | SQLWrapper,
  on?: Day,
): Promise<Map<number, RestrictionFact[]>> {
  const ids = Array.isArray(patientIds) ? [...patientIds] : (patientIds as SQLWrapper);
  if (Array.isArray(ids) && ids.length === 0) return new Map();
  const rows = await factRows(db)
    .where(
      and(
        inArray(restrictions.patientId, ids),
        on && lte(restrictions.validFrom, on),
        on && or(isNull(restrictions.validTo), gte(restrictions.validTo, on)),
      ),
    )
    .orderBy(asc(restrictions.id));
  return grouped(
    rows.map(({ patientName, createdBy, version, ...fact }) => fact),
    (fact) => fact.patientId,
  );
}

/** The facts of one patient with who wrote them down, ended ones included: once for all parts of a page. */
export const factsOfPatient = (db: Db, patientId: number | null) =>
  oncePerPage({ db }, `customers:restrictions:${patientId}`, async () =>
    factRows(db)
      .where(eq(restrictions.patientId, patientId ?? 0))
      .orderBy(asc(restrictions.id)),
  );

const factRows = (db: Db) =>
  db
    .select({
      patientId: restrictions.patientId,
      id: restrictions.id,
      kind: restrictions.kind,
      strength: restrictions.strength,
      target: restrictions.target,
      targetId: sql<
        number | null
      >`coalesce(${restrictions.ingredientId}, ${restrictions.allergenId}, ${restrictions.tagId}, ${restrictions.dishId})`.mapWith(
        (v) => (v === null ? null : Number(v)),
      ),
      targetName: sql<
        string | null
      >`coalesce(${ingredients.name}, ${allergens.name}, ${foodTags.name}, ${dishes.name})`,
      label: restrictions.label,
      source: restrictions.source,
      reason: restrictions.reason,
      adjustment: restrictions.adjustment,
      validFrom: restrictions.validFrom,
      validTo: restrictions.validTo,
      setBy: users.fullName,
      patientName: patients.name,
      createdBy: restrictions.createdBy,
      version: restrictions.version,
    })
    .from(restrictions)
    .innerJoin(patients, eq(patients.id, restrictions.patientId))
    .leftJoin(users, eq(users.id, restrictions.createdBy))
    .leftJoin(ingredients, eq(ingredients.id, restrictions.ingredientId))
    .leftJoin(allergens, eq(allergens.id, restrictions.allergenId))
    .leftJoin(foodTags, eq(foodTags.id, restrictions.tagId))
    .leftJoin(dishes, eq(dishes.id, restrictions.dishId))
    .$dynamic();

/** What the kitchen must know of these patients, dated, for judge(): two statements. Unknown ids are left out. */
export async function peopleOf(db: Db, patientIds: readonly number[], today?: Day): Promise<Map<number, Person>> {
  const ids = [...new Set(patientIds)];
  if (ids.length === 0) return new Map();
  const [facts, rows] = await Promise.all([
    restrictionFacts(db, ids),
    db
      .select({ patient: { id: patients.id, name: patients.name }, ...personFields })
      .from(patients)
      .leftJoin(childbirths, eq(childbirths.patientId, patients.id))
      .leftJoin(patientConditions, eq(patientConditions.patientId, patients.id))
      .leftJoin(healthConditions, eq(healthConditions.id, patientConditions.healthConditionId))
      .leftJoin(patientNutrientTargets, eq(patientNutrientTargets.patientId, patients.id))
      .leftJoin(nutrients, eq(nutrients.id, patientNutrientTargets.nutrientId))
      .where(inArray(patients.id, ids))
      .orderBy(asc(patients.id)),
  ]);
  return new Map(
    [...grouped(rows, (row) => row.patient.id)].map(([id, own]) => [
      id,
      personOf({ id, name: own[0]?.patient.name ?? "" }, own, facts.get(id) ?? [], today),
    ]),
  );
}

/** The diet rules in use, to be given to judge(). Group-wide and rarely changed: cached until a rule, tag or ingredient changes. */
export const dietRules = (read: Pick<Read, "db">): Promise<DietRule[]> =>
  throughCache(read, "customers:diet-rules", ["diet_rule", "food_tag", "ingredient"], loadDietRules);

const loadDietRules = (db: Db): Promise<DietRule[]> =>
  db
    .select({
      id: dietRuleTable.id,
      code: dietRuleTable.code,
      name: dietRuleTable.name,
      appliesTo: dietRuleTable.appliesTo,
      appliesValue: dietRuleTable.appliesValue,
      dayFrom: dietRuleTable.dayFrom,
      dayTo: dietRuleTable.dayTo,
      tagId: dietRuleTable.tagId,
      tagName: foodTags.name,
      ingredientId: dietRuleTable.ingredientId,
      ingredientName: ingredients.name,
      strength: dietRuleTable.strength,
      text: dietRuleTable.text,
      basis: dietRuleTable.basis,
    })
    .from(dietRuleTable)
    .leftJoin(foodTags, eq(foodTags.id, dietRuleTable.tagId))
    .leftJoin(ingredients, eq(ingredients.id, dietRuleTable.ingredientId))
    .where(eq(dietRuleTable.isActive, true))
    .orderBy(asc(dietRuleTable.id));

/** Verdicts of every given person on every given dish for a day: patient → dish → verdict. Unknown ids are left out. */
export async function safety(
  read: Read,
  patientIds: readonly number[],
  dishIds: readonly number[],
  on: Day,
): Promise<Map<number, Map<number, Verdict>>> {
  const [people, cards, rules] = [
    await peopleOf(read.db, patientIds),
    await dishCards(read, [...dishIds]),
    await dietRules(read),
  ];
  return new Map(
    [...people].map(([id, person]) => [
      id,
      new Map([...cards].map(([dishId, card]) => [dishId, judge(person, card, on, rules)])),
    ]),
  );
}
