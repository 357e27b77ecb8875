"use client";

import Link from "next/link";
import { ConfirmButton } from "@/components/confirm";
import { LinkButton } from "@/components/link-button";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { EmptyState } from "@/components/states";
import { toast } from "@/components/toast";
import { type StayStatus, stayStatusLabels } from "@/db/enums/customers";
import type { Movement } from "@/domain/customers/stays/queries";
import { checkInAction, checkOutAction } from "../../rooms/actions";
import classes from "./move-list.module.css";

const tones: Record<StayStatus, StatusTone> = {
  booked: "waiting",
  checked_in: "done",
  checked_out: "returned",
  cancelled: "cancelled",
  no_show: "off",
};

type Props = { arrivals: readonly Movement[]; departures: readonly Movement[]; isToday: boolean; canEdit: boolean };

/** Arrivals, then departures of a day; on the day itself each has its one step. */
export function MoveList({ arrivals, departures, isToday, canEdit }: Props) {
  if (arrivals.length + departures.length === 0)
    return <EmptyState flush title="今天没有人到离店" hint="登记的入住和退住会在当天出现" />;
  return (
    <ul className={classes.list}>
      {arrivals.map((move) => (
        <Line key={`in-${move.stayId}`} move={move} verb="到">
          {canEdit && isToday && move.status === "booked" && <Arrive move={move} />}
        </Line>
      ))}
      {departures.map((move) => (
        <Line key={`out-${move.stayId}`} move={move} verb="离">
          {canEdit && isToday && move.status === "checked_in" && (
            <ConfirmButton
              size="xs"
              danger={false}
              label="办退住"
              title={`给 ${move.name} 办退住？`}
              verb="办退住"
              onConfirm={async () => {
                const answer = await checkOutAction({ id: move.stayId, version: move.version });
                if (answer.ok) toast(`${move.name} 已退住`);
                return answer;
              }}
            >
              房间会改成清洁中，之后的餐不再做。
            </ConfirmButton>
          )}
        </Line>
      ))}
    </ul>
  );
}

function Arrive({ move }: { move: Movement }) {
  if (!move.hasRoom)
    return (
      <LinkButton size="xs" href="/rooms">
        先分房
      </LinkButton>
    );
  return (
    <ConfirmButton
      size="xs"
      variant="filled"
      danger={false}
      label="办入住"
      title={`${move.name} 入住 ${move.room}？`}
      verb="办入住"
      onConfirm={async () => {
        const answer = await checkInAction({ id: move.stayId, version: move.version });
        if (answer.ok) toast(`${move.name} 已入住 ${move.room}`);
        return answer;
      }}
    >
      今天起按计划给她做餐。
    </ConfirmButton>
  );
}

function Line({ move, verb, children }: { move: Movement; verb: string; children: React.ReactNode }) {
  return (
    <li className={classes.line}>
      <b>{verb}</b>
      <Link href={`/customers/${move.customerId}`} className={classes.who}>
        <PersonChip
          room={move.room}
          name={move.name}
          stage={move.stage}
          day={move.day}
          restrictions={move.restrictions}
          notIn={move.status === "booked"}
        />
      </Link>
      <span className="ya-note">
        {move.checkInDate} 至 {move.checkOutDate ?? "未定"}
        {move.companions > 0 && `，陪护 ${move.companions} 人`}
        {move.note && `，${move.note}`}
      </span>
      <StatusBadge tone={tones[move.status]} label={stayStatusLabels[move.status]} />
      {children}
    </li>
  );
}
