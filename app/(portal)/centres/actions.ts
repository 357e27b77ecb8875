"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import {
  archiveCentre,
  archiveRoomType,
  createCentre,
  createRoom,
  createRoomType,
  updateCentre,
  updateRoom,
  updateRoomType,
} from "@/domain/centres/commands";
import {
  CreateCentre,
  CreateRoom,
  CreateRoomType,
  RowVersion,
  UpdateCentre,
  UpdateRoom,
  UpdateRoomType,
} from "@/domain/centres/schema";
import { archiveRoom } from "@/domain/customers/rooms/commands";

const permission = "centres:edit" as const;
export const createCentreAction = action({ permission, input: CreateCentre }, fresh(createCentre));
export const updateCentreAction = action({ permission, input: UpdateCentre }, fresh(updateCentre));
export const archiveCentreAction = action({ permission, input: RowVersion }, fresh(archiveCentre));
export const createRoomTypeAction = action({ permission, input: CreateRoomType }, fresh(createRoomType));
export const updateRoomTypeAction = action({ permission, input: UpdateRoomType }, fresh(updateRoomType));
export const archiveRoomTypeAction = action({ permission, input: RowVersion }, fresh(archiveRoomType));
export const createRoomAction = action({ permission, input: CreateRoom }, fresh(createRoom));
export const updateRoomAction = action({ permission, input: UpdateRoom }, fresh(updateRoom));
export const archiveRoomAction = action({ permission, input: RowVersion }, fresh(archiveRoom));
