import { eq, inArray } from "drizzle-orm";
import { describe, expect, it, test } from "vitest";
import { nutrientTargets } from "@/db/schema/dishes";
import { TEST_DAY } from "@/db/seed/world";
import { dietRules } from "@/domain/customers/safety/queries";
import { type Can, rolledBack } from "@/domain/testing";
import { addDays, day } from "@/lib/time";
import { targetsOf as targetsOfProfile } from "../queries";
import type { Target } from "../rules";
import {
  createDietRule,
  deactivateDietRule,
  updateCondition,
  updateDietRule,
  updateStageGuide,
  updateTarget,
} from "./commands";
import { listDietRules, listHealthConditions, listStageGuides, listTargets, profiles } from "./queries";
import { narrowed, type Profile, profileKey, profileNames, profileOf, replaced, targetsOf, versionOn } from "./rules";
import { CreateDietRule, UpdateDietRule, UpdateTarget } from "./schema";

const may: Can = ["dishes:read", "guidance:edit"];

const target = (code: string, min: number | null, aim: number | null, max: number | null): Target => ({
  nutrientId: 1,
  code,
  name: code,
  unit: "g",
  min,
  target: aim,
  max,
  source: "x",
  confidence: null,
});
const profile = (name: string, version: number, since: string, ...targets: Target[]): Profile => ({
  name,
  version,
  since: day(since),
  targets: targets.map((t) => ({ ...t, profile: name, version })),
});

describe("profiles", () => {
  test("carry their version in the key", () => {
    expect(profileKey("lactation_cn2023", 1)).toBe("lactation_cn2023");
    expect(profileKey("condition.GDM", 3)).toBe("condition.GDM@3");
    expect(profileOf("condition.GDM@3")).toEqual({ name: "condition.GDM", version: 3 });
    expect(profileOf("stage.expel")).toEqual({ name: "stage.expel", version: 1 });
  });

  test.each([
    [{ feeding: "breast" as const, stage: "expel" as const }, "lactation_cn2023", "stage.expel"],
    [{ feeding: null, stage: null }, "lactation_cn2023", null],
    [{ feeding: "formula" as const, stage: "expel" as const }, "adult_cn2023", null],
    [{ feeding: "weaned" as const }, "adult_cn2023", null],
  ])("%j", (given, base, stage) => {
    expect(profileNames(given)).toEqual({ base, stage, conditions: [] });
  });

  test("a day keeps the version it had", () => {
    const all = [profile("a", 1, "2026-01-01"), profile("a", 2, "2026-11-10"), profile("a", 3, "2026-12-01")];
    expect(versionOn(all, "a", day("2026-11-09"))?.version).toBe(1);
    expect(versionOn(all, "a", day("2026-11-10"))?.version).toBe(2);
    expect(versionOn(all, "a", day("2025-01-01"))?.version).toBe(1);
    expect(versionOn(all, "a", null)?.version).toBe(3);
    expect(versionOn(all, "b", null)).toBeNull();
  });

  test("stage replaces, conditions narrow, a ceiling beats a floor", () => {
    const base = target("a", 100, 150, 200);
    expect(replaced(base, { min: 120, target: null, max: null })).toMatchObject({ min: 120, target: 150, max: 200 });
    expect(narrowed(base, { min: 50, target: null, max: 180 })).toMatchObject({ min: 100, target: 150, max: 180 });
    expect(replaced(base, { min: null, target: null, max: 80 })).toMatchObject({ min: null, target: 80, max: 80 });
    const all = [
      profile("lactation_cn2023", 1, "2026-01-01", target("e", 1900, 2100, 2300), target("na", null, 1500, 2000)),
      profile("stage.expel", 1, "2026-01-01", target("e", 1800, 1950, 2100)),
      profile("condition.HTN", 2, "2026-01-01", target("na", null, null, 1200)),
    ];
    const found = targetsOf(all, null, { stage: "expel", feeding: "breast", conditions: ["HTN", "NONE"] });
    expect(found).toMatchObject([
      { code: "e", min: 1800, max: 2100, profile: "stage.expel", version: 1 },
      { code: "na", target: 1200, max: 1200, profile: "condition.HTN", version: 2 },
    ]);
  });

  it("there are for feeding, stages and conditions, with their source", () =>
    rolledBack(async (_, tx) => {
      const all = await profiles({ db: tx });
      const names = new Set(all.map((p) => p.name));
      for (const name of ["lactation_cn2023", "adult_cn2023", "stage.restore", "condition.GDM", "condition.HTN"])
        expect(names).toContain(name);
      const gdm = targetsOf(all, TEST_DAY, { feeding: "breast", stage: "nourish", conditions: ["GDM"] });
      expect(gdm.find((t) => t.code === "carb_g")).toMatchObject({ min: 175, max: 289, profile: "condition.GDM" });
      expect(gdm.find((t) => t.code === "energy_kcal")).toMatchObject({
        min: 2100,
        max: 2400,
        profile: "stage.nourish",
      });
      const bottle = targetsOf(all, TEST_DAY, { feeding: "formula", stage: "nourish" });
      expect(bottle.find((t) => t.code === "protein_g")).toMatchObject({ min: 55, profile: "adult_cn2023" });
      expect(bottle.some((t) => t.code === "alcohol_g")).toBe(false);
    }));
});

