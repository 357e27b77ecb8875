import classes from "./marks.module.css";

export type SlotCode = "breakfast" | "morning_snack" | "lunch" | "afternoon_snack" | "dinner" | "bedtime_snack";

type Place = { name: string; x: number; y: number; hue: "am" | "noon" | "pm"; snack: boolean };

const places: Record<SlotCode, Place> = {
  breakfast: { name: "早餐", x: 2.8, y: 11.3, hue: "am", snack: false },
  morning_snack: { name: "早点", x: 4.9, y: 7.2, hue: "am", snack: true },
  lunch: { name: "午餐", x: 8.7, y: 4.9, hue: "noon", snack: false },
  afternoon_snack: { name: "午点", x: 13.3, y: 4.9, hue: "noon", snack: true },
  dinner: { name: "晚餐", x: 17.1, y: 7.2, hue: "pm", snack: false },
  bedtime_snack: { name: "晚点", x: 19.2, y: 11.3, hue: "pm", snack: true },
};

const isKnown = (code: string): code is SlotCode => code in places;

/** Meal slot: where the sun stands. Filled is a meal, a ring is a snack. `bare` leaves the name to the text beside it. */
export function SlotMark(props: {
  slot: SlotCode | (string & {});
  name?: string;
  time?: string;
  size?: number;
  bare?: boolean;
}) {
  const { slot, name, time, size = 22, bare } = props;
  const place = isKnown(slot) ? places[slot] : undefined;
  const hue = place && `var(--ya-slot-${place.hue})`;
  return (
    <span className={classes.slot}>
      <svg width={size} height={(size * 16) / 22} viewBox="0 1 22 16" aria-hidden="true">
        <path d="M2.6 13a8.4 8.4 0 0 1 16.8 0" fill="none" stroke="var(--ya-line-ctl)" strokeWidth="1.1" />
        <path d="M.5 15.6h21" stroke="var(--ya-line-ctl)" strokeWidth="1.1" />
        {place?.snack && (
          <circle cx={place.x} cy={place.y} r="2.7" fill="var(--ya-surface)" stroke={hue} strokeWidth="1.7" />
        )}
        {place && !place.snack && (
          <circle cx={place.x} cy={place.y} r="3.5" fill={hue} stroke="var(--ya-surface)" strokeWidth="1" />
        )}
      </svg>
      {!bare && <b>{name ?? place?.name ?? slot}</b>}
      {time && <span className={classes.third}>{time}</span>}
    </span>
  );
}
