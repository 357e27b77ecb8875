import "server-only";
import { command, type Read, reader } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { movementsAfter } from "./movements/queries";
import type { ListMovements } from "./movements/schema";
import { stockAfter } from "./stock/queries";
import type { ListStock } from "./stock/schema";

const CHUNK = 500;

/** Every row of a list, without paging, by id; at most `cap` of them. The taking-away itself is written down. */
export const exportStock = (ctx: Ctx, input: ListStock, cap: number) =>
  taken(ctx, "inventory_item.exported", input, cap, stockAfter);

export const exportMovements = (ctx: Ctx, input: ListMovements, cap: number) =>
  taken(ctx, "stock_movement.exported", input, cap, movementsAfter);

async function taken<Input extends { page: number; pageSize: number; sort: string }, Row extends { id: number }>(
  ctx: Ctx,
  what: `${string}.exported`,
  input: Input,
  cap: number,
  after: (read: Read, input: Input, lastId: number, limit: number) => Promise<Row[]>,
): Promise<Row[]> {
  const read = reader(ctx, "inventory:export");
  const rows: Row[] = [];
  for (let lastId = 0; rows.length < cap; ) {
    const next = await after(read, input, lastId, Math.min(CHUNK, cap - rows.length));
    const last = next.at(-1);
    if (!last) break;
    rows.push(...next);
    lastId = last.id;
  }
  const { page, pageSize, sort, ...filter } = input;
  await command(ctx, "inventory:export", (tx) => audit(tx, what, null, { id: 0 }, { filter, rows: rows.length }));
  return rows;
}
