import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { numberSequences } from "@/db/schema/core";
import type { Day } from "@/lib/time";
import type { Tx } from "./access";

/** The next number of a prefix and business day, "CMP20260201001": the counter row is locked until the command commits. */
export async function nextNumber(tx: Tx, prefix: string, day: Day, digits = 3): Promise<string> {
  const [number] = await nextNumbers(tx, prefix, day, 1, digits);
  if (!number) throw new Error("no number was taken");
  return number;
}

/** Several at once, in a row: what is issued for a whole house takes its numbers in one step. */
export async function nextNumbers(tx: Tx, prefix: string, day: Day, count: number, digits = 3): Promise<string[]> {
  if (count === 0) return [];
  const mine = and(eq(numberSequences.prefix, prefix), eq(numberSequences.seqDay, day));
  await tx.db
    .insert(numberSequences)
    .values({ prefix, seqDay: day, lastNumber: count })
    .onDuplicateKeyUpdate({ set: { lastNumber: sql`${numberSequences.lastNumber} + ${count}` } });
  const [row] = await tx.db.select({ last: numberSequences.lastNumber }).from(numberSequences).where(mine);
  if (!row) throw new Error("the counter just taken is missing");
  const first = row.last - count + 1;
  return Array.from(
    { length: count },
    (_, i) => `${prefix}${day.replaceAll("-", "")}${String(first + i).padStart(digits, "0")}`,
  );
}
