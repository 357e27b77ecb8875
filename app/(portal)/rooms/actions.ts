"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { setRoomStatus } from "@/domain/customers/rooms/commands";
import { checkIn, checkOut, moveStay } from "@/domain/customers/stays/commands";
import { freeRooms } from "@/domain/customers/stays/queries";
import { CheckIn, CheckOut, FreeRooms, MoveStay, SetRoomStatus } from "@/domain/customers/stays/schema";

export const moveStayAction = action({ permission: "stays:edit", input: MoveStay }, fresh(moveStay));

export const checkInAction = action({ permission: "stays:edit", input: CheckIn }, fresh(checkIn));

export const checkOutAction = action({ permission: "stays:edit", input: CheckOut }, fresh(checkOut));

export const setRoomStatusAction = action({ permission: "stays:edit", input: SetRoomStatus }, fresh(setRoomStatus));

/** Rooms that are free for these nights, for choosing one. */
export const freeRoomsAction = action({ permission: "stays:read", input: z.object(FreeRooms.shape) }, freeRooms);
