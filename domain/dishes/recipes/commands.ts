import "server-only";
import { and, eq, inArray, isNull, ne, or, sql } from "drizzle-orm";
import { DrizzleQueryError } from "drizzle-orm/errors";
import {
  dailyMenuDishes,
  dishes,
  dishIngredients,
  dishMenuCategories,
  dishNutrition,
  dishSubstitutes,
  dishTags,
  menuCategories,
  menuDishes,
} from "@/db/schema/dishes";
import { command, type Tx } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { attachFiles } from "@/domain/system/files/commands";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { initials } from "@/lib/pinyin";
import { idsOf } from "../ingredients/commands";
import { dishesUsing, recomputeNutrition, setNutrition, tellDishesChanged } from "../nutrition";
import { type Masters, mastersOf } from "../queries";
import { resolveLines } from "./lines";
import { dishRow } from "./queries";
import {
  type ArchiveDish,
  type CreateDish,
  type DishDetailOut,
  dishForm,
  type NutritionInfoIn,
  type SetAvailable,
  type UpdateDish,
} from "./schema";

/** A new dish; nutrition, allergens and cost follow from its lines. */
export function createDish(ctx: Ctx, input: CreateDish): Promise<DishDetailOut> {
  return command(ctx, "dishes:edit", async (tx) => detailOf(tx, await addDish(tx, input)));
}

/** Building block of the command above, also for imports: writes, audits, answers the id. */
export async function addDish(tx: Tx, record: CreateDish): Promise<number> {
  const masters = await mastersOf(tx);
  await assertNameFree(tx, record.name);
  const lines = await resolveLines(tx, { id: 0, name: record.name }, record.ingredients ?? []);
  const [{ insertId: id }] = await tx.db.insert(dishes).values({
    name: record.name,
    nameKey: initials(record.name),
    isAvailable: true,
    ...columnsOf(record, masters),
    createdAt: tx.now,
    updatedAt: tx.now,
  });
  await writeParts(tx, id, record, lines, masters);
  await recomputeNutrition(tx, [id]);
  await audit(tx, "dish.created", null, recorded(await detailOf(tx, id)));
  return id;
}

/** Changes what is given; dishes made with this one (as a base) are computed anew too. */
export function updateDish(ctx: Ctx, input: UpdateDish): Promise<DishDetailOut> {
  return command(ctx, "dishes:edit", async (tx) => {
    const row = await locked(tx, input.id);
    await assertVersion(tx, "dish", row, input.version, { ...dishForm(await detailOf(tx, row.id)), id: row.id });
    return (await reviseDish(tx, input)).after;
  });
}

/** Building block of the command above, also for imports and their undo; answers the dish before and after. */
export async function reviseDish(
  tx: Tx,
  input: Omit<UpdateDish, "version">,
): Promise<{ before: DishDetailOut; after: DishDetailOut }> {
  const row = await locked(tx, input.id);
  const before = await detailOf(tx, row.id);
  const masters = await mastersOf(tx);
  if (input.name !== undefined && input.name !== row.name) await assertNameFree(tx, input.name, row.id);
  const own = { id: row.id, name: input.name ?? row.name };
  const lines = input.ingredients === undefined ? undefined : await resolveLines(tx, own, input.ingredients);
  if (input.isBase === false && row.isBase) await assertNoBase(tx, row, "改成普通菜");
  await tx.db
    .update(dishes)
    .set({
      ...(input.name !== undefined && { name: input.name, nameKey: initials(input.name) }),
      ...columnsOf(input, masters),
      version: row.version + 1,
      updatedAt: tx.now,
    })
    .where(eq(dishes.id, row.id));
  await writeParts(tx, row.id, input, lines, masters);
  const affected = [row.id, ...(await dishesUsing(tx.db, { dishIds: [row.id] }))];
  await recomputeNutrition(tx, affected);
  const after = await detailOf(tx, row.id);
  if (JSON.stringify(whatOthersSee(before)) !== JSON.stringify(whatOthersSee(after)))
    await tellDishesChanged(tx, affected);
  await audit(tx, "dish.updated", before, after);
  return { before, after };
}

