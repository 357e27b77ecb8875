import "server-only";
import { and, asc, eq, gte, inArray, isNull, lt, lte, or, type SQL, sql } from "drizzle-orm";
import { stayAbsences, stays } from "@/db/schema/customers";
import type { Read } from "@/domain/core/access";
import { throughCache } from "@/domain/core/through-cache";
import { grouped } from "@/lib/grouped";
import { boundsOf, type Clock, clockOf, type Day, dayOf } from "@/lib/time";
import { type PersonHeader, personHeaders } from "../headers/persons";

type Db = Read["db"];

/** An absence cut to one day: local clock from–to, "24:00" being its end. */
export type DayAbsence = { kind: "outing" | "hospital"; from: Clock; to: Clock; isWholeDay: boolean };

export type InHouse = PersonHeader & {
  stayId: number;
  /** Checked in; false is expected but not here yet. */
  isIn: boolean;
  /** The day she leaves: no night follows. */
  isLeaving: boolean;
  checkInDate: Day;
  checkOutDate: Day | null;
  companions: number;
  absences: DayAbsence[];
};

/** A stay that counts on a day, with its absences cut to that day. */
export type Present = Pick<
  typeof stays.$inferSelect,
  "id" | "customerId" | "status" | "checkInDate" | "checkOutDate" | "checkedOutAt" | "companions"
> & { absences: DayAbsence[] };

/**
 * Who is to be fed in a centre on a day: everyone with a night there, and those who leave that day. Who is checked in counts until
 * checked out, however late; who is booked counts from the planned day. By floor and room.
 */
export async function inHouseOn(
  read: Pick<Read, "db">,
  centreId: number,
  on: Day,
  today: Day = on,
): Promise<InHouse[]> {
  const present = await presentOn(read, centreId, on, today);
  const ids = present.map((stay) => stay.customerId);
  return inHouseOf(present, await personHeaders(read.db, ids, on), on);
}

/** The stays behind inHouseOn, for who reads the persons himself: one statement, remembered until a stay changes. */
export const presentOn = (read: Pick<Read, "db">, centreId: number, on: Day, today: Day = on): Promise<Present[]> =>
  throughCache(read, `customers:present:${centreId}:${on}:${today}`, ["stay", "stay_absence"], (db) =>
    loadPresent(db, centreId, on, today),
  );

async function loadPresent(db: Db, centreId: number, on: Day, today: Day): Promise<Present[]> {
  const { start, end } = boundsOf(on);
  const rows = await db
    .select({
      stay: {
        id: stays.id,
        customerId: stays.customerId,
        status: stays.status,
        checkInDate: stays.checkInDate,
        checkOutDate: stays.checkOutDate,
        checkedOutAt: stays.checkedOutAt,
        companions: stays.companions,
      },
      absence: stayAbsences,
    })
    .from(stays)
    .leftJoin(stayAbsences, and(eq(stayAbsences.stayId, stays.id), touches(on)))
    .where(
      and(
        eq(stays.centreId, centreId),
        or(
          and(
            eq(stays.status, "booked"),
            lte(stays.checkInDate, on),
            or(isNull(stays.checkOutDate), gte(stays.checkOutDate, on)),
          ),
          and(
            eq(stays.status, "checked_in"),
            lt(stays.checkedInAt, end),
            or(isNull(stays.checkOutDate), gte(stays.checkOutDate, on), on <= today ? sql`true` : undefined),
          ),
          and(eq(stays.status, "checked_out"), lt(stays.checkedInAt, end), gte(stays.checkedOutAt, start)),
        ),
      ),
    )
    .orderBy(asc(stays.id), asc(stayAbsences.startsAt));
  return [...grouped(rows, (row) => row.stay.id).values()].flatMap((own) =>
    own[0] ? [{ ...own[0].stay, absences: own.flatMap(({ absence }) => (absence ? [cutTo(on, absence)] : [])) }] : [],
  );
}

/** Stays with the headers of their customers, by floor and room. */
export const inHouseOf = (
  present: readonly Present[],
  headers: ReadonlyMap<number, PersonHeader>,
  on: Day,
): InHouse[] =>
  present
    .flatMap(({ id, customerId, status, checkedOutAt, ...stay }): InHouse[] => {
      const header = headers.get(customerId);
      if (!header) return [];
      const isLeaving = checkedOutAt ? dayOf(checkedOutAt) === on : stay.checkOutDate === on;
      return [{ ...header, ...stay, stayId: id, isIn: status !== "booked", isLeaving }];
    })
    .sort(
      (a, b) =>
        (a.floor ?? "~").localeCompare(b.floor ?? "~", "zh", { numeric: true }) ||
        (a.room ?? "~").localeCompare(b.room ?? "~", "zh", { numeric: true }),
    );

/** Absences of these stays that touch a day, cut to it. */
export async function absencesOn(db: Db, stayIds: readonly number[], on: Day): Promise<Map<number, DayAbsence[]>> {
  if (stayIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(stayAbsences)
    .where(and(inArray(stayAbsences.stayId, [...stayIds]), touches(on)))
    .orderBy(asc(stayAbsences.startsAt));
  return new Map([...grouped(rows, (row) => row.stayId)].map(([id, list]) => [id, list.map((row) => cutTo(on, row))]));
}

/** Where-clause: an absence that has a part in a day. */
function touches(on: Day): SQL | undefined {
  const { start, end } = boundsOf(on);
  return and(
    sql`${stayAbsences.startsAt} < ${end}`,
    or(isNull(stayAbsences.endsAt), sql`${stayAbsences.endsAt} > ${start}`),
  );
}

/** An absence as a day sees it. */
export function cutTo(
  on: Day,
  absence: Pick<typeof stayAbsences.$inferSelect, "kind" | "startsAt" | "endsAt">,
): DayAbsence {
  const { start, end } = boundsOf(on);
  const from = absence.startsAt <= start ? ("00:00" as Clock) : clockOf(absence.startsAt);
  const to = absence.endsAt === null || absence.endsAt >= end ? ("24:00" as Clock) : clockOf(absence.endsAt);
  return { kind: absence.kind, from, to, isWholeDay: from === "00:00" && to === "24:00" };
}
