import "server-only";
import { and, asc, eq, like, or, sql } from "drizzle-orm";
import {
  dietRules,
  foodTags,
  healthConditions,
  ingredients,
  nutrients,
  nutrientTargets,
  stageGuides,
} from "@/db/schema/dishes";
import { type Db, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { notFound } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import type { Target } from "../rules";
import { appliesLabel, type Profile, profileLabel, profileOf } from "./rules";
import type {
  ConditionOut,
  DietRuleOut,
  GuidanceId,
  ListDietRules,
  ListTargets,
  StageGuideOut,
  TargetOut,
} from "./schema";

/** Every version of every profile of daily targets, targets in the order of the nutrient list. Cached until one changes. */
export const profiles = (read: { db: Db }): Promise<Profile[]> =>
  throughCache(read, "dishes:profiles", ["nutrient_target", "nutrient"], loadProfiles);

async function loadProfiles(db: Db): Promise<Profile[]> {
  const rows = await db
    .select({
      profile: nutrientTargets.profile,
      createdAt: nutrientTargets.createdAt,
      nutrientId: nutrients.id,
      code: nutrients.code,
      name: nutrients.name,
      unit: nutrients.unit,
      min: nutrientTargets.minAmount,
      target: nutrientTargets.targetAmount,
      max: nutrientTargets.maxAmount,
      source: nutrientTargets.source,
      confidence: nutrientTargets.confidence,
    })
    .from(nutrientTargets)
    .innerJoin(nutrients, eq(nutrients.id, nutrientTargets.nutrientId))
    .orderBy(asc(nutrients.position), asc(nutrients.id));
  const found = new Map<string, Profile>();
  for (const { profile: key, createdAt, ...row } of rows) {
    const { name, version } = profileOf(key);
    const profile = found.get(key) ?? { name, version, since: dayOf(createdAt), targets: [] as Target[] };
    profile.targets.push({ ...row, profile: name, version });
    found.set(key, profile);
  }
  return [...found.values()];
}

/** Diet rules by circumstance, those out of use too unless `isActive` is asked for. */
export async function listDietRules(ctx: Ctx, input: ListDietRules): Promise<DietRuleOut[]> {
  const { db } = reader(ctx, "dishes:read");
  const rows = await ruleRows(db)
    .where(
      and(
        input.appliesTo && eq(dietRules.appliesTo, input.appliesTo),
        input.appliesValue ? eq(dietRules.appliesValue, input.appliesValue) : undefined,
        input.tagId ? eq(dietRules.tagId, input.tagId) : undefined,
        input.isActive === undefined ? undefined : eq(dietRules.isActive, input.isActive),
        input.search
          ? or(
              like(dietRules.name, `%${input.search.replace(/[\\%_]/g, "\\$&")}%`),
              like(dietRules.text, `%${input.search.replace(/[\\%_]/g, "\\$&")}%`),
            )
          : undefined,
      ),
    )
    .orderBy(asc(dietRules.appliesTo), asc(dietRules.appliesValue), asc(dietRules.id));
  const names = await namesOfConditions(db);
  return rows.map((row) => ruleOut(row, names));
}

export async function dietRuleDetail(ctx: Ctx, { id }: GuidanceId): Promise<DietRuleOut> {
  return dietRuleOf(reader(ctx, "dishes:read").db, id);
}

export async function dietRuleOf(db: Db, id: number): Promise<DietRuleOut> {
  const [row] = await ruleRows(db).where(eq(dietRules.id, id));
  if (!row) throw notFound("这条规则");
  return ruleOut(row, await namesOfConditions(db));
}

const ruleRows = (db: Db) =>
  db
    .select({ rule: dietRules, tagName: foodTags.name, ingredientName: ingredients.name })
    .from(dietRules)
    .leftJoin(foodTags, eq(foodTags.id, dietRules.tagId))
    .leftJoin(ingredients, eq(ingredients.id, dietRules.ingredientId))
    .$dynamic();

const ruleOut = (
  { rule: { createdAt, updatedAt, ...rule }, ...names }: Awaited<ReturnType<typeof ruleRows>>[number],
  conditions: ReadonlyMap<string, string>,
): DietRuleOut => ({ ...rule, ...names, appliesLabel: appliesLabel(rule.appliesTo, rule.appliesValue, conditions) });

const namesOfConditions = async (db: Db): Promise<Map<string, string>> =>
  new Map(
    (await db.select({ code: healthConditions.code, name: healthConditions.name }).from(healthConditions)).map(
      (row) => [row.code, row.name],
    ),
  );

/** Daily targets: of each profile the version in force, or every version with `history`. */
export async function listTargets(ctx: Ctx, input: ListTargets): Promise<TargetOut[]> {
  const { db } = reader(ctx, "dishes:read");
  const rows = await db
    .select({ row: nutrientTargets, nutrient: nutrients.name, code: nutrients.code, unit: nutrients.unit })
    .from(nutrientTargets)
    .innerJoin(nutrients, eq(nutrients.id, nutrientTargets.nutrientId))
    .orderBy(asc(nutrientTargets.id));
  const names = await namesOfConditions(db);
  const all = rows.map(({ row, ...nutrient }): TargetOut => {
    const { name, version } = profileOf(row.profile);
    return {
      id: row.id,
      profile: name,
      profileLabel: profileLabel(name, names),
      version,
      since: dayOf(row.createdAt),
      ...nutrient,
      minAmount: row.minAmount,
      targetAmount: row.targetAmount,
      maxAmount: row.maxAmount,
      source: row.source,
      confidence: row.confidence,
    };
  });
  const latest = new Map<string, number>();
  for (const { profile, version } of all) latest.set(profile, Math.max(version, latest.get(profile) ?? 0));
  return all.filter(
    (row) =>
      (input.profile === undefined || row.profile === input.profile) &&
      (input.history || row.version === latest.get(row.profile)),
  );
}

export async function targetDetail(ctx: Ctx, { id }: GuidanceId): Promise<TargetOut> {
  const row = (await listTargets(ctx, { history: true })).find((one) => one.id === id);
  if (!row) throw notFound("这个目标");
  return row;
}

/** Health conditions with their advice and how many rules hang on each. */
export async function listHealthConditions(ctx: Ctx): Promise<ConditionOut[]> {
  const { db } = reader(ctx, "dishes:read");
  return (await conditionRows(db).orderBy(asc(healthConditions.id))).map(conditionOut);
}

export async function conditionOf(db: Db, id: number): Promise<ConditionOut> {
  const [row] = await conditionRows(db).where(eq(healthConditions.id, id));
  if (!row) throw notFound("这种身体状况");
  return conditionOut(row);
}

export const conditionDetail = (ctx: Ctx, { id }: GuidanceId): Promise<ConditionOut> =>
  conditionOf(reader(ctx, "dishes:read").db, id);

const conditionRows = (db: Db) =>
  db
    .select({
      id: healthConditions.id,
      code: healthConditions.code,
      name: healthConditions.name,
      advice: healthConditions.advice,
      basis: healthConditions.basis,
      isActive: healthConditions.isActive,
      rules: sql<number>`(select count(*) from diet_rule r2 where r2.applies_to = 'condition'
        and r2.applies_value = health_condition.code and r2.is_active)`.mapWith(Number),
      version: healthConditions.version,
    })
    .from(healthConditions)
    .$dynamic();

const conditionOut = (row: Awaited<ReturnType<typeof conditionRows>>[number]): ConditionOut => ({
  ...row,
  advice: row.advice as Record<string, unknown> | null,
});

/** What each postpartum week asks for. */
export async function listStageGuides(ctx: Ctx): Promise<StageGuideOut[]> {
  const { db } = reader(ctx, "dishes:read");
  const rows = await db.select().from(stageGuides).orderBy(asc(stageGuides.weekNumber));
  return rows.map(guideOut);
}

export async function stageGuideOf(db: Db, id: number): Promise<StageGuideOut> {
  const [row] = await db.select().from(stageGuides).where(eq(stageGuides.id, id));
  if (!row) throw notFound("这一周的指引");
  return guideOut(row);
}

export const stageGuideDetail = (ctx: Ctx, { id }: GuidanceId): Promise<StageGuideOut> =>
  stageGuideOf(reader(ctx, "dishes:read").db, id);

const guideOut = ({ createdAt, updatedAt, ...row }: typeof stageGuides.$inferSelect): StageGuideOut => ({
  ...row,
  principles: wordsIn(row.principles),
  recommendedFoods: wordsIn(row.recommendedFoods),
  avoidFoods: wordsIn(row.avoidFoods),
});

const wordsIn = (kept: unknown): string[] =>
  Array.isArray(kept) ? kept.filter((word): word is string => typeof word === "string") : [];