/** Out of lists and choices. Menus, plans and history keep showing it. */
export function archiveDish(ctx: Ctx, input: ArchiveDish): Promise<null> {
  return command(ctx, "dishes:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "dish", row, input.version);
    if (row.archivedAt) throw conflict(`“${row.name}”已经归档了`);
    await assertNoBase(tx, row, "归档");
    await setArchived(tx, row, true);
    await tellDishesChanged(tx, [row.id]);
    return null;
  });
}

export function restoreDish(ctx: Ctx, input: ArchiveDish): Promise<DishDetailOut> {
  return command(ctx, "dishes:edit", async (tx) => {
    const row = await locked(tx, input.id);
    if (!row.archivedAt) throw conflict(`“${row.name}”没有归档，不用恢复`);
    await assertNameFree(tx, row.name, row.id);
    await setArchived(tx, row, false);
    return detailOf(tx, row.id);
  });
}

/** Several dishes on or off the offer at once; answers how many changed. */
export function setAvailable(ctx: Ctx, input: SetAvailable): Promise<{ changed: number }> {
  return command(ctx, "dishes:edit", async (tx) => {
    const ids = [...new Set(input.ids)].sort((a, b) => a - b);
    const rows = await tx.db
      .select()
      .from(dishes)
      .where(and(inArray(dishes.id, ids), isNull(dishes.archivedAt)))
      .orderBy(dishes.id)
      .for("update");
    if (rows.length < ids.length) throw notFound(`其中 ${ids.length - rows.length} 道菜`);
    const changed = rows.filter((row) => row.isAvailable !== input.isAvailable);
    for (const row of changed) {
      const after = { ...row, isAvailable: input.isAvailable, version: row.version + 1, updatedAt: tx.now };
      const { isAvailable, version, updatedAt } = after;
      await tx.db.update(dishes).set({ isAvailable, version, updatedAt }).where(eq(dishes.id, row.id));
      await audit(tx, "dish.updated", row, after);
    }
    if (changed.length === 0) tx.audited.count++;
    tx.touched.add("dish");
    return { changed: changed.length };
  });
}

/** Undo of an import: removes a dish that nothing uses yet. Throws conflict when something does. */
export async function removeDish(tx: Tx, id: number): Promise<void> {
  const row = await locked(tx, id);
  const used = conflict(`“${row.name}”已经排进菜单或计划，没有撤销`);
  const [[asBase], [inMenu], [inDaily]] = await Promise.all([
    tx.db.select({ id: dishIngredients.id }).from(dishIngredients).where(eq(dishIngredients.subDishId, id)).limit(1),
    tx.db.select({ id: menuDishes.id }).from(menuDishes).where(eq(menuDishes.dishId, id)).limit(1),
    tx.db.select({ id: dailyMenuDishes.id }).from(dailyMenuDishes).where(eq(dailyMenuDishes.dishId, id)).limit(1),
  ]);
  if (asBase || inMenu || inDaily) throw used;
  const before = await detailOf(tx, id);
  await attachFiles(tx, { type: "dish", id }, "photo", []);
  await tx.db
    .delete(dishSubstitutes)
    .where(or(eq(dishSubstitutes.dishId, id), eq(dishSubstitutes.substituteDishId, id)));
  await tx.db.delete(dishMenuCategories).where(eq(dishMenuCategories.dishId, id));
  await tx.db.delete(dishTags).where(eq(dishTags.dishId, id));
  await tx.db.delete(dishNutrition).where(eq(dishNutrition.dishId, id));
  await tx.db.delete(dishIngredients).where(eq(dishIngredients.dishId, id));
  try {
    await tx.db.delete(dishes).where(eq(dishes.id, id));
  } catch (error) {
    // Rows of domains above (plans, orders) hang on it; only the database sees them from here.
    const code = error instanceof DrizzleQueryError ? (error.cause as { code?: string } | undefined)?.code : undefined;
    throw code?.startsWith("ER_ROW_IS_REFERENCED") ? used : error;
  }
  tx.touched.add("dish");
  await audit(tx, "dish.removed", recorded(before), null);
}

async function locked(tx: Tx, id: number) {
  const [row] = await tx.db.select().from(dishes).where(eq(dishes.id, id)).for("update");
  if (!row) throw notFound("这道菜");
  return row;
}

async function detailOf(tx: Tx, id: number): Promise<DishDetailOut> {
  const detail = await dishRow(tx, id);
  if (!detail) throw new Error(`dish ${id} is missing`);
  return detail;
}

