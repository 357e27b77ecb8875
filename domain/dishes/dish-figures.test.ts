import { inArray } from "drizzle-orm";
import { describe, expect, it } from "vitest";
import { dishNutrition } from "@/db/schema/dishes";
import { type DishData, dishData } from "@/db/seed/data";
import { command, reader } from "@/domain/core/access";
import { unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { rolledBack } from "@/domain/testing";
import { recomputeNutrition } from "./nutrition";
import { dishCards } from "./queries";
import type { DishCard } from "./rules";

const data = dishData();

/** The share by which the reference file says that its figures may be off: "treat +/-25%". */
const STATED = Number(/treat \+\/-(\d+)%/.exec(data.note)?.[1]) / 100;

/** The file prints at most one decimal of these and two of the others; half of the last place is no deviation. */
const oneDecimal = new Set(["energy_kcal", "calcium_mg", "sodium_mg", "vitc_mg", "vita_ug_rae", "cholesterol_mg"]);
const halfPlace = (code: string) => (oneDecimal.has(code) ? 0.05 : 0.005);

type Deviation = { dish: string; code: string; stated: number; found: number | undefined; share: number };

function deviations(cards: ReadonlyMap<string, DishCard>, dishes: readonly DishData[]): Deviation[] {
  return dishes.flatMap((dish) =>
    Object.entries(dish.nutrition).map(([code, stated]) => {
      const found = cards.get(dish.name)?.nutrition[code];
      const off = found === undefined ? Number.POSITIVE_INFINITY : Math.abs(found - stated) - halfPlace(code);
      return { dish: dish.name, code, stated, found, share: off <= 1e-9 ? 0 : off / stated };
    }),
  );
}

async function byName(ctx: Ctx): Promise<Map<string, DishCard>> {
  const cards = await dishCards(reader(ctx, "dishes:read"));
  return new Map([...cards.values()].map((card) => [card.name, card]));
}

describe("nutrition of the 121 dishes against the reference figures", () => {
  it("states its tolerance and covers every dish", () => {
    expect(STATED).toBe(0.25);
    expect(data.dishes).toHaveLength(121);
    expect(data.dishes.every((dish) => Object.keys(dish.nutrition).length >= 11)).toBe(true);
  });

  it("agrees as it is stored: far inside the tolerance, within 1 % beyond rounding", () =>
    rolledBack(async (as) => {
      const all = deviations(await byName(as(["dishes:read"])), data.dishes);
      expect(all.filter(({ share }) => share > STATED)).toEqual([]);
      expect(all.filter(({ share }) => share > 0.01)).toEqual([]);
    }));

  it("agrees when it is computed anew from ingredients, edible part and amounts per 100 g", () =>
    rolledBack(async (as, tx) => {
      const ctx = as(["dishes:read", "dishes:edit"]);
      const ids = [...(await byName(ctx)).values()].map((card) => card.id);
      await tx.delete(dishNutrition).where(inArray(dishNutrition.dishId, ids));
      await command(ctx, "dishes:edit", async (inner) => {
        await recomputeNutrition(inner, ids);
        unchanged(inner);
      });
      const all = deviations(await byName(ctx), data.dishes);
      expect(all.filter(({ share }) => share > 0.01)).toEqual([]);
    }));
});
