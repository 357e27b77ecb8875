import "server-only";
import { and, asc, desc, eq, inArray, isNull, like, or } from "drizzle-orm";
import type { RestrictionKind, RestrictionTarget } from "@/db/enums/customers";
import { type customers, patientConditions, patients } from "@/db/schema/customers";
import { dishes, healthConditions, ingredientAliases, ingredients } from "@/db/schema/dishes";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import type { Memory } from "@/domain/dishes/memory";
import { mastersOf } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { addDays, dayOf } from "@/lib/time";
import { visibleCustomer } from "../queries";
import { factsOfPatient } from "../safety/queries";
import { isInForce } from "../safety/rules";
import { allergenNamed, readWord, tagCodeOfWord } from "./rules";
import type { ListRestrictions, RestrictionOut, TargetSearch } from "./schema";

/** Restrictions of a customer's patient, newest first; those that ended too unless `inForce`. */
export async function listRestrictions(
  ctx: Ctx,
  input: ListRestrictions,
): Promise<{ items: RestrictionOut[]; labels: string[] }> {
  const read = reader(ctx, "customers:read");
  const customer = await visibleCustomer(read, input.id);
  const today = dayOf(ctx.now);
  const facts = await factsOfPatient(read.db, customer.patientId);
  const names = await userNames(facts.map((fact) => fact.createdBy));
  const items = facts
    .map(({ createdBy, ...fact }) => ({
      ...fact,
      isInForce: isInForce(fact, today),
      createdBy: createdBy === null ? null : (names.get(createdBy) ?? null),
    }))
    .reverse();
  const shown = input.inForce === undefined ? items : items.filter((item) => item.isInForce === input.inForce);
  return { items: shown, labels: items.filter((item) => item.isInForce).map((item) => item.label) };
}

/** Conditions of a customer's patient that hold today or later, and the conditions there are to choose from. */
export async function listConditions(ctx: Ctx, input: { id: number }) {
  const read = reader(ctx, "customers:read");
  const customer = await visibleCustomer(read, input.id);
  const items = await read.db
    .select({
      id: patientConditions.id,
      patientId: patientConditions.patientId,
      code: healthConditions.code,
      name: healthConditions.name,
      fromDay: patientConditions.fromDay,
      toDay: patientConditions.toDay,
      source: patientConditions.source,
      note: patientConditions.note,
      version: patientConditions.version,
    })
    .from(patientConditions)
    .innerJoin(healthConditions, eq(healthConditions.id, patientConditions.healthConditionId))
    .where(eq(patientConditions.patientId, customer.patientId ?? 0))
    .orderBy(desc(patientConditions.id));
  const choices = await readThroughCache(
    read,
    read.db
      .select({ id: healthConditions.id, code: healthConditions.code, name: healthConditions.name })
      .from(healthConditions)
      .where(eq(healthConditions.isActive, true))
      .orderBy(asc(healthConditions.id)),
  );
  const today = dayOf(ctx.now);
  return { items: items.filter((item) => item.toDay === null || item.toDay >= addDays(today, -1)), choices };
}

type Target = { target: RestrictionTarget; targetId: number; name: string; hint: string };

/** What a restriction may point at, by part of the name or alias: allergens and tags first, then ingredients, then dishes. */
export async function findTargets(ctx: Ctx, input: TargetSearch): Promise<{ items: Target[] }> {
  const { db } = reader(ctx, "customers:read");
  const text = input.search;
  const masters = await mastersOf({ db });
  const contains = (name: string) => text === "" || name.includes(text);
  const asked = text === "" ? undefined : allergenNamed(text, masters.allergens);
  const allergens = masters.allergens.filter((a) => contains(a.name) || a.id === asked?.id);
  const tags = masters.tags.filter((t) => contains(t.name));
  const part = `%${text.replace(/[%_\\]/g, "\\$&")}%`;
  const foods =
    text === ""
      ? []
      : await db
          .selectDistinct({ id: ingredients.id, name: ingredients.name, category: ingredients.category })
          .from(ingredients)
          .leftJoin(ingredientAliases, eq(ingredientAliases.ingredientId, ingredients.id))
          .where(
            and(isNull(ingredients.archivedAt), or(like(ingredients.name, part), like(ingredientAliases.alias, part))),
          )
          .orderBy(asc(ingredients.name))
          .limit(12);
  const meals =
    text === ""
      ? []
      : await db
          .select({ id: dishes.id, name: dishes.name })
          .from(dishes)
          .where(and(isNull(dishes.archivedAt), like(dishes.name, part)))
          .orderBy(asc(dishes.name))
          .limit(8);
  return {
    items: [
      ...allergens.map((a) => ({ target: "allergen" as const, targetId: a.id, name: a.name, hint: "过敏原" })),
      ...tags.slice(0, 12).map((t) => ({ target: "tag" as const, targetId: t.id, name: t.name, hint: "标签" })),
      ...foods.map((f) => ({ target: "ingredient" as const, targetId: f.id, name: f.name, hint: f.category })),
      ...meals.map((d) => ({ target: "dish" as const, targetId: d.id, name: d.name, hint: "菜品" })),
    ],
  };
}

