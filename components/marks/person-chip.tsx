import type { ReactNode } from "react";
import classes from "./marks.module.css";
import type { Stage } from "./moon";
import { type Restriction, RestrictionTags } from "./restriction-tag";
import { RoomPlate } from "./room-plate";
import { StageMark } from "./stage-mark";

export type Person = {
  room?: string | null;
  /** Booked or not in yet. */
  notIn?: boolean;
  name: string;
  stage?: Stage | null;
  day?: number | null;
  restrictions: readonly Restriction[];
};

/** A mother, always in this order: room, name, stage with day, restrictions. `children` come last (a status, a note). */
export function PersonChip(props: Person & { size?: "sm" | "lg"; children?: ReactNode }) {
  const { room, notIn, name, stage, day, restrictions, size = "sm", children } = props;
  return (
    <span className={classes.person} data-size={size}>
      {room && <RoomPlate number={room} hollow={notIn} size={size} />}
      <b className={classes.name}>{name}</b>
      {stage && <StageMark stage={stage} day={day ?? undefined} size={size === "lg" ? 18 : 15} />}
      {restrictions.length > 0 && <RestrictionTags items={restrictions} size={size} />}
      {children}
    </span>
  );
}