async function setArchived(tx: Tx, row: typeof dishes.$inferSelect, archived: boolean): Promise<void> {
  const after = { ...row, archivedAt: archived ? tx.now : null, version: row.version + 1, updatedAt: tx.now };
  const { archivedAt, version, updatedAt } = after;
  await tx.db.update(dishes).set({ archivedAt, version, updatedAt }).where(eq(dishes.id, row.id));
  tx.touched.add("dish");
  await audit(tx, archived ? "dish.archived" : "dish.restored", row, after);
}

/**
 * Two dishes in use with one name cannot be told apart in a kitchen. No unique index can say that (archived ones may share
 * it), so whoever names a dish first takes the lock of the slot table's first row.
 */
async function assertNameFree(tx: Tx, name: string, ownId = 0): Promise<void> {
  await tx.db.select({ id: menuCategories.id }).from(menuCategories).orderBy(menuCategories.id).limit(1).for("update");
  const [taken] = await tx.db
    .select({ id: dishes.id })
    .from(dishes)
    .where(and(eq(dishes.name, name), ne(dishes.id, ownId), isNull(dishes.archivedAt)))
    .limit(1);
  if (!taken) return;
  const sentence = `已经有菜叫“${name}”，换个名字，或去改那一道`;
  throw new AppError("conflict", sentence, { fields: { name: [sentence] } });
}

async function assertNoBase(tx: Tx, row: { id: number; name: string }, verb: string): Promise<void> {
  const [used] = await tx.db
    .select({ n: sql<number>`count(distinct ${dishIngredients.dishId})`.mapWith(Number) })
    .from(dishIngredients)
    .innerJoin(dishes, and(eq(dishes.id, dishIngredients.dishId), isNull(dishes.archivedAt)))
    .where(eq(dishIngredients.subDishId, row.id));
  if (used && used.n > 0) throw conflict(`还有 ${used.n} 道菜用“${row.name}”做底料，先换掉再${verb}`);
}

/** The plain columns that the input names; both seeds' words for the same thing are understood. */
function columnsOf(input: Omit<CreateDish, "name">, masters: Masters): Partial<typeof dishes.$inferInsert> {
  const out: Partial<typeof dishes.$inferInsert> = {};
  const plain = ["description", "price", "method", "region", "station", "cookMinutes", "portionGrams"] as const;
  for (const key of plain) if (input[key] !== undefined) Object.assign(out, { [key]: input[key] });
  for (const key of ["isBase", "isMedicinal", "isAvailable"] as const)
    if (input[key] !== undefined) Object.assign(out, { [key]: input[key] });
  if (input.status !== undefined && input.isAvailable === undefined) out.isAvailable = input.status === "active";
  const caution = input.caution !== undefined ? input.caution : input.restrictions;
  if (caution !== undefined) out.caution = caution;
  if (input.weeks !== undefined)
    out.weeks = input.weeks?.length ? [...new Set(input.weeks)].sort((a, b) => a - b) : null;
  if (input.dishCategoryId !== undefined || input.category !== undefined) out.dishCategoryId = classOf(input, masters);
  return out;
}

function classOf({ dishCategoryId, category }: Omit<CreateDish, "name">, masters: Masters): number | null {
  const inUse = masters.categories.filter((c) => !c.isArchived);
  if (dishCategoryId) {
    if (!inUse.some((c) => c.id === dishCategoryId)) throw invalid("dishCategoryId", "没有这个分类");
    return dishCategoryId;
  }
  if (!category) return null;
  const found = inUse.find((c) => c.name === category || String(c.id) === category);
  if (!found) throw invalid("category", `没有“${category}”这一类，可选：${inUse.map((c) => c.name).join("、")}`);
  return found.id;
}

type Lines = Awaited<ReturnType<typeof resolveLines>>;

