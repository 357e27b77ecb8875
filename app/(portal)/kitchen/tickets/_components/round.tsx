"use client";

import { Button } from "@mantine/core";
import { IconCheck } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { RestrictionTags } from "@/components/marks/restriction-tag";
import { RoomPlate } from "@/components/marks/room-plate";
import { StatusBadge } from "@/components/marks/status-badge";
import { refusalIn, useAfter } from "@/components/shell/use-after";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import { useUrlState } from "@/components/url-state";
import type { Round as RoundData, RoundTicket } from "@/domain/kitchen/delivery/schema";
import { DeltaTile } from "../../_components/delta-tile";
import { tagsOf } from "../../_components/restrictions";
import { deliverTicketsAction, takeBackDeliveryAction } from "../../actions";
import { EatenDialog } from "./eaten-dialog";
import classes from "./round.module.css";

type Props = { round: RoundData; floor: string | null; mayDeliver: boolean; mayCustomers: boolean };
type Asked = { ticket: RoundTicket; mode: "refused" | "eaten" };

const floorName = (floor: string) => (/^\d+$/.test(floor) ? `${floor} 楼` : floor);
const isDone = (ticket: RoundTicket) => ticket.status === "delivered" || ticket.status === "refused";

/** The round of a meal, floor by floor in the order of the rooms: a tray is brought, refused, or comes back half eaten. */
export function Round({ round, floor, mayDeliver, mayCustomers }: Props) {
  const url = useUrlState();
  const router = useRouter();
  const after = useAfter();
  const [asked, ask] = useState<Asked | null>(null);
  /** Trays whose word is on its way: a second touch says nothing new. */
  const [sending, setSending] = useState<ReadonlySet<number>>(new Set());
  const shown = round.floors.filter((one) => floor === null || one.floor === floor);

  /** What was said by mistake: the trays are to be carried again. */
  const takeBack = async (ids: number[]) => {
    const answer = await takeBackDeliveryAction({ ids });
    const refused = refusalIn(answer);
    if (refused) toast(refused, { tone: "off" });
    else toast(ids.length > 1 ? `${ids.length} 份退回待送` : "退回待送");
    router.refresh();
  };
  const deliver = (tickets: readonly RoundTicket[], said: string) => {
    const ids = tickets.map((ticket) => ticket.id);
    setSending(new Set([...sending, ...ids]));
    return deliverTicketsAction({ ids, outcome: "delivered" })
      .then((answer) => {
        if (answer.ok) {
          const { delivered, already } = answer.data;
          toast(already.length > 0 ? `${said}，其中 ${already.length} 张别人已经记过` : said, {
            ...(delivered.length > 0 && { undo: () => takeBack(delivered) }),
          });
        }
        return answer;
      })
      .finally(() => setSending((now) => new Set([...now].filter((id) => !ids.includes(id)))));
  };

  return (
    <>
      <nav className={classes.floors} aria-label="楼层">
        <FloorButton
          name="全部"
          floors={round.floors}
          isCurrent={floor === null}
          onPick={() => url.set({ floor: null })}
        />
        {round.floors.map((one) => (
          <FloorButton
            key={one.floor}
            name={floorName(one.floor)}
            floors={[one]}
            isCurrent={floor === one.floor}
            onPick={() => url.set({ floor: one.floor })}
          />
        ))}
      </nav>
      {shown.map((one) => {
        const left = one.tickets.filter((ticket) => !isDone(ticket) && !ticket.isWaiting);
        return (
          <section key={one.floor} className={classes.floor} aria-label={floorName(one.floor)}>
            <header className={classes.floorHead}>
              <h2>{floorName(one.floor)}</h2>
              <span className="ya-note">
                {one.total} 份，送达 {one.delivered}
                {one.refused > 0 && `，没收 ${one.refused}`}
              </span>
              {mayDeliver && left.length > 1 && (
                <ConfirmButton
                  label={`剩下 ${left.length} 份都送到了`}
                  danger={false}
                  title={`${floorName(one.floor)} ${left.length} 份都记为送达？`}
                  verb="都送到了"
                  onConfirm={() => deliver(left, `${floorName(one.floor)} ${left.length} 份记为送达`)}
                >
                  {left.map((ticket) => ticket.room ?? ticket.recipient).join("、")}
                </ConfirmButton>
              )}
            </header>
            <ul className={classes.list}>
              {one.tickets.map((ticket) => (
                <Tray
                  key={ticket.id}
                  ticket={ticket}
                  mayDeliver={mayDeliver}
                  mayCustomers={mayCustomers}
                  isSending={sending.has(ticket.id)}
                  onDeliver={() => after(deliver([ticket], `${ticket.room ?? ""} ${ticket.recipient}已送达`.trim()))}
                  onAsk={(mode) => ask({ ticket, mode })}
                />
              ))}
            </ul>
          </section>
        );
      })}
      {asked && (
        <EatenDialog
          ticket={asked.ticket}
          mode={asked.mode}
          onClose={() => ask(null)}
          onDone={(said) => {
            const { ticket, mode } = asked;
            toast(said, { ...(mode === "refused" && { undo: () => takeBack([ticket.id]) }) });
            ask(null);
            router.refresh();
          }}
        />
      )}
    </>
  );
}

