"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { setRoomStatus } from "@/domain/customers/rooms/commands";
import { checkIn, checkOut, moveStay } from "@/domain/customers/stays/commands";
import { freeRooms } from "@/domain/customers/stays/queries";
import { CheckIn, CheckOut, FreeRooms, MoveStay, SetRoomStatus } from "@/domain/customers/stays/schema";

const refreshed = <T>(answer: T): T => {
  revalidatePath("/", "layout");
  return answer;
};

export const moveStayAction = action({ permission: "stays:edit", input: MoveStay }, async (ctx, input) =>
  refreshed(await moveStay(ctx, input)),
);

export const checkInAction = action({ permission: "stays:edit", input: CheckIn }, async (ctx, input) =>
  refreshed(await checkIn(ctx, input)),
);

export const checkOutAction = action({ permission: "stays:edit", input: CheckOut }, async (ctx, input) =>
  refreshed(await checkOut(ctx, input)),
);

export const setRoomStatusAction = action({ permission: "stays:edit", input: SetRoomStatus }, async (ctx, input) =>
  refreshed(await setRoomStatus(ctx, input)),
);

/** Rooms that are free for these nights, for choosing one. */
export const freeRoomsAction = action({ permission: "stays:read", input: z.object(FreeRooms.shape) }, freeRooms);