export type Mapped = { target: RestrictionTarget; targetId: number | null };

/**
 * Finds what words point at: for allergies the allergen first, else the ingredient (by name or alias) first; then tag, allergen,
 * dish of exactly that name. What nobody knows stays `text`. Keyed by label.
 */
export async function mapLabels(
  db: Read["db"],
  words: readonly { kind: RestrictionKind; label: string }[],
  { touched }: Memory = {},
): Promise<Map<string, Mapped>> {
  const labels = [...new Set(words.map((word) => word.label))];
  if (labels.length === 0) return new Map();
  const masters = await mastersOf({ db, touched });
  const byName = new Map(
    (
      await db
        .select({ id: ingredients.id, name: ingredients.name })
        .from(ingredients)
        .where(and(inArray(ingredients.name, labels), isNull(ingredients.archivedAt)))
    ).map((row) => [row.name, row.id]),
  );
  const byAlias = new Map(
    (
      await db
        .select({ id: ingredientAliases.ingredientId, alias: ingredientAliases.alias })
        .from(ingredientAliases)
        .where(inArray(ingredientAliases.alias, labels))
    ).map((row) => [row.alias, row.id]),
  );
  const byDish = new Map(
    (
      await db
        .select({ id: dishes.id, name: dishes.name })
        .from(dishes)
        .where(and(inArray(dishes.name, labels), isNull(dishes.archivedAt)))
    ).map((row) => [row.name, row.id]),
  );
  return new Map(
    words.map(({ kind, label }) => {
      const food = byName.get(label) ?? byAlias.get(label);
      const tag = masters.tags.find((t) => t.name === label || t.code === tagCodeOfWord[label])?.id;
      const allergen = allergenNamed(label, masters.allergens)?.id;
      const dish = byDish.get(label);
      const found: [RestrictionTarget, number | undefined][] =
        kind === "allergy"
          ? [
              ["allergen", allergen],
              ["tag", tag],
              ["ingredient", food],
              ["dish", dish],
            ]
          : kind === "religion"
            ? [
                ["tag", tag],
                ["ingredient", food],
                ["allergen", allergen],
                ["dish", dish],
              ]
            : [
                ["ingredient", food],
                ["tag", tag],
                ["allergen", allergen],
                ["dish", dish],
              ];
      const first = found.find(([, targetId]) => targetId !== undefined);
      return [label, { target: first?.[0] ?? "text", targetId: first?.[1] ?? null }];
    }),
  );
}

/** Typed words as restrictions, mapped: an allergen's name makes an allergy. */
export async function readWords(db: Read["db"], given: readonly string[], { touched }: Memory = {}) {
  const { allergens } = await mastersOf({ db, touched });
  const isAllergen = (label: string) =>
    allergenNamed(label, allergens) !== undefined || label === "海鲜" || label === "水产";
  return given.map((word) => readWord(word, isAllergen));
}

/** The patient that customer-level health data mean, or of its family the one given. */
export async function patientIn(
  db: Read["db"],
  customer: typeof customers.$inferSelect,
  patientId?: number,
): Promise<number | null> {
  if (patientId === undefined || patientId === customer.patientId) return customer.patientId;
  const [row] = await db
    .select({ id: patients.id })
    .from(patients)
    .where(and(eq(patients.id, patientId), eq(patients.familyId, customer.familyId ?? 0)));
  return row?.id ?? null;
}
