import "server-only";
import { and, asc, eq, gte, isNull, lte, or, sql } from "drizzle-orm";
import { stayAbsences, stays } from "@/db/schema/customers";
import type { Read } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import { grouped } from "@/lib/grouped";
import { boundsOf, type Day } from "@/lib/time";
import { cutTo, type Present } from "../stays/in-house";

type Stay = Pick<
  typeof stays.$inferSelect,
  "id" | "customerId" | "status" | "checkInDate" | "checkOutDate" | "checkedInAt" | "checkedOutAt" | "companions"
>;
const stayColumns = {
  id: stays.id,
  customerId: stays.customerId,
  status: stays.status,
  checkInDate: stays.checkInDate,
  checkOutDate: stays.checkOutDate,
  checkedInAt: stays.checkedInAt,
  checkedOutAt: stays.checkedOutAt,
  companions: stays.companions,
};
const absenceColumns = { kind: stayAbsences.kind, startsAt: stayAbsences.startsAt, endsAt: stayAbsences.endsAt };
type Absence = Pick<typeof stayAbsences.$inferSelect, "kind" | "startsAt" | "endsAt">;
export type StayBetween = Stay & { absences: Absence[] };

/** Every stay that may count on some day of a period, with its absences: one statement. `presentAmong` cuts it to a day. */
export const staysBetween = (read: Pick<Read, "db">, centreId: number, from: Day, to: Day): Promise<StayBetween[]> =>
  throughCache(read, `customers:stays:${centreId}:${from}:${to}`, ["stay", "stay_absence"], (db) =>
    loadStays(db, centreId, from, to),
  );

async function loadStays(db: Read["db"], centreId: number, from: Day, to: Day): Promise<StayBetween[]> {
  const rows = await db
    .select({ stay: stayColumns, absence: absenceColumns })
    .from(stays)
    .leftJoin(stayAbsences, eq(stayAbsences.stayId, stays.id))
    .where(
      and(
        eq(stays.centreId, centreId),
        or(
          and(
            eq(stays.status, "booked"),
            lte(stays.checkInDate, to),
            or(isNull(stays.checkOutDate), gte(stays.checkOutDate, from)),
          ),
          eq(stays.status, "checked_in"),
          and(eq(stays.status, "checked_out"), sql`${stays.checkedOutAt} >= ${boundsOf(from).start}`),
        ),
      ),
    )
    .orderBy(asc(stays.id), asc(stayAbsences.startsAt));
  return [...grouped(rows, (row) => row.stay.id).values()].flatMap(([first, ...more]) =>
    first ? [{ ...first.stay, absences: [first, ...more].flatMap(({ absence }) => absence ?? []) }] : [],
  );
}

/** presentOn, of stays that have been read already. */
export function presentAmong(among: readonly StayBetween[], on: Day, today: Day): Present[] {
  const { start, end } = boundsOf(on);
  return among
    .filter((stay) => {
      const isOpen = stay.checkOutDate === null || stay.checkOutDate >= on;
      if (stay.status === "booked") return stay.checkInDate <= on && isOpen;
      if (stay.checkedInAt === null || stay.checkedInAt >= end) return false;
      if (stay.status === "checked_in") return isOpen || on <= today;
      return stay.status === "checked_out" && stay.checkedOutAt !== null && stay.checkedOutAt >= start;
    })
    .map(({ absences, ...stay }) => ({
      ...stay,
      absences: absences
        .filter((absence) => absence.startsAt < end && (absence.endsAt === null || absence.endsAt > start))
        .map((absence) => cutTo(on, absence)),
    }));
}
