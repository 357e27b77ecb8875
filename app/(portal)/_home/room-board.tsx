import { IconAlertOctagon } from "@tabler/icons-react";
import Link from "next/link";
import { Moon, stages } from "@/components/marks/moon";
import { type RoomStatus, roomStatusLabels } from "@/db/enums/centres";
import type { InHouse } from "@/domain/customers/stays/in-house";
import { type Day, daysBetween } from "@/lib/time";
import classes from "./home.module.css";

type Room = { id: number; number: string; floor: string; status: RoomStatus; person: InHouse | null };

/** Rooms by floor; each says who is in by her moon and how many days are left. */
export function RoomBoard({ rooms, today }: { rooms: readonly Room[]; today: Day }) {
  const floors = [...new Set(rooms.map((room) => room.floor))];
  return (
    <div className={classes.board}>
      {floors.map((floor) => (
        <div key={floor} className={classes.floor}>
          <span className="ya-note">{floor} 楼</span>
          <ul>
            {rooms
              .filter((room) => room.floor === floor)
              .map((room) => (
                <li key={room.id}>
                  <RoomTile room={room} today={today} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function RoomTile({ room, today }: { room: Room; today: Day }) {
  const { person } = room;
  const allergies = (person?.restrictions ?? []).filter((one) => one.kind === "allergy").map((one) => one.label);
  const state = person ? (person.isIn ? (person.isLeaving ? "leaving" : "in") : "coming") : room.status;
  const inside = (
    <>
      <b>{room.number}</b>
      <span className="ya-row">
        {person?.stage && <Moon lit={stages[person.stage].lit} size={13} />}
        {wordOf(room, today)}
      </span>
      {person?.checkOutDate && <i style={{ width: `${progressOf(person, today)}%` }} />}
    </>
  );
  if (!person)
    return (
      <span className={classes.room} data-state={state}>
        {inside}
      </span>
    );
  return (
    <Link
      href={`/customers/${person.customerId}`}
      className={classes.room}
      data-state={state}
      title={`${person.name}${allergies.length > 0 ? `，过敏 ${allergies.join("、")}` : ""}`}
    >
      {inside}
      {allergies.length > 0 && (
        <em>
          <IconAlertOctagon size={16} stroke={2} aria-hidden />
          <span className="ya-sr">过敏 {allergies.join("、")}</span>
        </em>
      )}
    </Link>
  );
}

function wordOf({ person, status }: Room, today: Day): string {
  if (!person) return status === "ready" ? "空" : roomStatusLabels[status];
  if (!person.isIn) return "今天到";
  if (person.isLeaving) return "今日退";
  if (person.absences.length > 0) return "外出";
  return person.checkOutDate ? `${daysBetween(today, person.checkOutDate)} 天` : "在住";
}

const progressOf = (person: InHouse, today: Day): number => {
  const all = Math.max(1, daysBetween(person.checkInDate, person.checkOutDate ?? today));
  return Math.min(100, Math.max(0, Math.round((daysBetween(person.checkInDate, today) / all) * 100)));
};
