import "server-only";
import { eq, like, or } from "drizzle-orm";
import { childbirthDeliveryModes, childbirthFeedings } from "@/db/enums/customers";
import { stageGuideStages } from "@/db/enums/dishes";
import { dietRules, foodTags, healthConditions, ingredients, nutrientTargets, stageGuides } from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { conditionOf, dietRuleOf, stageGuideOf } from "./queries";
import { profileKey, profileOf } from "./rules";
import type {
  CreateDietRule,
  GuidanceId,
  UpdateCondition,
  UpdateDietRule,
  UpdateStageGuide,
  UpdateTarget,
} from "./schema";

type RuleRow = typeof dietRules.$inferSelect;

/** A further rule that keeps a tag or an ingredient from people in some circumstance. Its code follows from what it says. */
export function createDietRule(ctx: Ctx, input: CreateDietRule) {
  return command(ctx, "guidance:edit", async (tx) => {
    const values = {
      name: input.name,
      appliesTo: input.appliesTo,
      appliesValue: input.appliesValue,
      dayFrom: input.dayFrom ?? null,
      dayTo: input.dayTo ?? null,
      tagId: input.tagId ?? null,
      ingredientId: input.ingredientId ?? null,
      strength: input.strength,
      text: input.text,
      basis: input.basis ?? null,
      isActive: input.isActive ?? true,
    };
    await assertSound(tx, values);
    const code = await codeOf(tx, values);
    const [same] = await tx.db
      .select({ id: dietRules.id })
      .from(dietRules)
      .where(eq(dietRules.code, code))
      .for("update");
    if (same) throw new AppError("conflict", "已经有一条一样的规则，改那一条就行", { data: { id: same.id } });
    const row = { ...values, code, version: 1, createdAt: tx.now, updatedAt: tx.now };
    const [made] = await tx.db.insert(dietRules).values(row).$returningId();
    if (!made) throw new Error("insert gave no id");
    await audit(tx, "diet_rule.created", null, { id: made.id, ...row });
    tx.touched.add("diet_rule");
    return dietRuleOf(tx.db, made.id);
  });
}

/** Changes a rule; plans already made are judged by the new one from the next check on. */
export function updateDietRule(ctx: Ctx, input: UpdateDietRule) {
  return command(ctx, "guidance:edit", async (tx) => {
    const row = await lockedRule(tx, input.id);
    await assertVersion(tx, "diet_rule", row, input.version);
    const { id, version, ...change } = input;
    const after: RuleRow = { ...row, ...given(change), version: row.version + 1, updatedAt: tx.now };
    await assertSound(tx, after);
    await tx.db.update(dietRules).set(after).where(eq(dietRules.id, row.id));
    await audit(tx, "diet_rule.updated", row, after);
    tx.touched.add("diet_rule");
    return dietRuleOf(tx.db, row.id);
  });
}

