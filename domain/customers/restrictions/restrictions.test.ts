import { and, eq } from "drizzle-orm";
import { describe, expect, test } from "vitest";
import { outboxEvents } from "@/db/schema/core";
import { restrictions } from "@/db/schema/customers";
import { ingredients } from "@/db/schema/dishes";
import type { Can } from "@/domain/testing";
import { rolledBack } from "@/domain/testing";
import { AppError } from "@/lib/errors";
import { day } from "@/lib/time";
import { checkSafety } from "../detail/queries";
import { addRestriction, editRestriction, endCondition, endRestriction, setCondition } from "./commands";
import { findTargets, listConditions, listRestrictions, mapLabels, readWords } from "./queries";
import { readWord } from "./rules";
import { AddRestriction, EditRestriction, SetCondition } from "./schema";

const nurse: Can = ["customers:read", "restrictions:edit"];
const away: Can = Object.fromEntries(nurse.map((code) => [code, { centres: [2] }])) as Can;
const failing = async (work: Promise<unknown>): Promise<AppError> => {
  const error = await work.then(() => null).catch((thrown: unknown) => thrown);
  if (!(error instanceof AppError)) throw new Error(`expected a refusal, got ${String(error)}`);
  return error;
};
const codeOf = async (work: Promise<unknown>) => (await failing(work)).code;
const add = (given: object) => AddRestriction.parse({ id: 1, kind: "dislike", label: "香菜", ...given });

describe("words", () => {
  const known = (label: string) => ["花生", "虾"].includes(label);
  test.each([
    ["对芒果过敏", "allergy", "hard", "芒果"],
    ["过敏：花生", "allergy", "hard", "花生"],
    ["花生", "allergy", "hard", "花生"],
    ["无麸质", "allergy", "hard", "麸质"],
    ["清真", "religion", "hard", "清真"],
    ["回族", "religion", "hard", "清真"],
    ["蛋奶素", "religion", "hard", "蛋奶素"],
    ["低盐", "medical", "hard", "低盐"],
    ["不吃羊肉", "dislike", "soft", "羊肉"],
    ["香菜", "dislike", "hard", "香菜"],
  ])("%s", (word, kind, strength, label) => {
    expect(readWord(word, known)).toEqual({ kind, strength, label });
  });

  test("find the allergen, tag, ingredient, alias or dish that they mean; the rest stays text", () =>
    rolledBack(async (_, tx) => {
      const [pear] = await tx.select().from(ingredients).where(eq(ingredients.name, "梨"));
      const words = await readWords(tx, ["虾", "牛奶", "海鲜", "清真", "低盐", "麻油猪肝", "大米", "量子"]);
      const mapped = await mapLabels(tx, [...words, { kind: "allergy", label: "梨" }]);
      const targets = Object.fromEntries([...mapped].map(([label, { target }]) => [label, target]));
      expect(targets).toEqual({
        虾: "allergen",
        牛奶: "allergen",
        海鲜: "tag",
        清真: "tag",
        低盐: "tag",
        麻油猪肝: "dish",
        大米: "ingredient",
        量子: "text",
        梨: "ingredient",
      });
      expect(mapped.get("梨")?.targetId).toBe(pear?.id);
    }));

  test("the picker finds by name, alias and what people call an allergen", () =>
    rolledBack(async (as) => {
      const names = async (search: string) =>
        (await findTargets(as(nurse), { search })).items.map((t) => `${t.target} ${t.name}`);
      expect(await names("鸡蛋")).toEqual(expect.arrayContaining(["allergen 蛋类"]));
      expect(await names("大米")).toEqual(expect.arrayContaining(["ingredient 粳米"]));
      expect(await names("猪肝")).toEqual(expect.arrayContaining(["ingredient 猪肝", "dish 麻油猪肝"]));
    }));
});

