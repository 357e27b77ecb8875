import "server-only";
import type { Tx } from "@/domain/core/access";
import { toGrams } from "@/domain/inventory/rules";
import { invalid } from "@/lib/errors";
import { ingredientIdsByName, ingredientsEndingIn } from "../ingredients/queries";
import { larderOf } from "../larder";
import { circleOf, PORTION, type RecipeLine } from "../rules";
import type { LineIn } from "./schema";

const MOST_GRAMS = 100_000;
const MOST_LINES = 60;

export type ResolvedLine = RecipeLine & { grams: number | null };

/**
 * Lines as they are stored, or a field error: unknown ingredient or dish, a unit that cannot be weighed, a recipe that
 * would contain itself. `dish` is the dish the lines belong to (id 0 while it is new).
 */
export async function resolveLines(
  tx: Tx,
  dish: { id: number; name: string },
  given: readonly LineIn[] | string,
): Promise<ResolvedLine[]> {
  const lines = typeof given === "string" ? await parseText(tx, given) : given;
  const ingredientIds = lines.flatMap((l) => (l.ingredientId ? [l.ingredientId] : []));
  const dishIds = lines.flatMap((l) => (l.dishId ? [l.dishId] : []));
  const larder = await larderOf(tx.db, { ingredientIds, dishIds }, { nutrients: false, memory: tx });
  const resolved = lines.map((line, i): ResolvedLine => {
    const { quantity, basis, isOptional } = line;
    if (line.dishId) {
      const base = larder.recipes.get(line.dishId);
      if (!base) throw invalid(`ingredients.${i}.dishId`, "没有这道底料菜");
      const unit = line.unit ?? PORTION;
      const grams = unit === PORTION ? null : toGrams({ baseUnit: "g", units: [] }, quantity, unit);
      if (unit !== PORTION && grams === null) throw invalid(`ingredients.${i}.unit`, `底料按“${PORTION}”或重量单位写`);
      return { ingredientId: null, subDishId: line.dishId, quantity, unit, basis, isOptional, grams };
    }
    const food = larder.foods.get(line.ingredientId ?? 0);
    if (!food) throw invalid(`ingredients.${i}.ingredientId`, "没有这种食材");
    const unit = line.unit ?? food.units.baseUnit;
    const grams = toGrams(food.units, quantity, unit);
    if (grams === null)
      throw invalid(`ingredients.${i}.unit`, `${food.name}没有“${unit}”和克的换算，先在食材里加上，或改用克`);
    if (grams > MOST_GRAMS) throw invalid(`ingredients.${i}.quantity`, "一人份用不了 100 千克，看看单位对不对");
    return { ingredientId: food.id, subDishId: null, quantity, unit, basis, isOptional, grams };
  });
  const circle = circleOf({ ...dish, portionGrams: null, lines: resolved }, larder.recipes);
  if (circle) throw invalid("ingredients", `配料绕成了圈：${circle.join(" → ")}`);
  return resolved;
}

/**
 * "鱼 200g、姜、葱": names or aliases, each with an optional amount; without one it is 适量 (not measured). 五花肉 is taken for
 * 猪五花肉 as long as no other name ends like that; where several do, they are named instead of guessed.
 */
async function parseText(tx: Tx, text: string): Promise<LineIn[]> {
  const words = text
    .normalize("NFKC")
    .split(/[、,;，；\n]+/)
    .map((word) => word.trim())
    .filter(Boolean)
    .map((word) => {
      const m = /^(.*?\D)\s*(\d+(?:\.\d+)?)\s*([^\d\s]*)$/.exec(word);
      return m?.[1]
        ? { name: m[1].trim(), quantity: Number(m[2]), unit: m[3] || undefined }
        : { name: word.replace(/适量$/, "").trim() };
    });
  if (words.length > MOST_LINES) throw invalid("ingredients", `配料最多 ${MOST_LINES} 种`);
  const ids = await ingredientIdsByName(
    tx,
    words.map((w) => w.name),
  );
  const unknown: string[] = [];
  for (const { name } of words) {
    if (ids.has(name)) continue;
    const [only, ...others] = await ingredientsEndingIn(tx, name);
    if (only && others.length === 0 && name.length > 1) ids.set(name, only.id);
    else unknown.push(only ? `${name}（是${[only, ...others].map((o) => o.name).join("、")}吗）` : name);
  }
  if (unknown.length > 0)
    throw invalid("ingredients", `食材库里没有：${unknown.join("、")}。先添加食材，或改用已有的名称`);
  return words.map(({ name, quantity = 0, unit }) => ({
    ingredientId: ids.get(name) ?? null,
    quantity,
    unit,
    basis: "net",
    isOptional: false,
  }));
}
