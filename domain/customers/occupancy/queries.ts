import "server-only";
import { and, eq, gt, inArray, isNull, lte, or } from "drizzle-orm";
import { stays } from "@/db/schema/customers";
import { roomsOf } from "@/domain/centres/queries";
import { assertCentre, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { type Day, dayOf, daysFrom } from "@/lib/time";
import { inHouseOn } from "../stays/in-house";

/** Mothers in the house each night from first to last: who is in, was in, or is booked for it. */
export async function occupancy(
  ctx: Ctx,
  { centreId, from, to }: { centreId: number; from: Day; to: Day },
): Promise<{ day: Day; count: number }[]> {
  const read = reader(ctx, "stays:read");
  assertCentre(read.grant, centreId);
  const rows = await read.db
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
