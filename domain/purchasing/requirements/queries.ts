import "server-only";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { type OffersOf, requirementsWith } from "@/domain/kitchen/requirements/queries";
import type { RequirementsInput, RequirementsOut } from "@/domain/kitchen/requirements/schema";
import { offersOf } from "../suppliers/queries";

/** The kitchen's requirements with what to buy, from whom and by when. */
export const requirements = (ctx: Ctx, input: RequirementsInput): Promise<RequirementsOut> =>
  requirementsWith(ctx, input, offers);

/** The same to take away; who does it is written down. */
export async function exportRequirements(ctx: Ctx, input: RequirementsInput): Promise<RequirementsOut> {
  const found = await requirementsWith(ctx, input, offers, "kitchen:export");
  const { centreId, from, to, suggestions } = found;
  await command(ctx, "kitchen:export", (tx) =>
    audit(tx, "supplier_item.exported", null, { id: 0, centreId }, { from, to, rows: suggestions.length }),
  );
  return found;
}

const offers: OffersOf = ({ db }, itemIds) => offersOf(db, itemIds);

export type Shortage = Pick<
  RequirementsOut["items"][number],
  "itemId" | "name" | "unit" | "stock" | "incoming" | "short" | "firstShortOn" | "coveredUntil"
> & {
  /** One cell a day, from today. */
  cells: RequirementsOut["items"][number]["days"][number]["state"][];
  /** By when it must be ordered, and how much; null when nothing has to be bought. */
  order: { by: string; quantity: number; unit: string; isLate: boolean } | null;
};

/** For the kitchen's home: the items that run short first, at most `limit`, and how many there are in all. */
export async function shortages(
  ctx: Ctx,
  centreId?: number,
  limit = 5,
): Promise<{ items: Shortage[]; count: number; days: number }> {
  const found = await requirements(ctx, { centreId });
  const short = found.items.filter((item) => item.short > 0);
  return {
    count: short.length,
    days: found.days.length,
    items: short
      .slice(0, limit)
      .map(({ itemId, name, unit, stock, incoming, short: missing, firstShortOn, coveredUntil, days }) => {
        const first = found.suggestions.find((one) => one.itemId === itemId);
        return {
          itemId,
          name,
          unit,
          stock,
          incoming,
          short: missing,
          firstShortOn,
          coveredUntil,
          cells: days.map((day) => day.state),
          order: first ? { by: first.orderBy, quantity: first.quantity, unit: first.unit, isLate: first.isLate } : null,
        };
      }),
  };
}
