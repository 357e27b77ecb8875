import { z } from "zod";
import { roomStatuses } from "@/db/enums/centres";
import { stayAbsenceKinds, stayStatuses } from "@/db/enums/customers";
import { stageGuideStages } from "@/db/enums/dishes";
import { clockField, dayField, id, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

const companions = z.coerce
  .number({ error: "陪护人数要填数字" })
  .int()
  .min(0, "陪护人数不能小于 0")
  .max(10, "陪护最多 10 人");

export const BookStay = z.strictObject({
  customerId: id,
  roomId: id.nullable().optional(),
  roomTypeId: id.nullable().optional(),
  checkInDate: dayField,
  checkOutDate: dayField.nullable().optional(),
  companions: companions.optional(),
  note: text(200).optional(),
});
export type BookStay = z.infer<typeof BookStay>;

export const UpdateStay = z.strictObject({
  id,
  version: version.optional(),
  roomTypeId: id.nullable().optional(),
  checkInDate: dayField.optional(),
  checkOutDate: dayField.nullable().optional(),
  companions: companions.optional(),
  note: text(200).optional(),
});
export type UpdateStay = z.infer<typeof UpdateStay>;

export const CheckIn = z.strictObject({ id, version: version.optional(), roomId: id.nullable().optional() });
export type CheckIn = z.infer<typeof CheckIn>;
export const CheckOut = z.strictObject({ id, version: version.optional(), note: text(200).optional() });
export type CheckOut = z.infer<typeof CheckOut>;
export const MoveStay = z.strictObject({ id, version: version.optional(), roomId: id, fromDay: dayField.optional() });
export type MoveStay = z.infer<typeof MoveStay>;
export const CancelStay = z.strictObject({
  id,
  version: version.optional(),
  reason: text(200).optional(),
  noShow: z.boolean().optional(),
});
export type CancelStay = z.infer<typeof CancelStay>;

export const AddAbsence = z.strictObject({
  id: id.meta({ description: "入住" }),
  kind: z.enum(stayAbsenceKinds, { error: "请选择外出或住院" }),
  fromDay: dayField,
  fromTime: clockField.optional(),
  toDay: dayField.nullable().optional(),
  toTime: clockField.optional(),
  isExtending: z.boolean().optional(),
  note: text(200).optional(),
});
export type AddAbsence = z.infer<typeof AddAbsence>;
export const EndAbsence = z.strictObject({
  id,
  stayId: id.optional(),
  version: version.optional(),
  toDay: dayField,
  toTime: clockField.optional(),
});
export type EndAbsence = z.infer<typeof EndAbsence>;

export const StayId = z.strictObject({ id });
export type StayId = z.infer<typeof StayId>;

export const ListStays = pageOf(["checkIn", "checkOut"], "-checkIn").extend({
  centreId: id.optional(),
  customerId: id.optional(),
  status: z.enum(stayStatuses).optional(),
  from: dayField.optional(),
  to: dayField.optional(),
});
export type ListStays = z.infer<typeof ListStays>;

const nightOut = z.object({ roomId: idOut, room: z.string(), fromDay: dayOut, untilDay: dayOut.nullable() });
export const AbsenceOut = z.object({
  id: idOut,
  stayId: idOut,
  kind: z.enum(stayAbsenceKinds),
  startsAt: instantOut,
  endsAt: instantOut.nullable(),
  isExtending: z.boolean(),
  note: z.string().nullable(),
  version: z.number().int(),
});
export type AbsenceOut = z.infer<typeof AbsenceOut>;
export const AbsencesOut = z.object({ items: z.array(AbsenceOut) });

export const StayOut = z.object({
  id: idOut,
  centreId: idOut,
  customerId: idOut,
  customerName: z.string(),
  patientId: idOut,
  status: z.enum(stayStatuses),
  roomTypeId: idOut.nullable(),
  room: z.string().nullable(),
  checkInDate: dayOut,
  checkOutDate: dayOut.nullable(),
  checkedInAt: instantOut.nullable(),
  checkedOutAt: instantOut.nullable(),
  companions: z.number().int(),
  note: z.string().nullable(),
  nights: z.array(nightOut),
  version: z.number().int(),
});
export type StayOut = z.infer<typeof StayOut>;
export const StaysOut = listOut(StayOut);

export const CalendarQuery = z.object({ centreId: id.optional(), from: dayField.optional(), to: dayField.optional() });
export type CalendarQuery = z.infer<typeof CalendarQuery>;

const blockOut = z.object({
  stayId: idOut,
  version: z.number().int(),
  customerId: idOut,
  customerName: z.string(),
  status: z.enum(stayStatuses),
  checkInDate: dayOut,
  checkOutDate: dayOut.nullable(),
  fromDay: dayOut,
  untilDay: dayOut.nullable(),
  stage: z.enum(stageGuideStages).nullable(),
  isAway: z.boolean(),
});
export const CalendarOut = z.object({
  centreId: idOut,
  from: dayOut,
  to: dayOut,
  rooms: z.array(
    z.object({
      id: idOut,
      number: z.string(),
      floor: z.string(),
      status: z.enum(roomStatuses),
      version: z.number().int(),
      roomTypeId: idOut,
      roomType: z.string(),
      note: z.string().nullable(),
      nights: z.array(blockOut),
    }),
  ),
  unassigned: z.array(blockOut.omit({ fromDay: true, untilDay: true, isAway: true })),
  occupancy: z.array(z.object({ day: dayOut, taken: z.number().int(), rooms: z.number().int() })),
});
export type Calendar = z.infer<typeof CalendarOut>;
export type CalendarBlock = z.infer<typeof blockOut>;

export const FreeRooms = z.object({
  centreId: id.optional(),
  from: dayField,
  until: dayField.nullable().optional(),
  /** The stay that may keep its own room. */
  stayId: id.optional(),
});
export type FreeRooms = z.infer<typeof FreeRooms>;
export const FreeRoomsOut = z.object({
  items: z.array(
    z.object({
      id: idOut,
      number: z.string(),
      floor: z.string(),
      roomType: z.string(),
      roomTypeId: idOut,
      status: z.enum(roomStatuses),
    }),
  ),
});

export const ArrivalsQuery = z.object({
  centreId: id.optional(),
  days: z.coerce.number().int().min(1).max(60).default(8),
});
export type ArrivalsQuery = z.infer<typeof ArrivalsQuery>;

export const SetRoomStatus = z.strictObject({
  id,
  version: version.optional(),
  status: z.enum(roomStatuses, { error: "请选择房间状态" }),
  note: text(200).optional(),
});
export type SetRoomStatus = z.infer<typeof SetRoomStatus>;

const movementOut = z.object({
  stayId: idOut,
  version: z.number().int(),
  customerId: idOut,
  name: z.string(),
  room: z.string().nullable(),
  status: z.enum(stayStatuses),
  checkInDate: dayOut,
  checkOutDate: dayOut.nullable(),
  companions: z.number().int(),
  note: z.string().nullable(),
});
export const ArrivalsOut = z.object({
  centreId: idOut,
  today: dayOut,
  days: z.array(z.object({ day: dayOut, arrivals: z.array(movementOut), departures: z.array(movementOut) })),
});
