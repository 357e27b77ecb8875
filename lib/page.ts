import { z } from "zod";

/**
 * Every list takes the same parameters, in the URL and in the API alike: `page` from 1, `page_size` up to 100, `sort` as
 * "-createdAt" (a minus is descending). The keys that may sort are an enum; the first one given is the default order.
 */
export const pageOf = <K extends string>(sortable: readonly [K, ...K[]], defaultSort?: K | `-${K}`) => {
  const given = sortable.flatMap((key) => [key, `-${key}`] as const) as unknown as [K | `-${K}`, ...(K | `-${K}`)[]];
  return z.object({
    page: z.coerce.number().int().min(1).max(1_000_000).default(1),
    pageSize: z.coerce.number().int().min(1).max(100).default(20),
    sort: z.enum(given).default((defaultSort ?? `-${sortable[0]}`) as never),
  });
};

export type PageInput = { page: number; pageSize: number };
export type Page<Row> = { rows: Row[]; total: number; page: number; pageSize: number };

/** Counting every row of years costs more than the page shown: a total of this means "10,000 or more". */
export const COUNTED_AT_MOST = 10_001;

export const offsetOf = (input: PageInput) => (input.page - 1) * input.pageSize;

/** "-createdAt" → which column, which way. */
export function sortOf<K extends string>(sort: K | `-${K}`): { key: K; dir: "asc" | "desc" } {
  return sort.startsWith("-") ? { key: sort.slice(1) as K, dir: "desc" } : { key: sort as K, dir: "asc" };
}