/** Takes a rule out of use: it keeps nothing away any more, and can be put back. */
export function deactivateDietRule(ctx: Ctx, input: GuidanceId): Promise<null> {
  return command(ctx, "guidance:edit", async (tx) => {
    const row = await lockedRule(tx, input.id);
    if (!row.isActive) throw conflict("这条规则已经停用了");
    const after = { ...row, isActive: false, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(dietRules).set(after).where(eq(dietRules.id, row.id));
    await audit(tx, "diet_rule.deactivated", row, after);
    tx.touched.add("diet_rule");
    return null;
  });
}

async function lockedRule(tx: Tx, id: number): Promise<RuleRow> {
  const [row] = await tx.db.select().from(dietRules).where(eq(dietRules.id, id)).for("update");
  if (!row) throw notFound("这条规则");
  return row;
}

type Sound = Pick<RuleRow, "appliesTo" | "appliesValue" | "dayFrom" | "dayTo" | "tagId" | "ingredientId">;

/** One target, a circumstance that exists, days in order. */
async function assertSound(tx: Tx, rule: Sound): Promise<void> {
  if ((rule.tagId === null) === (rule.ingredientId === null)) throw invalid("tagId", "标签和食材选一个，也只选一个");
  if (rule.dayFrom !== null && rule.dayTo !== null && rule.dayFrom > rule.dayTo)
    throw invalid("dayTo", "不能早于开始的那一天");
  const words: Record<string, readonly string[]> = {
    stage: stageGuideStages,
    delivery_mode: childbirthDeliveryModes,
    feeding: childbirthFeedings,
  };
  const known = words[rule.appliesTo] ?? (await conditionCodes(tx));
  if (!known.includes(rule.appliesValue)) throw invalid("appliesValue", "没有这一种，请重新选");
  const [target] =
    rule.tagId !== null
      ? await tx.db.select({ id: foodTags.id }).from(foodTags).where(eq(foodTags.id, rule.tagId))
      : await tx.db
          .select({ id: ingredients.id })
          .from(ingredients)
          .where(eq(ingredients.id, rule.ingredientId ?? 0));
  if (!target) throw invalid(rule.tagId !== null ? "tagId" : "ingredientId", "选的标签或食材已经不在了，请重新选");
}

const conditionCodes = async (tx: Tx): Promise<string[]> =>
  (await tx.db.select({ code: healthConditions.code }).from(healthConditions)).map((row) => row.code);

/** "condition.GDM.GDM", "feeding.breast.F12": circumstance and target; a second window of days gets its first day behind. */
async function codeOf(tx: Tx, rule: Sound): Promise<string> {
  const [tag] =
    rule.tagId === null
      ? []
      : await tx.db.select({ code: foodTags.code }).from(foodTags).where(eq(foodTags.id, rule.tagId));
  const head = rule.appliesTo === "delivery_mode" ? "delivery" : rule.appliesTo;
  const code = `${head}.${rule.appliesValue}.${tag?.code ?? `F${rule.ingredientId}`}`;
  if (code.length <= 32) return code;
  return `${`${head}.${rule.appliesValue}`.slice(0, 24)}.${rule.tagId ?? rule.ingredientId}`;
}

/**
 * Changes one daily target by making the next version of its profile: what days before were measured by stays. The edit names
 * the version it looked at; a newer one is a conflict that shows the row as it is.
 */
export function updateTarget(ctx: Ctx, input: UpdateTarget): Promise<{ id: number; version: number }> {
  return command(ctx, "guidance:edit", async (tx) => {
    const [asked] = await tx.db.select().from(nutrientTargets).where(eq(nutrientTargets.id, input.id));
    if (!asked) throw notFound("这个目标");
    const { name } = profileOf(asked.profile);
    const all = await tx.db
      .select()
      .from(nutrientTargets)
      .where(or(eq(nutrientTargets.profile, name), like(nutrientTargets.profile, `${name}@%`)))
      .orderBy(nutrientTargets.id)
      .for("update");
    const latest = Math.max(...all.map((row) => profileOf(row.profile).version));
    const current = all.filter((row) => row.profile === profileKey(name, latest));
    const row = current.find((one) => one.nutrientId === asked.nutrientId);
    if (!row) throw notFound("这个目标");
    await assertVersion(tx, "nutrient_target", { ...row, version: latest }, input.version);
    const next = {
      profile: profileKey(name, latest + 1),
      version: latest + 1,
      createdAt: tx.now,
      updatedAt: tx.now,
    };
    const { minAmount, targetAmount, maxAmount, source = row.source } = input;
    const changed = { minAmount, targetAmount, maxAmount, source, confidence: "checked" };
    await tx.db
      .insert(nutrientTargets)
      .values(current.map(({ id, ...one }) => ({ ...one, ...(id === row.id && changed), ...next })));
    const [made] = (await tx.db.select().from(nutrientTargets).where(eq(nutrientTargets.profile, next.profile))).filter(
      (one) => one.nutrientId === row.nutrientId,
    );
    if (!made) throw new Error("the version just made is missing");
    await audit(tx, "nutrient_target.versioned", row, made);
    tx.touched.add("nutrient_target");
    return { id: made.id, version: made.version };
  });
}

/** Name, advice and use of a health condition. Its code stays: rules and profiles name it. */
export function updateCondition(ctx: Ctx, input: UpdateCondition) {
  return command(ctx, "guidance:edit", async (tx) => {
    const [row] = await tx.db.select().from(healthConditions).where(eq(healthConditions.id, input.id)).for("update");
    if (!row) throw notFound("这种身体状况");
    await assertVersion(tx, "health_condition", row, input.version);
    const { id, version, prefer, limit, avoid, ...change } = input;
    const advice = { ...(row.advice as Record<string, unknown> | null), ...given({ prefer, limit, avoid }) };
    const after = { ...row, ...given(change), advice, version: row.version + 1, updatedAt: tx.now };
    await tx.db.update(healthConditions).set(after).where(eq(healthConditions.id, row.id));
    await audit(tx, "health_condition.updated", row, after);
    tx.touched.add("health_condition");
    return conditionOf(tx.db, row.id);
  });
}

/** What a postpartum week asks for: fills the weeks of plans made from now on. */
export function updateStageGuide(ctx: Ctx, input: UpdateStageGuide) {
  return command(ctx, "guidance:edit", async (tx) => {
    const [row] = await tx.db.select().from(stageGuides).where(eq(stageGuides.id, input.id)).for("update");
    if (!row) throw notFound("这一周的指引");
    await assertVersion(tx, "stage_guide", row, input.version);
    const { id, version, ...change } = input;
    const after = { ...row, ...given(change), version: row.version + 1, updatedAt: tx.now };
    if ((after.energyMin ?? 0) > (after.energyMax ?? Number.POSITIVE_INFINITY))
      throw invalid("energyMin", "下限不能大于上限");
    await tx.db.update(stageGuides).set(after).where(eq(stageGuides.id, row.id));
    await audit(tx, "stage_guide.updated", row, after);
    tx.touched.add("stage_guide");
    return stageGuideOf(tx.db, row.id);
  });
}

const given = <T extends object>(change: T): { [K in keyof T]?: Exclude<T[K], undefined> } =>
  Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined)) as {
    [K in keyof T]?: Exclude<T[K], undefined>;
  };