async function writeParts(
  tx: Tx,
  id: number,
  input: Omit<CreateDish, "name">,
  lines: Lines | undefined,
  masters: Masters,
) {
  const slotIds = slotsOf(input, masters);
  if (slotIds) {
    await tx.db.delete(dishMenuCategories).where(eq(dishMenuCategories.dishId, id));
    const rows = slotIds.map((categoryId, i) => ({ dishId: id, categoryId, isPrimary: i === 0 }));
    if (rows.length > 0) await tx.db.insert(dishMenuCategories).values(rows);
  }
  if (lines) {
    await tx.db.delete(dishIngredients).where(eq(dishIngredients.dishId, id));
    const rows = lines.map((line, position) => ({ dishId: id, ...line, position, createdAt: tx.now }));
    if (rows.length > 0) await tx.db.insert(dishIngredients).values(rows);
  }
  if (input.tags !== undefined) {
    const tagIds = [...new Set(idsOf(masters.tags, input.tags, "tags", "标签"))];
    await tx.db.delete(dishTags).where(eq(dishTags.dishId, id));
    if (tagIds.length > 0) await tx.db.insert(dishTags).values(tagIds.map((tagId) => ({ dishId: id, tagId })));
  }
  if (input.substitutes !== undefined) await writeSubstitutes(tx, id, input.substitutes);
  if (input.nutritionOverride !== undefined) {
    const { amounts, reason } = input.nutritionOverride ?? { amounts: null, reason: null };
    if (amounts) idsOf(masters.nutrients, Object.keys(amounts), "nutritionOverride.amounts", "营养素");
    await setNutrition(tx, id, "override", amounts, reason);
  }
  const declared = declaredOf(input);
  if (Object.keys(declared).length > 0) await setNutrition(tx, id, "declared", declared, null);
  if (input.photo !== undefined) await attachFiles(tx, { type: "dish", id }, "photo", input.photo ? [input.photo] : []);
  tx.touched.add("dish");
}

/** Slot ids with the primary one first; undefined when the input says nothing about slots. */
function slotsOf({ categoryId, slotIds }: Omit<CreateDish, "name">, masters: Masters): number[] | undefined {
  if (categoryId === undefined && slotIds === undefined) return undefined;
  const wanted = [...new Set([...(categoryId ? [categoryId] : []), ...(slotIds ?? [])])];
  const known = new Set(masters.slots.map((s) => s.id));
  if (wanted.some((slot) => !known.has(slot))) throw invalid(slotIds ? "slotIds" : "categoryId", "没有这个餐次");
  return wanted;
}

async function writeSubstitutes(tx: Tx, id: number, given: readonly number[]): Promise<void> {
  const ids = [...new Set(given)];
  if (ids.includes(id)) throw invalid("substitutes", "替代菜不能是它自己");
  const known = ids.length
    ? await tx.db
        .select({ id: dishes.id })
        .from(dishes)
        .where(and(inArray(dishes.id, ids), isNull(dishes.archivedAt)))
    : [];
  if (known.length < ids.length) throw invalid("substitutes", "有的替代菜不存在或已归档");
  await tx.db.delete(dishSubstitutes).where(eq(dishSubstitutes.dishId, id));
  const rows = ids.map((substituteDishId, position) => ({ dishId: id, substituteDishId, position }));
  if (rows.length > 0) await tx.db.insert(dishSubstitutes).values(rows);
}

const declaredCodes: Record<keyof NutritionInfoIn, string> = {
  calories: "energy_kcal",
  protein: "protein_g",
  carbohydrates: "carb_g",
  fat: "fat_g",
};

function declaredOf({ nutritionInfo, calories }: Omit<CreateDish, "name">): Record<string, number> {
  const given: NutritionInfoIn = { ...(typeof calories === "number" && { calories }), ...nutritionInfo };
  return Object.fromEntries(
    Object.entries(given).flatMap(([key, amount]) =>
      typeof amount === "number" ? [[declaredCodes[key as keyof NutritionInfoIn], amount]] : [],
    ),
  );
}

/** A dish as the operation log keeps it: what a person wrote, with names instead of ids. */
function recorded(d: DishDetailOut) {
  const { slotIds, dishCategoryId, substitutes, ingredients, ...form } = dishForm(d);
  return {
    id: d.id,
    ...form,
    category: d.category,
    slots: d.slots.map((slot) => slot.name),
    ingredients: d.ingredients.map((l) => (l.quantity === 0 ? l.name : `${l.name} ${l.quantity} ${l.unit}`)),
    substitutes: d.substitutes.map((s) => s.name),
    archivedAt: d.archivedAt,
  };
}

/** What plans and menus depend on: not the picture, not the description. */
const whatOthersSee = (d: DishDetailOut) => [
  d.name,
  d.composition,
  d.allergens,
  d.tags,
  d.nutrition,
  d.weeks,
  d.slots,
  d.caution,
  d.isAvailable,
  d.isMedicinal,
];
