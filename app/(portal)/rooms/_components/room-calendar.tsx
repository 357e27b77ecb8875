"use client";

import { DndContext, type DragEndEvent, PointerSensor, useDroppable, useSensor, useSensors } from "@dnd-kit/core";
import { useState } from "react";
import { Card, Notice } from "@/components/card";
import { toast } from "@/components/toast";
import { roomStatusLabels } from "@/db/enums/centres";
import type { Calendar, CalendarBlock } from "@/domain/customers/stays/schema";
import { type Day, daysBetween, daysFrom, weekdayOf } from "@/lib/time";
import { moveStayAction } from "../actions";
import { Block } from "./block";
import classes from "./calendar.module.css";
import { MoveDialog } from "./move-dialog";
import { RoomStatusMenu } from "./room-status-menu";

type Props = { calendar: Calendar; today: Day; canEdit: boolean };
type Moving = { block: Omit<CalendarBlock, "fromDay" | "untilDay" | "isAway">; room: string | null };

/** Rooms × days: every stay is a bar of its nights. Drag a bar to another room, or open it and choose one. */
export function RoomCalendar({ calendar, today, canEdit }: Props) {
  const days = daysFrom(calendar.from, calendar.to);
  const [moving, move] = useState<Moving | null>(null);
  const [refusal, refuse] = useState<string | null>(null);
  const sensors = useSensors(useSensor(PointerSensor, { activationConstraint: { distance: 6 } }));

  const drop = async ({ active, over }: DragEndEvent) => {
    const dragged = active.data.current as { block: CalendarBlock; room: string } | undefined;
    const target = calendar.rooms.find((room) => room.id === over?.id);
    if (!dragged || !target || target.number === dragged.room) return;
    refuse(null);
    const { block } = dragged;
    const answer = await moveStayAction({ id: block.stayId, version: block.version, roomId: target.id }).catch(
      () => null,
    );
    if (answer?.ok) toast(`${block.customerName} 换到 ${target.number}`);
    else refuse(answer ? answer.error.message : "网络断了，没有换房。连上后再试一次");
  };

  return (
    <>
      {refusal && (
        <div style={{ marginBottom: 12 }}>
          <Notice tone="critical" title="没有换房">
            {refusal}
          </Notice>
        </div>
      )}
      {calendar.unassigned.length > 0 && (
        <div style={{ marginBottom: 12 }}>
          <Notice tone="warn" title={`还没分房 ${calendar.unassigned.length} 位`}>
            <span className="ya-row" style={{ gap: 12, flexWrap: "wrap" }}>
              {calendar.unassigned.map((stay) => (
                <button
                  key={stay.stayId}
                  type="button"
                  className={classes.loose}
                  disabled={!canEdit}
                  onClick={() => move({ block: stay, room: null })}
                >
                  {stay.customerName}，{stay.checkInDate} 起
                </button>
              ))}
            </span>
          </Notice>
        </div>
      )}
      <Card flush>
        <DndContext sensors={sensors} onDragEnd={(event) => void drop(event)}>
          <section
            className={classes.scroll}
            aria-label="房态日历"
            style={{ "--days": days.length } as React.CSSProperties}
          >
            <div className={classes.row} data-head>
              <span className={classes.room}>房间</span>
              <span className={classes.days}>
                {days.map((day) => (
                  <span key={day} className={classes.day} data-today={day === today || undefined}>
                    {day.slice(8)}
                    <small>{weekdayOf(day).slice(1)}</small>
                  </span>
                ))}
              </span>
            </div>
            {calendar.rooms.map((room) => (
              <RoomRow key={room.id} room={room} days={days} today={today} canEdit={canEdit} onOpen={move} />
            ))}
            <div className={classes.row} data-foot>
              <span className={classes.room}>住满</span>
              <span className={classes.days}>
                {calendar.occupancy.map((night) => (
                  <span key={night.day} className={classes.day} data-today={night.day === today || undefined}>
                    {night.taken}
                  </span>
                ))}
              </span>
            </div>
          </section>
        </DndContext>
      </Card>
      {moving && <MoveDialog {...moving} centreId={calendar.centreId} today={today} onClose={() => move(null)} />}
    </>
  );
}

type RowProps = {
  room: Calendar["rooms"][number];
  days: readonly Day[];
  today: Day;
  canEdit: boolean;
  onOpen: (moving: Moving) => void;
};

function RoomRow({ room, days, today, canEdit, onOpen }: RowProps) {
  const { setNodeRef, isOver } = useDroppable({ id: room.id });
  const first = days[0] ?? today;
  return (
    <div className={classes.row} ref={setNodeRef} data-over={isOver || undefined} data-status={room.status}>
      {canEdit ? (
        <RoomStatusMenu room={room} />
      ) : (
        <span className={classes.room}>
          <b>{room.number}</b>
          <small>{room.status === "ready" ? room.roomType : roomStatusLabels[room.status]}</small>
        </span>
      )}
      <span className={classes.days}>
        {days.map((day) => (
          <span key={day} className={classes.cell} data-today={day === today || undefined} />
        ))}
        {room.nights.map((block) => (
          <Block
            key={`${block.stayId}-${block.fromDay}`}
            block={block}
            room={room.number}
            from={Math.max(0, daysBetween(first, block.fromDay))}
            until={block.untilDay ? Math.min(days.length, daysBetween(first, block.untilDay)) : days.length}
            canEdit={canEdit}
            onOpen={() => onOpen({ block, room: room.number })}
          />
        ))}
      </span>
    </div>
  );
}
