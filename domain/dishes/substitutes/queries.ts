import "server-only";
import { asc, eq, inArray } from "drizzle-orm";
import { dishes, dishSubstitutes } from "@/db/schema/dishes";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { grouped } from "@/lib/grouped";
import { dishCards, type Reading } from "../queries";
import type { DishSubstitutes, Substitutes } from "./schema";

/** The substitution list of a dish, in order. */
export const substitutesOfDish = (ctx: Ctx, input: DishSubstitutes): Promise<Substitutes> =>
  listOf(reader(ctx, "dishes:read"), input.id);

/** The same inside a command. */
export async function listOf(read: Reading, dishId: number): Promise<Substitutes> {
  const [dish] = await read.db
    .select({ id: dishes.id, name: dishes.name, version: dishes.version })
    .from(dishes)
    .where(eq(dishes.id, dishId));
  if (!dish) throw notFound("这道菜");
  const ids = (await substitutesOf(read, [dishId])).get(dishId) ?? [];
  const cards = await dishCards(read, [dishId, ...ids]);
  const slots = cards.get(dishId)?.slotIds ?? [];
  return {
    ...dish,
    substitutes: ids.flatMap((id) => {
      const card = cards.get(id);
      if (!card) return [];
      const suitsSlots = card.slotIds.some((slot) => slots.includes(slot));
      return [{ id, name: card.name, category: card.category, isAvailable: card.isAvailable, suitsSlots }];
    }),
  };
}

/** Building block: what may stand in for each of these dishes, in the order it is tried. */
export async function substitutesOf(
  { db }: Pick<Read, "db">,
  dishIds: readonly number[],
): Promise<Map<number, number[]>> {
  if (dishIds.length === 0) return new Map();
  const rows = await db
    .select({ dishId: dishSubstitutes.dishId, id: dishSubstitutes.substituteDishId })
    .from(dishSubstitutes)
    .where(inArray(dishSubstitutes.dishId, [...new Set(dishIds)]))
    .orderBy(asc(dishSubstitutes.position), asc(dishSubstitutes.id));
  return new Map([...grouped(rows, (row) => row.dishId)].map(([dishId, list]) => [dishId, list.map((row) => row.id)]));
}
