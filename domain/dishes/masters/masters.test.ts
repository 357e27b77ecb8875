import { isNull } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { dishes, ingredients, ingredientTags } from "@/db/schema/dishes";
import { rolledBack } from "@/domain/testing";
import { createDish } from "../recipes/commands";
import { CreateDish } from "../recipes/schema";
import {
  archiveCategory,
  createAllergen,
  createCategory,
  createSlot,
  createTag,
  deleteAllergen,
  deleteSlot,
  deleteTag,
  updateAllergen,
  updateCategory,
  updateSlot,
  updateTag,
} from "./commands";
import { allergenDetail, listAllergens, listCategories, listSlots, listTags, slotDetail } from "./queries";
import { CreateAllergen, CreateSlot, CreateTag, UpdateSlot } from "./schema";

const may = ["dishes:read", "dishes:edit", "ingredients:read", "ingredients:edit", "kitchen:settings"] as const;
const night = { code: "night_meal", name: "夜宵", servingTime: "22:00" };

describe("meal slots", () => {
  it("are made, changed by version, and leave when nothing hangs on them", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const slot = await createSlot(ctx, CreateSlot.parse(night));
      expect(slot).toMatchObject({ servingTime: "22:00", cutoffMinutes: 720, isActive: true, version: 1 });
      const after = await updateSlot(
        ctx,
        UpdateSlot.parse({ id: slot.id, version: 1, cutoffMinutes: 60, energyShare: 0.05 }),
      );
      expect(after).toMatchObject({ cutoffMinutes: 60, energyShare: 0.05, version: 2 });
      await expect(updateSlot(ctx, UpdateSlot.parse({ id: slot.id, version: 1 }))).rejects.toMatchObject({
        code: "conflict",
      });
      await deleteSlot(ctx, { id: slot.id });
      await expect(slotDetail(ctx, { id: slot.id })).rejects.toMatchObject({ code: "not_found" });
    }));
  it("with dishes are taken out of use instead", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      await deleteSlot(ctx, { id: 1 });
      expect(await slotDetail(ctx, { id: 1 })).toMatchObject({ isActive: false });
      expect((await listSlots(ctx)).length).toBeGreaterThanOrEqual(6);
    }));
  it.each([
    [{ ...night, code: "lunch" }, "conflict"],
    [{ ...night, code: "night_meal" }, null],
  ])("%j", (given, code) =>
    rolledBack(async (as) => {
      const made = createSlot(as(may), CreateSlot.parse(given));
      if (code) await expect(made).rejects.toMatchObject({ code });
      else expect((await made).code).toBe("night_meal");
    }),
  );
  it("refuses a code with capitals, a time that is none, a share above one", () => {
    expect(CreateSlot.safeParse({ ...night, code: "Night" }).success).toBe(false);
    expect(CreateSlot.safeParse({ ...night, servingTime: "25:00" }).success).toBe(false);
    expect(CreateSlot.safeParse({ ...night, energyShare: 1.2 }).success).toBe(false);
  });
  it("only for who may set up the kitchen", () =>
    rolledBack(async (as) => {
      await expect(createSlot(as(["dishes:edit"]), CreateSlot.parse(night))).rejects.toMatchObject({
        code: "forbidden",
      });
      await expect(updateSlot(as(may), UpdateSlot.parse({ id: 999, version: 1 }))).rejects.toMatchObject({
        code: "not_found",
      });
    }));
});

describe("dish categories", () => {
  it("come, are renamed, go, and come back under their old name", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const made = await createCategory(ctx, { name: "测试小菜" });
      await expect(createCategory(ctx, { name: "测试小菜" })).rejects.toMatchObject({ code: "conflict" });
      await expect(updateCategory(ctx, { id: made.id, version: 1, name: "荤菜" })).rejects.toMatchObject({
        fields: { name: [expect.any(String)] },
      });
      await updateCategory(ctx, { id: made.id, version: 1, name: "测试凉菜" });
      await archiveCategory(ctx, { id: made.id });
      expect((await listCategories(ctx)).some((c) => c.id === made.id)).toBe(false);
      await expect(archiveCategory(ctx, { id: made.id })).rejects.toMatchObject({ code: "not_found" });
      expect((await createCategory(ctx, { name: "测试凉菜" })).id).toBe(made.id);
    }));
  it("know how many dishes they have", () =>
    rolledBack(async (as, tx) => {
      const found = await listCategories(as(may));
      const all = await tx.select({ id: dishes.dishCategoryId }).from(dishes).where(isNull(dishes.archivedAt));
      for (const category of found) expect(category.dishCount).toBe(all.filter((d) => d.id === category.id).length);
      const tags = await listTags(as(may));
      const links = await tx.select({ id: ingredientTags.tagId }).from(ingredientTags);
      for (const tag of tags) expect(tag.ingredientCount).toBe(links.filter((l) => l.id === tag.id).length);
    }));
  it("with dishes stay", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const made = await createCategory(ctx, { name: "测试小菜" });
      await createDish(ctx, CreateDish.parse({ name: "测试菜", category: "测试小菜" }));
      await expect(archiveCategory(ctx, { id: made.id })).rejects.toMatchObject({
        message: expect.stringContaining("还有 1 道菜"),
      });
    }));
});

describe("allergens and tags", () => {
  it("a new allergen is unknown everywhere", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(may);
      const made = await createAllergen(ctx, CreateAllergen.parse({ code: "buckwheat", name: "荞麦" }));
      const foods = (await tx.select({ id: ingredients.id }).from(ingredients)).length;
      expect(await allergenDetail(ctx, { id: made.id })).toMatchObject({ contains: 0, unknown: foods });
      await updateAllergen(ctx, { id: made.id, name: "荞麦类" });
      await expect(createAllergen(ctx, CreateAllergen.parse({ code: "x1", name: "荞麦类" }))).rejects.toMatchObject({
        code: "conflict",
      });
      await deleteAllergen(ctx, { id: made.id });
      const egg = (await listAllergens(ctx)).find((a) => a.code === "egg");
      await expect(deleteAllergen(ctx, { id: egg?.id ?? 0 })).rejects.toMatchObject({ code: "conflict" });
    }));
  it("a tag in use stays", () =>
    rolledBack(async (as) => {
      const ctx = as(may);
      const made = await createTag(ctx, CreateTag.parse({ code: "test_tag", name: "测试", kind: "taste" }));
      await expect(
        createTag(ctx, CreateTag.parse({ code: "test_tag", name: "测试", kind: "taste" })),
      ).rejects.toMatchObject({ code: "conflict" });
      expect((await updateTag(ctx, { id: made.id, version: 1, text: "说明" })).version).toBe(2);
      await deleteTag(ctx, { id: made.id });
      const used = (await listTags(ctx)).find((t) => t.ingredientCount > 0);
      await expect(deleteTag(ctx, { id: used?.id ?? 0 })).rejects.toMatchObject({ code: "conflict" });
    }));
});
