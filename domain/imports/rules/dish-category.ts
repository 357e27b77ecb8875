type Part = { category: string; isHerb: boolean; grams: number | null };

/** Endings of dish names, the first that fits counts. */
const BY_NAME: readonly [RegExp, string][] = [
  [/粥$/, "粥品"],
  [/(饭|面|面线|米粉|粉丝|馒头|包|包子|饺|饺子|馄饨|饼|饭团|团|糕|发糕|花卷)(\(.*\))?$/, "主食"],
  [/(糊|露|圆子|布丁|炖奶|牛奶|双皮奶|甜汤|糖水|糖)$/, "甜品点心"],
  [/(汤|羹|煲|盅)(\(.*\))?$/, "汤品"],
  [/(汁|茶|饮|豆浆|奶昔)$/, "饮品"],
];

/** The most likely category of a dish without one: by the end of its name, else by what it is mostly made of. */
export function suggestCategory(name: string, parts: readonly Part[]): string {
  const named = BY_NAME.find(([pattern]) => pattern.test(name.trim()))?.[1];
  if (named === "汤品" && parts.filter((part) => part.isHerb).length >= 2) return "药膳";
  if (named) return named;
  const weight = (pattern: RegExp) =>
    parts.filter((part) => pattern.test(part.category)).reduce((total, part) => total + (part.grams ?? 0), 0);
  const all = weight(/./);
  if (weight(/谷|薯/) > all / 2) return "主食";
  return weight(/肉|禽|畜|鱼|虾|水产|海|蛋/) > all / 4 ? "荤菜" : "素菜";
}
