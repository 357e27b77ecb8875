import Link from "next/link";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { SlotMark } from "@/components/marks/slot-mark";
import { StageMark } from "@/components/marks/stage-mark";
import { StatusBadge } from "@/components/marks/status-badge";
import type { Ticket } from "@/domain/kitchen/rules";
import classes from "./ticket-cards.module.css";

type Tag = Parameters<typeof RestrictionTags>[0]["items"][number];

/** The tickets on screen, as they will be printed: room first, allergies never to be overlooked, every dish on a line. */
export function TicketCards({ tickets }: { tickets: readonly Ticket[] }) {
  return (
    <ul className={classes.grid}>
      {tickets.map((ticket) => (
        <li key={ticket.patientId} className={classes.card}>
          <header className={classes.head}>
            <RoomPlate number={ticket.room ?? "送"} size="lg" />
            <Link href={`/customers/${ticket.customerId}`}>{ticket.customerName}</Link>
            {ticket.stage && <StageMark stage={ticket.stage} day={ticket.day ?? undefined} />}
            <span className={classes.slot}>
              <SlotMark slot={ticket.slotCode} name={ticket.slot} time={ticket.servingTime} />
            </span>
          </header>
          <RestrictionTags items={tagsOf(ticket)} />
          <ul className={classes.lines}>
            {ticket.lines.map((line) => (
              <li key={line.dishId} data-refused={line.refusal !== null || undefined}>
                <span>
                  {line.dishName}
                  {line.quantity > 1 && ` × ${line.quantity}`}
                </span>
                {line.note && <span className="ya-note">{line.note}</span>}
                {line.refusal && <StatusBadge tone="critical" label="需替代" />}
              </li>
            ))}
          </ul>
          {ticket.companions > 0 && <p className="ya-note">另有陪护餐 {ticket.companions} 份</p>}
        </li>
      ))}
    </ul>
  );
}

const tagsOf = (ticket: Ticket): Tag[] => [
  ...ticket.allergies.map((label) => ({ kind: "allergy" as const, strength: "hard" as const, label })),
  ...ticket.hard.map(({ kind, label }) => ({ kind: kind as Tag["kind"], strength: "hard" as const, label })),
  ...ticket.soft.map(({ kind, label }) => ({ kind: kind as Tag["kind"], strength: "soft" as const, label })),
];
