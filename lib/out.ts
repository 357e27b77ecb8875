import { z } from "zod";
import type { Fen } from "./money";
import type { Clock, Day } from "./time";

/** The kinds of value that API answers share; lib/wire.ts turns them into what the outside sees. */

export const instantOut = z.custom<Date>().meta({ type: "string", format: "date-time" });
export const dayOut = z.custom<Day>().meta({ type: "string", format: "date" });
export const clockOut = z.custom<Clock>().meta({ type: "string", pattern: "^\\d{2}:\\d{2}$" });
export const moneyOut = z.custom<Fen>().meta({ unit: "fen" });
export const idOut = z.number().int();

/** A page of rows: `{ rows, total, page, pageSize }` inside, `{ items, total, page, page_size, pages }` outside. */
export const listOut = <T extends z.ZodType>(item: T) =>
  z
    .object({ rows: z.array(item), total: z.number().int(), page: z.number().int(), pageSize: z.number().int() })
    .meta({ list: true });

/** The same with more beside the rows (how many are open). */
export const listWith = <T extends z.ZodType, E extends z.ZodRawShape>(item: T, besides: E) =>
  z
    .object({
      rows: z.array(item),
      total: z.number().int(),
      page: z.number().int(),
      pageSize: z.number().int(),
      ...besides,
    })
    .meta({ list: true });

export const created = z.object({ id: idOut, version: z.number().int().optional() });
export const nothing = z.null();
