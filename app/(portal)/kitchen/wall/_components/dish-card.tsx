"use client";

import { RoomPlate } from "@/components/marks/room-plate";
import { StatusGlyph } from "@/components/marks/status-badge";
import type { Wall, WallBatch } from "@/domain/kitchen/wall/schema";
import classes from "./wall.module.css";

type Props = {
  batch: WallBatch;
  allergies: Wall["allergies"];
  /** Null: nothing can be done here (not cut off yet, or no permission). */
  onStart: (() => void) | null;
  onFinish: (() => void) | null;
  busy: boolean;
};

/** How what is on this station is said to be under way. */
const cooking: Record<string, string> = {
  汤灶: "炖制中",
  炖灶: "炖制中",
  蒸柜: "蒸制中",
  炒灶: "炒制中",
  粥: "熬制中",
};

/** One pot: the dish, how many, for which floors, for whom differently, and the one step that comes next. */
export function DishCard({ batch, allergies, onStart, onFinish, busy }: Props) {
  const isCooking = batch.status === "cooking";
  const isApart = batch.variantLabel !== null;
  const state = [
    isApart ? "单独做" : null,
    isCooking ? (cooking[batch.station] ?? "制作中") : isApart ? null : "待做",
  ].filter(Boolean);
  return (
    <li>
      <article
        className={classes.card}
        data-state={batch.status}
        data-allergy={(isApart && batch.people.some((one) => one.isAllergy)) || undefined}
        aria-label={`${batch.dishName} ${batch.variantLabel ?? ""} ${batch.planned} 份`}
      >
        <div className={classes.name}>
          <h2>{batch.dishName}</h2>
          <span className={classes.state}>
            <StatusGlyph tone={isCooking ? "running" : "new"} size={16} />
            {state.join("，")}
          </span>
        </div>
        <div className={`${classes.count} ya-num`}>
          {batch.planned}
          <small>份</small>
        </div>
        <div className={`${classes.floors} ya-num`}>
          {batch.byFloor.map(({ floor, portions }) => (
            <span key={floor} className="ya-nw">
              {/^\d+$/.test(floor) ? `${floor} 楼` : floor} <b>{portions}</b>
            </span>
          ))}
        </div>
        <div className={classes.variants}>
          {batch.people.length === 0 && batch.variantLabel && <span>{batch.variantLabel}</span>}
          {batch.people.map((one) => (
            <span
              key={`${one.room} ${one.name} ${one.note}`}
              className={classes.variant}
              data-allergy={one.isAllergy || undefined}
            >
              <span className={one.isAllergy ? classes.plateRed : undefined}>
                <RoomPlate number={one.room ?? "送"} size="wall" />
              </span>
              <span>
                {one.isAllergy && <b>过敏{labelsOf(allergies, one)}</b>}
                {one.isAllergy && one.note && "，"}
                {one.note ?? (one.isAllergy ? "" : (batch.variantLabel ?? one.name))}
              </span>
            </span>
          ))}
        </div>
        {isCooking && onFinish && (
          <button type="button" className={classes.act} data-strong onClick={onFinish} disabled={busy}>
            出锅<span className="ya-sr"> {batch.dishName}</span>
          </button>
        )}
        {batch.status === "planned" && onStart && (
          <button type="button" className={classes.act} onClick={onStart} disabled={busy}>
            开始<span className="ya-sr"> {batch.dishName}</span>
          </button>
        )}
      </article>
    </li>
  );
}

const labelsOf = (allergies: Wall["allergies"], who: { room: string | null; name: string }): string =>
  allergies.find((one) => one.room === who.room && one.customerName === who.name)?.labels.join("、") ?? "";
