import { numberSequences } from "@/db/schema/core";
import type { Day } from "@/lib/time";
import { insertAll, type Target } from "../insert";

/** Numbers as the program gives them (prefix, day, sequence), so that its own go on after the world's. */
export type Numbers = { next: (prefix: string, day: Day) => string; save: (target: Target) => Promise<void> };

export function numbering(): Numbers {
  const last = new Map<string, { prefix: string; seqDay: Day; lastNumber: number }>();
  return {
    next(prefix, seqDay) {
      const key = `${prefix}${seqDay}`;
      const row = last.get(key) ?? { prefix, seqDay, lastNumber: 0 };
      last.set(key, { ...row, lastNumber: row.lastNumber + 1 });
      return `${prefix}${seqDay.replaceAll("-", "")}${String(row.lastNumber + 1).padStart(3, "0")}`;
    },
    save: ({ db }) => insertAll(db, numberSequences, [...last.values()]),
  };
}
