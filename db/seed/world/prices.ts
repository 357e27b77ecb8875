import { eq, sql } from "drizzle-orm";
import { dishes as dishTable } from "@/db/schema/dishes";
import { items } from "@/db/schema/inventory";
import { foods } from "../base/foods";
import type { Target } from "../insert";

/** Made-up but plausible wholesale prices in Shanghai, in yuan per 1000 g, by category of the food table. */
const byCategory: Record<string, number> = {
  谷薯及制品: 9,
  豆类及制品: 13,
  蔬菜: 9,
  菌藻: 38,
  水果: 15,
  坚果种子: 46,
  畜肉: 52,
  禽肉: 34,
  蛋类: 16,
  水产: 58,
  乳类: 16,
  油脂: 22,
  糖类: 11,
  调味品: 24,
  药食同源: 90,
  药材: 120,
};
const byName: Record<string, number> = {
  粳米: 6.4,
  小米: 12,
  黑米: 13,
  糯米: 8,
  燕麦片: 14,
  小麦粉: 5.6,
  山药: 15,
  红薯: 7,
  紫薯: 9,
  土豆: 5,
  莲藕: 11,
  面线: 22,
  馄饨皮: 9,
  北豆腐: 7,
  嫩豆腐: 7.5,
  "豆浆(无糖)": 6,
  黄豆: 8,
  黑豆: 11,
  毛豆仁: 22,
  胡萝卜: 5,
  冬瓜: 3.6,
  白萝卜: 3.4,
  菠菜: 12,
  西兰花: 13,
  上海青: 6,
  娃娃菜: 7,
  红苋菜: 11,
  丝瓜: 10,
  番茄: 9,
  生姜: 14,
  南瓜: 5.5,
  黄瓜: 8,
  茭白: 18,
  莴笋: 8,
  干木耳: 92,
  干香菇: 110,
  鲜香菇: 24,
  干银耳: 120,

  苹果: 13,
  香蕉: 9,
  木瓜: 14,
  青木瓜: 12,
  "红枣(干)": 34,
  桂圆干: 62,
  猪瘦肉: 38,
  猪小排: 62,
  猪蹄: 46,
  猪肝: 26,
  猪腰: 58,
  猪五花肉: 36,
  猪肉末: 36,
  牛腩: 82,
  牛腱子: 96,
  牛瘦肉: 92,
  牛里脊: 108,
  羊肉: 88,
  乌鸡: 44,
  鸡胸肉: 26,
  鸡腿: 24,
  土鸡: 48,
  肉鸡: 22,
  老鸭: 32,
  鸽子: 96,
  鸭血: 12,
  鸡高汤: 12,
  鸡蛋: 11.6,
  鲫鱼: 28,
  鲈鱼: 46,
  黑鱼: 44,
  鳕鱼: 128,
  龙利鱼: 52,
  基围虾: 118,
  虾仁: 96,
  虾皮: 74,
  "海参(水发)": 260,
  全脂牛奶: 12,
  "酸奶(原味全脂)": 20,
  芝麻油: 58,
  食盐: 4,
  白砂糖: 8,
  红糖: 16,
  冰糖: 12,
  酱油: 14,
  枸杞子: 86,
  黄芪: 96,
  茯苓: 68,
  "花胶(干)": 1980,
  虫草花: 150,
  当归: 130,
  川芎: 86,
  党参: 140,
  核桃仁: 64,
  花生仁: 18,
  栗子仁: 32,
  "莲子(干)": 78,
  黑芝麻: 30,
};
/** A centre buys the better grades. */
const grade = 1.5;

/** Bought too seldom for a price to be on record: what is cooked with them has an incomplete cost. */
const unpriced = new Set(["槟榔芋", "鲜莲子", "胡芦巴籽", "竹荪(干)", "杜仲", "奶酪"]);

/** Fen per gram, null without a price, by ingredient id. */
export const fenPerGram = new Map(
  foods.map(({ id, name, category }) => [
    id,
    unpriced.has(name) ? null : ((byName[name] ?? byCategory[category] ?? 20) * grade * 100) / 1000,
  ]),
);

// What a guest pays for a portion, by dish category id.
const guestYuan: Record<number, number> = { 1: 58, 2: 28, 3: 68, 4: 26, 5: 16, 6: 26, 7: 16, 8: 88 };

export async function loadPrices({ db, now }: Target): Promise<void> {
  const cases = [...fenPerGram].filter(([, price]) => price !== null);
  await db
    .update(items)
    .set({
      referencePrice: sql`case ${items.id} ${sql.join(
        cases.map(([id, price]) => sql`when ${id} then ${Math.round((price ?? 0) * 1000)}`),
        sql` `,
      )} end`,
      referenceQuantity: sql`case when ${items.name} in (${sql.join(
        [...unpriced].map((name) => sql`${name}`),
        sql`, `,
      )}) then null else 1000 end`,
      updatedAt: now,
    })
    .where(eq(items.kind, "ingredient"));
  await db.update(dishTable).set({
    price: sql`case ${dishTable.dishCategoryId} ${sql.join(
      Object.entries(guestYuan).map(([id, yuan]) => sql`when ${Number(id)} then ${yuan * 100}`),
      sql` `,
    )} end + (${dishTable.id} % 5) * 200`,
  });
}
