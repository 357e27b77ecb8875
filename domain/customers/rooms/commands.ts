import "server-only";
import { and, eq, gt, inArray, isNull, or } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import { customers, stayRooms, stays } from "@/db/schema/customers";
import { changeRoom, hideRoom } from "@/domain/centres/commands";
import type { RowVersion } from "@/domain/centres/schema";
import { command } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { conflict } from "@/lib/errors";
import { dayOf } from "@/lib/time";
import type { SetRoomStatus } from "../stays/schema";

/** Hides a room that nobody has and nobody has booked. */
export function archiveRoom(ctx: Ctx, input: RowVersion) {
  return command(ctx, "centres:edit", async (tx) => {
    await tx.db.select({ id: rooms.id }).from(rooms).where(eq(rooms.id, input.id)).for("update");
    const [taken] = await tx.db
      .select({ name: customers.name, number: rooms.number, fromDay: stayRooms.fromDay })
      .from(stayRooms)
      .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
      .innerJoin(stays, eq(stays.id, stayRooms.stayId))
      .innerJoin(customers, eq(customers.id, stays.customerId))
      .where(
        and(
          eq(stayRooms.roomId, input.id),
          inArray(stays.status, ["booked", "checked_in"]),
          or(isNull(stayRooms.untilDay), gt(stayRooms.untilDay, dayOf(tx.now))),
        ),
      )
      .limit(1);
    const after = await hideRoom(tx, input); // first, so that a room of another centre is not named
    if (taken) throw conflict(`${taken.number} 从 ${taken.fromDay} 起是${taken.name}的，先给她换房`);
    return after;
  });
}

/** The front desk says whether a room can be moved into. */
export function setRoomStatus(ctx: Ctx, input: SetRoomStatus) {
  return command(ctx, "stays:edit", (tx) => changeRoom(tx, input));
}