describe("a changed target", () => {
  it("is a new version; history and past days keep the old one", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const rows = await listTargets(ctx, { profile: "lactation_cn2023", history: false });
      const iron = rows.find((row) => row.code === "iron_mg");
      const change = (given: object) =>
        updateTarget(
          ctx,
          UpdateTarget.parse({ id: iron?.id, version: 1, minAmount: 20, targetAmount: 26, maxAmount: 42, ...given }),
        );
      expect(await change({ source: "本馆营养师会议" })).toMatchObject({ version: 2 });
      const now = await listTargets(ctx, { profile: "lactation_cn2023", history: false });
      expect(now).toHaveLength(rows.length);
      expect(now.find((row) => row.code === "iron_mg")).toMatchObject({
        version: 2,
        minAmount: 20,
        source: "本馆营养师会议",
        confidence: "checked",
      });
      const all = await listTargets(ctx, { profile: "lactation_cn2023", history: true });
      expect(all).toHaveLength(rows.length * 2);
      expect(all.find((row) => row.code === "iron_mg" && row.version === 1)).toMatchObject({ minAmount: 24 });
      expect((await targetsOfProfile({ db: tx }, "lactation_cn2023")).find((t) => t.code === "iron_mg")?.min).toBe(20);
      expect((await targetsOfProfile({ db: tx }, "lactation_cn2023@1")).find((t) => t.code === "iron_mg")?.min).toBe(
        24,
      );
      const versions = await profiles({ db: tx });
      expect(versionOn(versions, "lactation_cn2023", TEST_DAY)?.version).toBe(2);
      await expect(change({})).rejects.toMatchObject({ code: "conflict", data: { current: { version: 2 } } });
      await expect(
        updateTarget(
          as(["dishes:read"]),
          UpdateTarget.parse({ id: iron?.id, version: 2, minAmount: 1, targetAmount: 1, maxAmount: 1 }),
        ),
      ).rejects.toMatchObject({ code: "forbidden" });
      const isFine = (minAmount: number, targetAmount: number | null, maxAmount: number) =>
        UpdateTarget.safeParse({ id: 1, version: 1, minAmount, targetAmount, maxAmount }).success;
      expect([isFine(5, null, 4), isFine(5, 4, 9), isFine(5, 10, 9), isFine(5, 7, 9)]).toEqual([
        false,
        false,
        false,
        true,
      ]);
      const kept = await tx
        .select({ id: nutrientTargets.id })
        .from(nutrientTargets)
        .where(inArray(nutrientTargets.profile, ["lactation_cn2023"]));
      expect(kept).toHaveLength(rows.length);
    }));

  it("made before today does not reach back", () =>
    rolledBack(async (as, tx) => {
      const [row] = await listTargets(as(may), { profile: "stage.expel", history: false });
      await tx
        .update(nutrientTargets)
        .set({ createdAt: new Date("2026-01-01T00:00:00Z") })
        .where(eq(nutrientTargets.profile, "stage.expel"));
      await updateTarget(
        as(may),
        UpdateTarget.parse({ id: row?.id, version: 1, minAmount: 1700, targetAmount: 1800, maxAmount: 2000 }),
      );
      const all = await profiles({ db: tx });
      expect(versionOn(all, "stage.expel", addDays(TEST_DAY, -1))?.version).toBe(1);
      expect(versionOn(all, "stage.expel", TEST_DAY)?.version).toBe(2);
    }));
});

