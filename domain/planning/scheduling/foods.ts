import type { DishCard } from "@/domain/dishes/rules";

/** Animals and foods that count as the same thing on a plate, whatever the cut is called. */
const kinds: readonly (readonly [kind: string, names: RegExp])[] = [
  ["肝", /肝/],
  ["蛋", /蛋(?!白粉)/],
  ["猪肉", /猪|排骨|肉末|里脊|五花/],
  ["牛肉", /牛(?!奶|油果)/],
  ["羊肉", /羊/],
  ["鸡肉", /鸡/],
  ["鸭肉", /鸭/],
  ["鸽肉", /鸽/],
  ["虾", /虾/],
  ["鱼", /鱼|鲈|鳕|鲫|花胶/],
  ["豆腐", /豆腐/],
  ["奶", /奶|乳|芝士/],
];
/** What stands in many dishes without being what they are about. */
const seasonings = /^(水|清水|食盐|盐|糖|白砂糖|红糖|冰糖|生姜|姜|葱|小葱|大葱|蒜|大蒜|酱油|生抽|醋|料酒|淀粉|.*油)$/;

/**
 * What a dish is about: its heaviest meat, fish, egg or tofu, else its heaviest ingredient that is no seasoning. Two dishes
 * of the same make a monotonous day.
 */
export function mainFood(card: Pick<DishCard, "ingredients">): string | null {
  const weighed = card.ingredients
    .filter((part) => !seasonings.test(part.name))
    .toSorted((a, b) => b.grams - a.grams || a.ingredientId - b.ingredientId);
  const [first] = weighed;
  if (!first) return null;
  for (const part of weighed.filter((p) => p.grams >= first.grams * 0.4)) {
    const kind = kindOf(part.name);
    if (kind) return kind;
  }
  return first.name;
}

const kindOf = (name: string): string | undefined => kinds.find(([, names]) => names.test(name))?.[0];

/** Grams of liver of any animal, which carries so much vitamin A that a week has a limit. */
export const liverGrams = (card: Pick<DishCard, "ingredients">): number =>
  card.ingredients.filter((part) => part.name.includes("肝")).reduce((sum, part) => sum + part.grams, 0);
