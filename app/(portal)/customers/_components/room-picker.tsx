"use client";

import { SegmentedControl } from "@mantine/core";
import { useEffect, useState } from "react";
import { RoomPlate } from "@/components/marks/room-plate";
import { roomStatusLabels } from "@/db/enums/centres";
import { isDay } from "@/lib/time";
import { freeRoomsAction } from "../actions";
import classes from "./dialogs.module.css";

type Free = Extract<Awaited<ReturnType<typeof freeRoomsAction>>, { ok: true }>["data"]["items"];

/** Only rooms that are free on all these nights; other dates ask again. */
export function RoomPicker(props: {
  centreId: number;
  from: string | null;
  until: string | null;
  stayId?: number;
  value: number | null;
  onChange: (roomId: number | null) => void;
  error?: string;
  optional?: boolean;
  /** For moving in today: rooms being cleaned or repaired cannot be chosen. */
  mustBeReady?: boolean;
}) {
  const { centreId, from, until, stayId, value, onChange, mustBeReady } = props;
  const [free, setFree] = useState<Free | null>(null);
  const [failure, fail] = useState<string | null>(null);
  const [type, setType] = useState("");
  useEffect(() => {
    if (!from || !isDay(from) || (until && until <= from)) return setFree([]);
    let current = true;
    freeRoomsAction({ centreId, from, ...(until && { until }), ...(stayId && { stayId }) })
      .then((answer) => {
        if (!current) return;
        if (answer.ok) setFree(answer.data.items);
        fail(answer.ok ? null : answer.error.message);
      })
      .catch(() => current && fail("没读到空房，网络断了。连上后改一下日期会再读一次"));
    return () => {
      current = false;
    };
  }, [centreId, from, until, stayId]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a room that is no longer free on the new dates is let go
  useEffect(() => {
    if (free && value !== null && !free.some((room) => room.id === value)) onChange(null);
  }, [free]);
  const types = [...new Set((free ?? []).map((room) => room.roomType))];
  const shown = (free ?? []).filter((room) => type === "" || room.roomType === type);
  return (
    <fieldset style={{ border: 0, margin: "8px 0", padding: 0 }}>
      <legend className="ya-s">
        <b>房间</b>{" "}
        <span className="ya-note">{props.optional ? "这些晚上空着的，可以以后再选" : "这些晚上空着的"}</span>
      </legend>
      {types.length > 1 && (
        <SegmentedControl
          size="xs"
          mb={8}
          aria-label="房型"
          value={type}
          onChange={setType}
          data={[{ value: "", label: "全部房型" }, ...types.map((one) => ({ value: one, label: one }))]}
        />
      )}
      {failure && (
        <p className="ya-red" role="alert">
          {failure}
        </p>
      )}
      {free === null && !failure && <p className="ya-note">正在看哪些房间空着</p>}
      {free?.length === 0 && <p className="ya-amber">这些晚上没有空房，换个日期，或先订下再分房</p>}
      <div className={classes.rooms} role="radiogroup" aria-label="空房">
        {shown.map((room) => {
          const isOff = mustBeReady && room.status !== "ready";
          return (
            // biome-ignore lint/a11y/useSemanticElements: a tile with two lines, grouped by radiogroup
            <button
              key={room.id}
              type="button"
              role="radio"
              aria-checked={value === room.id}
              disabled={isOff}
              className={classes.roomChoice}
              onClick={() => onChange(value === room.id && props.optional ? null : room.id)}
            >
              <RoomPlate number={room.number} />
              <span className="ya-note">
                {room.status === "ready" ? room.roomType : `${room.roomType}，${roomStatusLabels[room.status]}`}
              </span>
            </button>
          );
        })}
      </div>
      {props.error && (
        <p className="ya-red" role="alert">
          {props.error}
        </p>
      )}
    </fieldset>
  );
}
