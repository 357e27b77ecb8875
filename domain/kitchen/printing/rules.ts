import type { KitchenTicketKind } from "@/db/enums/kitchen";
import type { Ticket } from "../rules";

/** A slip to print: a mother's, a guest's or an employee's. `issued` is null while the slot is not locked: a preview. */
export type PaperTicket = Omit<Ticket, "customerId" | "customerName" | "patientId" | "companions"> & {
  customerId: number | null;
  issued: { number: string; kind: KitchenTicketKind; revision: number } | null;
};

type Ordered = { kind: string; lines: readonly { quantity: number }[] };

/** People an order feeds: nobody gets the same dish twice, so it is the largest number of portions of one dish. */
const peopleOf = (order: Ordered): number => Math.max(0, ...order.lines.map((line) => line.quantity));
const sum = (orders: readonly Ordered[]): number => orders.reduce((n, order) => n + peopleOf(order), 0);

/** Visitors, companions on order and trial meals. */
export const guestsIn = (demand: readonly Ordered[]): number => sum(demand.filter((order) => order.kind !== "staff"));
export const staffIn = (demand: readonly Ordered[]): number => sum(demand.filter((order) => order.kind === "staff"));
