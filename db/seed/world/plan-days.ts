import { dishes, dishIdOf, dishIngredients, dishNutrition } from "../base/dishes";
import { nutrients, slots } from "../base/masters";
import { need } from "../insert";
import { offered, stageAt } from "./kitchen-menus";
import type { Mother } from "./people";
import { fenPerGram } from "./prices";
import { edibleShare, suits } from "./safety";

export type Placed = { slotId: number; dishId: number; isSubstitute: boolean };

/** Her dishes `offset` days from today, slot by slot. */
export function dishesOf(mother: Mother, offset: number): Placed[] {
  const byHand = mother.id === 1 ? writtenWeek(offset) : undefined;
  if (byHand) return byHand;
  const stage = stageAt(mother.postpartum + offset);
  return slots.flatMap(({ id: slotId, code }) => {
    const chosen = new Set<number>();
    return offered(code, stage, offset).flatMap(({ dishId, others }) => {
      const fits = (strictly: boolean) =>
        [dishId, ...others].find((dish) => !chosen.has(dish) && suits(mother, dish, slotId, offset, strictly));
      const found = fits(true) ?? fits(false);
      if (found === undefined) return [];
      chosen.add(found);
      return [{ slotId, dishId: found, isSubstitute: found !== dishId }];
    });
  });
}

/** Placed before 韩语晴 said that she eats no fish: today's dinner still needs a substitute. */
const placedEarlier: Record<number, { offset: number; slotId: number; position: number; dishId: number }> = {
  6: { offset: 0, slotId: 5, position: 0, dishId: need(dishIdOf, "清蒸鳕鱼") },
};

/** Her dishes, with what was placed before a restriction was known and has not been replaced since. */
export function planned(mother: Mother, offset: number): (Placed & { isFlagged?: boolean })[] {
  const placed = dishesOf(mother, offset);
  const earlier = placedEarlier[mother.id];
  if (earlier?.offset !== offset) return placed;
  const inSlot = placed.filter(({ slotId }) => slotId === earlier.slotId);
  const replaced = inSlot[earlier.position];
  return placed.map((item) =>
    item === replaced ? { ...item, dishId: earlier.dishId, isSubstitute: false, isFlagged: true } : item,
  );
}

/** 林知夏's second week, from today on, written by hand: Saturday's lunch lacks its soup, Tuesday's afternoon is open. */
const written: readonly (readonly string[])[] = [
  [
    "香菇鸡肉粥 蒸水蛋 豆浆(现磨)",
    "蒸红薯",
    "鲈鱼汤 香菇滑鸡 蒜蓉菠菜 杂粮饭",
    "黑豆水 时令水果(温食)",
    "清炖牛肉 上汤娃娃菜 黑米饭",
    "温牛奶",
  ],
  [
    "番茄鸡蛋面 豆浆(现磨)",
    "蒸山药",
    "冬瓜肉丸汤 清蒸鲈鱼 香菇油菜 杂粮饭",
    "时令水果(温食) 黑豆水",
    "肉末蒸豆腐 清炒红苋菜 紫薯饭",
    "温牛奶",
  ],
  [
    "猪肝瘦肉粥 蒸水蛋",
    "奶黄南瓜馒头",
    "莴笋炒肉丝 红薯叶(清炒) 杂粮饭",
    "时令水果(温食) 黑豆水",
    "番茄龙利鱼 清炒丝瓜 黑米饭",
    "温牛奶",
  ],
  [
    "鸡汤馄饨 豆浆(现磨)",
    "蒸红薯",
    "竹荪鸡汤 肉末蒸豆腐 清炒西兰花 紫薯饭",
    "时令水果(温食)",
    "山药木耳炒肉片 上汤娃娃菜 杂粮饭",
    "温牛奶",
  ],
  [
    "燕麦牛奶粥 蒸水蛋",
    "蒸山药",
    "鲫鱼豆腐汤 西兰花炒鸡胸 清炒红苋菜 黑米饭",
    "酸奶水果杯",
    "香菇滑鸡 清炒丝瓜 杂粮饭",
    "温牛奶",
  ],
  [
    "鱼片粥 蒸水蛋 豆浆(现磨)",
    "蒸红薯",
    "花胶鸡汤 狮子头(清炖) 蒜蓉菠菜 紫薯饭",
    "",
    "清蒸鳕鱼 茭白炒毛豆 黑米饭",
    "温牛奶",
  ],
  [
    "蔬菜瘦肉粥 蒸水蛋",
    "奶黄南瓜馒头",
    "黄豆猪蹄汤 番茄龙利鱼 香菇油菜 杂粮饭",
    "黑豆水 酸奶水果杯",
    "肉末蒸豆腐 清炒西兰花 紫薯饭",
    "温牛奶",
  ],
];

function writtenWeek(offset: number): Placed[] | undefined {
  return written[offset]?.flatMap((names, i) =>
    names
      .split(" ")
      .filter(Boolean)
      .map((name) => ({ slotId: i + 1, dishId: need(dishIdOf, name), isSubstitute: false })),
  );
}

const codeOf = new Map(nutrients.map(({ id, code }) => [id, code]));
/** Nutrition of one portion by code, rounded to two places as the program keeps it. */
export const nutritionOf = new Map<number, Record<string, number>>();
for (const { dishId, nutrientId, amount } of dishNutrition) {
  const known = nutritionOf.get(dishId) ?? {};
  known[need(codeOf, nutrientId)] = Math.round(amount * 100) / 100;
  nutritionOf.set(dishId, known);
}

const isComplete = new Map(dishes.map((dish) => [dish.id, dish.isNutritionComplete]));
const costs = new Map<number, { fen: number; isComplete: boolean }>();
for (const { dishId, ingredientId, grams, basis } of dishIngredients) {
  const cost = costs.get(dishId) ?? { fen: 0, isComplete: true };
  const price = need(fenPerGram, ingredientId);
  const gross = basis === "gross" ? grams : grams / need(edibleShare, ingredientId);
  costs.set(dishId, { fen: cost.fen + gross * (price ?? 0), isComplete: cost.isComplete && price !== null });
}

/** What a day's dishes add up to: nutrients and cost of all of them together. */
export function summaryOf(placed: readonly Placed[]) {
  const nutrition: Record<string, number> = {};
  for (const { dishId } of placed)
    for (const [code, amount] of Object.entries(nutritionOf.get(dishId) ?? {}))
      nutrition[code] = Math.round(((nutrition[code] ?? 0) + amount) * 100) / 100;
  return {
    nutrition,
    isComplete: placed.every(({ dishId }) => isComplete.get(dishId)),
    cost: placed.reduce((sum, { dishId }) => sum + Math.round(costs.get(dishId)?.fen ?? 0), 0),
    isCostComplete: placed.every(({ dishId }) => costs.get(dishId)?.isComplete),
  };
}