describe("diet rules", () => {
  const made = (given: object) =>
    CreateDietRule.parse({
      name: "甲亢少海藻",
      appliesTo: "condition",
      appliesValue: "THYROID_HYPER",
      text: "碘多。",
      ...given,
    });

  it("are added, changed, taken out of use and count at once", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const [other] = await listDietRules(ctx, { appliesValue: "CMPA_INFANT" });
      const rule = await createDietRule(ctx, made({ tagId: other?.tagId, strength: "soft", basis: "医师" }));
      expect(rule).toMatchObject({ code: "condition.THYROID_HYPER.dairy", appliesLabel: "甲亢", version: 1 });
      expect((await dietRules({ db: tx })).some((r) => r.id === rule.id)).toBe(true);
      await expect(createDietRule(ctx, made({ tagId: other?.tagId }))).rejects.toMatchObject({ code: "conflict" });
      const change = (given: object) => updateDietRule(ctx, UpdateDietRule.parse({ id: rule.id, ...given }));
      expect(await change({ version: 1, strength: "hard", dayTo: 42 })).toMatchObject({ strength: "hard", version: 2 });
      await expect(change({ version: 1, strength: "soft" })).rejects.toMatchObject({ code: "conflict" });
      await deactivateDietRule(ctx, { id: rule.id });
      await expect(deactivateDietRule(ctx, { id: rule.id })).rejects.toMatchObject({ code: "conflict" });
      expect((await dietRules({ db: tx })).some((r) => r.id === rule.id)).toBe(false);
    }));

  it("say what is wrong with them", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const fault = (given: object) => createDietRule(ctx, made(given)).catch((error) => error.fields);
      expect(await fault({})).toHaveProperty("tagId");
      expect(await fault({ tagId: 1, ingredientId: 1 })).toHaveProperty("tagId");
      expect(await fault({ tagId: 99_999 })).toHaveProperty("tagId");
      expect(await fault({ tagId: 1, appliesValue: "NONE" })).toHaveProperty("appliesValue");
      expect(await fault({ tagId: 1, appliesTo: "stage" })).toHaveProperty("appliesValue");
      expect(await fault({ tagId: 1, dayFrom: 9, dayTo: 2 })).toHaveProperty("dayTo");
      await expect(createDietRule(as(["dishes:read"]), made({ tagId: 1 }))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(deactivateDietRule(ctx, { id: 99_999 })).rejects.toMatchObject({ code: "not_found" });
    }));
});

describe("conditions and weeks", () => {
  it("are worded anew and keep the rest", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const gdm = (await listHealthConditions(ctx)).find((c) => c.code === "GDM");
      expect(gdm?.rules).toBeGreaterThan(1);
      const after = await updateCondition(ctx, { id: gdm?.id ?? 0, version: 1, avoid: ["含糖饮料"] });
      expect(after.advice).toMatchObject({ avoid: ["含糖饮料"], prefer: expect.any(Array) });
      await expect(updateCondition(ctx, { id: gdm?.id ?? 0, version: 1 })).rejects.toMatchObject({ code: "conflict" });
      const [week] = await listStageGuides(ctx);
      expect(await updateStageGuide(ctx, { id: week?.id ?? 0, version: 1, energyMax: 2200 })).toMatchObject({
        energyMin: 1800,
        energyMax: 2200,
        version: 2,
      });
      await expect(updateStageGuide(ctx, { id: week?.id ?? 0, version: 2, energyMin: 2500 })).rejects.toMatchObject({
        fields: { energyMin: expect.any(Array) },
      });
      await expect(updateStageGuide(as(["dishes:read"]), { id: 1, version: 1 })).rejects.toMatchObject({
        code: "forbidden",
      });
    }));
});
