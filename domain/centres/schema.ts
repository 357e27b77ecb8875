import { z } from "zod";
import { centreStatuses, roomStatuses } from "@/db/enums/centres";
import { amountDue, dayField, flag, id, name, phone, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

const code = z
  .string({ error: "请填代号" })
  .trim()
  .regex(/^[A-Za-z0-9-]{1,20}$/, "代号用字母和数字，最多 20 位")
  .transform((value) => value.toUpperCase());
const optionalPhone = z.union([z.literal("").transform(() => null), phone]).nullable();
const coordinate = (most: number) =>
  z.coerce
    .number({ error: "坐标要填数字" })
    .min(-most, `坐标在 −${most} 到 ${most} 之间`)
    .max(most, `坐标在 −${most} 到 ${most} 之间`);

const centreFields = {
  phone: optionalPhone.optional(),
  address: text(255).optional(),
  latitude: coordinate(90).nullable().optional(),
  longitude: coordinate(180).nullable().optional(),
  openedOn: dayField.nullable().optional(),
};
export const CreateCentre = z.strictObject({ code, name: name("名称"), ...centreFields });
export type CreateCentre = z.infer<typeof CreateCentre>;
export const UpdateCentre = z.strictObject({
  id,
  version,
  code: code.optional(),
  name: name("名称").optional(),
  status: z.enum(centreStatuses).optional(),
  ...centreFields,
});
export type UpdateCentre = z.infer<typeof UpdateCentre>;

export const RowVersion = z.strictObject({ id, version: version.optional() });
export type RowVersion = z.infer<typeof RowVersion>;
export const RowId = z.strictObject({ id });
export type RowId = z.infer<typeof RowId>;

export const ListCentres = pageOf(["id", "name"], "id").extend({
  search: z.string().trim().max(100).optional(),
  archived: flag.optional(),
});
export type ListCentres = z.infer<typeof ListCentres>;

export const CentreOut = z.object({
  id: idOut,
  code: z.string(),
  name: z.string(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  latitude: z.number().nullable(),
  longitude: z.number().nullable(),
  status: z.enum(centreStatuses),
  openedOn: dayOut.nullable(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
  archivedAt: instantOut.nullable(),
});
export type CentreOut = z.infer<typeof CentreOut>;
export const CentresOut = listOut(CentreOut);

export const CreateRoomType = z.strictObject({
  centreId: id.optional(),
  name: name("房型名称", 50),
  dailyPrice: amountDue.optional(),
  maxGuests: z.coerce.number().int().min(1, "至少住 1 人").max(20, "最多 20 人").optional(),
  description: text(1000).optional(),
});
export type CreateRoomType = z.infer<typeof CreateRoomType>;
export const UpdateRoomType = CreateRoomType.omit({ centreId: true }).partial().extend({ id, version });
export type UpdateRoomType = z.infer<typeof UpdateRoomType>;
export const ListRoomTypes = pageOf(["id", "name"], "id").extend({
  centreId: id.optional(),
  archived: flag.optional(),
});
export type ListRoomTypes = z.infer<typeof ListRoomTypes>;
export const RoomTypeOut = z.object({
  id: idOut,
  centreId: idOut,
  name: z.string(),
  dailyPrice: moneyOut,
  maxGuests: z.number().int(),
  description: z.string().nullable(),
  roomCount: z.number().int(),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
});
export type RoomTypeOut = z.infer<typeof RoomTypeOut>;
export const RoomTypesOut = listOut(RoomTypeOut);

export const CreateRoom = z.strictObject({
  centreId: id.optional(),
  roomTypeId: id,
  number: name("房号", 20),
  floor: name("楼层", 20),
  note: text(200).optional(),
});
export type CreateRoom = z.infer<typeof CreateRoom>;
export const UpdateRoom = z.strictObject({
  id,
  version: version.optional(),
  roomTypeId: id.optional(),
  number: name("房号", 20).optional(),
  floor: name("楼层", 20).optional(),
  status: z.enum(roomStatuses).optional(),
  note: text(200).optional(),
});
export type UpdateRoom = z.infer<typeof UpdateRoom>;
export const ListRooms = pageOf(["number", "id"], "number").extend({
  centreId: id.optional(),
  floor: z.string().trim().max(20).optional(),
  status: z.enum(roomStatuses).optional(),
  roomTypeId: id.optional(),
  archived: flag.optional(),
});
export type ListRooms = z.infer<typeof ListRooms>;
export const RoomOut = z.object({
  id: idOut,
  centreId: idOut,
  roomTypeId: idOut,
  roomType: z.string(),
  number: z.string(),
  floor: z.string(),
  status: z.enum(roomStatuses),
  note: z.string().nullable(),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
});
export type RoomOut = z.infer<typeof RoomOut>;
export const RoomsOut = listOut(RoomOut);
