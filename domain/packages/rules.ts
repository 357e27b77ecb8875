import type { PatientSubscriptionStatus } from "@/db/enums/packages";
import { type Fen, fen } from "@/lib/money";

/** A subscription's states (model.md §4). */
const next: Record<PatientSubscriptionStatus, readonly PatientSubscriptionStatus[]> = {
  draft: ["active", "cancelled"],
  active: ["paused", "cancelled", "expired"],
  paused: ["active", "cancelled", "expired"],
  cancelled: [],
  expired: [],
};
export const canBecome = (from: PatientSubscriptionStatus, to: PatientSubscriptionStatus): boolean =>
  next[from].includes(to);

/** What is still owed of a contract: nothing of a cancelled one. */
export const dueOf = (s: { status: PatientSubscriptionStatus; price: Fen; paid: Fen; refunded: Fen }): Fen =>
  s.status === "cancelled" || s.status === "draft" ? fen(0) : fen(Math.max(0, s.price - s.paid + s.refunded));
