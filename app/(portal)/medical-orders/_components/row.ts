import type { MedicalOrderOrderType, MedicalOrderStatus } from "@/db/enums/care";
import type { MedicalOrderOut } from "@/domain/care/schema";
import { dayOf, stamp } from "@/lib/time";

export const tabs = ["active", "waiting", "draft", "stopped", "completed", "all"] as const;
export const tabLabels: Record<(typeof tabs)[number], string> = {
  active: "执行中",
  waiting: "待护士确认",
  draft: "草稿",
  stopped: "已停止",
  completed: "已完成",
  all: "全部",
};

/** An order as lists and cards show it; plain values. */
export type OrderRow = Pick<
  MedicalOrderOut,
  | "id"
  | "number"
  | "version"
  | "patientId"
  | "patientName"
  | "customerId"
  | "room"
  | "restrictions"
  | "doctorName"
  | "content"
  | "dosage"
  | "frequency"
  | "duration"
  | "stopReason"
> & {
  orderType: MedicalOrderOrderType;
  status: MedicalOrderStatus;
  from: string;
  to: string | null;
  /** "11-19 10:42 沈立"; null while no nurse has confirmed. */
  known: string | null;
  stopped: string | null;
};

export const orderRow = (order: MedicalOrderOut): OrderRow => ({
  id: order.id,
  number: order.number,
  version: order.version,
  patientId: order.patientId,
  patientName: order.patientName,
  customerId: order.customerId,
  room: order.room,
  restrictions: order.restrictions,
  doctorName: order.doctorName,
  content: order.content,
  dosage: order.dosage,
  frequency: order.frequency,
  duration: order.duration,
  orderType: order.orderType,
  status: order.status,
  from: stamp(order.startsAt).slice(5),
  to: order.stopsAt ? dayOf(order.stopsAt).slice(5) : null,
  known: order.acknowledgedAt
    ? `${order.acknowledgedByName ?? ""} ${stamp(order.acknowledgedAt).slice(5)}`.trim()
    : null,
  stopReason: order.stopReason,
  stopped: order.status === "cancelled" ? (order.stoppedByName ?? null) : null,
});
