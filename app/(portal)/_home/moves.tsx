import Link from "next/link";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusBadge } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { stayStatusLabels } from "@/db/enums/customers";
import type { Move } from "@/domain/customers/stays/queries";
import classes from "./home.module.css";

/** Who comes and who goes today. */
export function Moves({ arrivals, departures }: { arrivals: readonly Move[]; departures: readonly Move[] }) {
  if (arrivals.length + departures.length === 0)
    return <EmptyState flush title="今天没有人到离店" hint="登记的入住和退住会在当天出现" />;
  return (
    <ul className={classes.todo}>
      {[...arrivals.map((move) => ({ move, verb: "到" })), ...departures.map((move) => ({ move, verb: "离" }))].map(
        ({ move, verb }) => (
          <li key={`${verb}-${move.stayId}`}>
            <b>{verb}</b>
            <Link href={`/customers/${move.customerId}`} className={classes.todoText} style={{ color: "inherit" }}>
              <PersonChip
                room={move.room}
                name={move.name}
                stage={move.stage}
                day={move.day}
                restrictions={move.restrictions}
                notIn={move.status === "booked"}
              />
            </Link>
            <StatusBadge tone={move.status === "booked" ? "waiting" : "done"} label={stayStatusLabels[move.status]} />
          </li>
        ),
      )}
    </ul>
  );
}
