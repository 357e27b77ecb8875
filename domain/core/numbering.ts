import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { numberSequences } from "@/db/schema/core";
import type { Day } from "@/lib/time";
import type { Tx } from "./access";

/** The next number of a prefix and business day, "CMP20260201001": the counter row is locked until the command commits. */
export async function nextNumber(tx: Tx, prefix: string, day: Day, digits = 3): Promise<string> {
  const mine = and(eq(numberSequences.prefix, prefix), eq(numberSequences.seqDay, day));
  await tx.db
    .insert(numberSequences)
    .values({ prefix, seqDay: day, lastNumber: 1 })
    .onDuplicateKeyUpdate({ set: { lastNumber: sql`${numberSequences.lastNumber} + 1` } });
  const [row] = await tx.db.select({ last: numberSequences.lastNumber }).from(numberSequences).where(mine);
  if (!row) throw new Error("the counter just taken is missing");
  return `${prefix}${day.replaceAll("-", "")}${String(row.last).padStart(digits, "0")}`;
}
