import "server-only";
import { and, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { stays } from "@/db/schema/customers";
import { roomsOf } from "@/domain/centres/queries";
import { assertCentre, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { addDays, type Day, dayOf, daysFrom } from "@/lib/time";
import { inHouseOn } from "../stays/in-house";

/** Mothers in the house each night from first to last: who is in, was in, or is booked for it. */
export async function occupancy(
  ctx: Ctx,
  { centreId, from, to }: { centreId: number; from: Day; to: Day },
): Promise<{ day: Day; count: number }[]> {
  const read = reader(ctx, "stays:read");
  assertCentre(read.grant, centreId);
  const nights = read.db
    .select({ checkIn: stays.checkInDate, checkOut: stays.checkOutDate, checkedOutAt: stays.checkedOutAt })
    .from(stays)
    .where(
      and(
        eq(stays.centreId, centreId),
        inArray(stays.status, ["booked", "checked_in", "checked_out"]),
        lte(stays.checkInDate, to),
        or(isNull(stays.checkOutDate), gt(stays.checkOutDate, from)),
      ),
    );
  const rows = await readThroughCache(read, nights);
  const left = rows.map((row) => (row.checkedOutAt ? dayOf(row.checkedOutAt) : row.checkOut));
  return daysFrom(from, to).map((day) => ({
    day,
    count: rows.filter((row, i) => row.checkIn <= day && (left[i] === null || (left[i] ?? "") > day)).length,
  }));
}

/** Every room of a centre with who sleeps there tonight. */
export async function roomBoard(ctx: Ctx, { centreId }: { centreId: number }) {
  const read = reader(ctx, "stays:read");
  assertCentre(read.grant, centreId);
  const today = dayOf(ctx.now);
  const [rooms, house] = await Promise.all([roomsOf(read, centreId), inHouseOn(read, centreId, today)]);
  const byRoom = new Map(house.flatMap((person) => (person.room ? [[person.room, person] as const] : [])));
  return { rooms: rooms.map((room) => ({ ...room, person: byRoom.get(room.number) ?? null })), house };
}

type HouseFigures = {
  tonight: number;
  /** Mothers a night, booked ones included. */
  average: number;
  arrivalsToday: number;
  departuresToday: number;
  arrivalsSoon: number;
  departuresSoon: number;
};

/** How full several centres are tonight and over the nights to come, and who comes and goes today and within `days`. */
export async function houseFigures(
  ctx: Ctx,
  { centreIds, nights, days }: { centreIds: readonly number[]; nights: number; days: number },
): Promise<Map<number, HouseFigures>> {
  const read = reader(ctx, "stays:read");
  const today = dayOf(ctx.now);
  const last = addDays(today, days - 1);
  for (const centreId of centreIds) assertCentre(read.grant, centreId);
  const open = read.db
    .select({
      centreId: stays.centreId,
      status: stays.status,
      checkIn: stays.checkInDate,
      checkOut: stays.checkOutDate,
    })
    .from(stays)
    .where(and(inArray(stays.centreId, [...centreIds]), inArray(stays.status, ["booked", "checked_in"])));
  const rows = centreIds.length === 0 ? [] : await readThroughCache(read, open);
  return new Map(
    centreIds.map((centreId) => {
      const own = rows.filter((row) => row.centreId === centreId);
      const counts = daysFrom(today, addDays(today, nights - 1)).map(
        (night) => own.filter(({ checkIn, checkOut }) => checkIn <= night && (checkOut ?? "9") > night).length,
      );
      const arriving = (until: Day) => own.filter((row) => row.status === "booked" && row.checkIn <= until).length;
      const leaving = (until: Day) =>
        own.filter((row) => row.status === "checked_in" && row.checkOut !== null && row.checkOut <= until).length;
      const figures = {
        tonight: counts[0] ?? 0,
        average: counts.reduce((sum, n) => sum + n, 0) / Math.max(1, nights),
        arrivalsToday: arriving(today),
        departuresToday: leaving(today),
        arrivalsSoon: arriving(last),
        departuresSoon: leaving(last),
      };
      return [centreId, figures];
    }),
  );
}