function FloorButton(props: { name: string; floors: RoundData["floors"]; isCurrent: boolean; onPick: () => void }) {
  const { name, floors, isCurrent, onPick } = props;
  const total = floors.reduce((sum, one) => sum + one.total, 0);
  const done = floors.reduce((sum, one) => sum + one.delivered + one.refused, 0);
  return (
    <button type="button" aria-pressed={isCurrent} onClick={onPick}>
      <b>{name}</b>
      <span className="ya-num">
        {done} / {total}
      </span>
    </button>
  );
}

function Tray(props: {
  ticket: RoundTicket;
  mayDeliver: boolean;
  mayCustomers: boolean;
  isSending: boolean;
  onDeliver: () => void;
  onAsk: (mode: Asked["mode"]) => void;
}) {
  const { ticket, mayDeliver, mayCustomers, isSending, onDeliver, onAsk } = props;
  const name = ticket.customerName ?? ticket.recipient;
  const label = `${ticket.room ?? ""} ${name}`.trim();
  const returned = ticket.lines.filter((line) => line.eatenPct !== null);
  return (
    <li className={classes.row} data-done={isDone(ticket) || undefined} data-waiting={ticket.isWaiting || undefined}>
      <RoomPlate number={ticket.room ?? "送"} size="lg" />
      <div>
        <div className={classes.who}>
          {mayCustomers && ticket.customerId !== null ? (
            <Link href={`/customers/${ticket.customerId}`}>
              <b>{name}</b>
            </Link>
          ) : (
            <b>{name}</b>
          )}
          <RestrictionTags items={tagsOf(ticket.restrictions)} />
          {ticket.revision > 0 && (
            <span className="ya-row">
              <DeltaTile kind={ticket.kind} />第 {ticket.revision} 次改
            </span>
          )}
        </div>
        <ul className={classes.dishes}>
          {ticket.lines.map((line) => (
            <li key={line.id}>
              {line.dishName}
              {line.quantity > 1 && ` × ${line.quantity}`}
              {line.variantLabel && <em>{line.variantLabel}</em>}
              {line.eatenPct !== null && <em>吃了 {line.eatenPct}%</em>}
            </li>
          ))}
        </ul>
        {ticket.isWaiting && <StatusBadge tone="off" label="厨房还没确认改动，先别送" />}
        {isDone(ticket) && (
          <span className={classes.said}>
            <StatusBadge
              tone={ticket.status === "delivered" ? "done" : "returned"}
              label={ticket.status === "delivered" ? "送达" : "没收"}
            />
            <span className="ya-s">
              {ticket.deliveredByName} {ticket.deliveredAt && <When iso={ticket.deliveredAt.toISOString()} />}
              {ticket.lines.find((line) => line.refusedReason)?.refusedReason &&
                `，${ticket.lines.find((line) => line.refusedReason)?.refusedReason}`}
            </span>
          </span>
        )}
      </div>
      {mayDeliver && (
        <div className={classes.acts}>
          {!isDone(ticket) && (
            <>
              <Button
                size="lg"
                variant="filled"
                disabled={ticket.isWaiting}
                loading={isSending}
                leftSection={<IconCheck size={18} stroke={1.75} />}
                onClick={onDeliver}
                aria-label={`送达，${label}`}
              >
                送达
              </Button>
              <Button size="lg" onClick={() => onAsk("refused")} aria-label={`没收，${label}`}>
                没收
              </Button>
            </>
          )}
          {ticket.status === "delivered" && (
            <Button size="lg" onClick={() => onAsk("eaten")} aria-label={`吃了多少，${label}`}>
              {returned.length > 0 ? "改吃了多少" : "吃了多少"}
            </Button>
          )}
        </div>
      )}
    </li>
  );
}