describe("a restriction", () => {
  test("is added, counts at once, is edited, ended, and stays in the history", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(nurse);
      const before = await checkSafety(ctx, { id: 2, dishId: 110 });
      expect(before.reasons.some((r) => r.kind === "allergy")).toBe(false);
      const { id } = await addRestriction(ctx, add({ id: 2, kind: "allergy", label: "牛奶" }));
      expect(await checkSafety(ctx, { id: 2, dishId: 110 })).toMatchObject({ verdict: "refused" });
      expect((await failing(addRestriction(ctx, add({ id: 2, kind: "allergy", label: "乳" })))).message).toContain(
        "已经登记过",
      );
      const edited = await editRestriction(
        ctx,
        EditRestriction.parse({ id, version: 1, strength: "soft", reason: "乳糖不耐" }),
      );
      expect(await codeOf(editRestriction(ctx, EditRestriction.parse({ id, version: 1, strength: "hard" })))).toBe(
        "conflict",
      );
      expect((await checkSafety(ctx, { id: 2, dishId: 110 })).reasons.find((r) => r.kind === "allergy")?.strength).toBe(
        "soft",
      );
      await endRestriction(ctx, { id, version: edited.version, reason: "复查阴性" });
      expect((await checkSafety(ctx, { id: 2, dishId: 110 })).reasons.some((r) => r.kind === "allergy")).toBe(false);
      const all = await listRestrictions(ctx, { id: 2 });
      expect(all.items.find((item) => item.id === id)).toMatchObject({ isInForce: false, validTo: "2026-11-18" });
      expect(all.labels).not.toContain("牛奶");
      expect(await codeOf(endRestriction(ctx, { id }))).toBe("conflict");
      const events = await tx.select().from(outboxEvents).where(eq(outboxEvents.topic, "restriction.changed"));
      expect(events.at(-1)?.payload).toEqual({ patientId: 2, customerId: 2 });
    }));

  test("from a day on, until a day, with a target of one's own choice", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(nurse);
      const { id } = await addRestriction(
        ctx,
        add({ target: "tag", targetId: 1, validFrom: "2026-12-01", validTo: "2026-12-05", adjustment: "少放" }),
      );
      const [row] = await tx.select().from(restrictions).where(eq(restrictions.id, id));
      expect(row).toMatchObject({
        target: "tag",
        tagId: 1,
        validFrom: "2026-12-01",
        adjustment: "少放",
        source: "staff",
        createdBy: 1,
      });
      expect(
        (await failing(addRestriction(ctx, add({ validFrom: "2026-12-05", validTo: "2026-12-01" })))).fields
          ?.validTo?.[0],
      ).toContain("不能早于");
      expect(
        (await failing(addRestriction(ctx, add({ target: "dish", targetId: 999_999 })))).fields?.targetId?.[0],
      ).toContain("不在了");
    }));

  test("is nobody else's: other centre, other customer, no permission", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(nurse);
      expect(await codeOf(addRestriction(as(["customers:read"]), add({})))).toBe("forbidden");
      expect(await codeOf(addRestriction(as(away), add({})))).toBe("not_found");
      expect(await codeOf(addRestriction(ctx, add({ patientId: 2 })))).toBe("not_found");
      const [row] = await tx
        .select()
        .from(restrictions)
        .where(and(eq(restrictions.patientId, 1), eq(restrictions.label, "花生")));
      const id = row?.id ?? 0;
      expect(await codeOf(endRestriction(as(away), { id }))).toBe("not_found");
      expect(await codeOf(endRestriction(ctx, { id, customerId: 2 }))).toBe("not_found");
      expect(await codeOf(editRestriction(as(away), { id, version: 1 }))).toBe("not_found");
      expect(await codeOf(listRestrictions(as(away), { id: 1 }))).toBe("not_found");
    }));
});

describe("a condition", () => {
  test("brings its diet rules, ends, and is not set twice", () =>
    rolledBack(async (as) => {
      const ctx = as(nurse);
      const { choices } = await listConditions(ctx, { id: 2 });
      const halal = choices.find((c) => c.code === "HALAL");
      const set = (given: object = {}) => SetCondition.parse({ id: 2, healthConditionId: halal?.id, ...given });
      expect((await checkSafety(ctx, { id: 2, dishId: 1 })).reasons.some((r) => r.text.includes("非清真"))).toBe(false);
      const { id } = await setCondition(ctx, set());
      expect((await checkSafety(ctx, { id: 2, dishId: 1 })).verdict).toBe("refused");
      expect(await codeOf(setCondition(ctx, set()))).toBe("conflict");
      expect(await codeOf(endCondition(as(away), { id }))).toBe("not_found");
      await endCondition(ctx, { id, version: 1 });
      expect(
        (await checkSafety(ctx, { id: 2, dishId: 1, date: day("2026-11-19") })).reasons.some((r) =>
          r.text.includes("非清真"),
        ),
      ).toBe(false);
      expect(await codeOf(endCondition(ctx, { id, version: 1 }))).toBe("conflict");
    }));
});
