import { grouped, rounded } from "./figures";
import classes from "./nutrition-bar.module.css";

export type NutrientTarget = { label: string; value: number; min?: number | null; max?: number | null; unit: string };

type Verdict = "in" | "low" | "high" | "free";

export function verdictOf({ value, min, max }: Pick<NutrientTarget, "value" | "min" | "max">): Verdict {
  if (min != null && value < min) return "low";
  if (max != null && value > max) return "high";
  return min == null && max == null ? "free" : "in";
}

const glyph: Record<Verdict, string> = { in: "", low: "▼ ", high: "▲ ", free: "" };

function gapText(target: NutrientTarget, verdict: Verdict): string {
  if (verdict === "low") return `差 ${rounded((target.min ?? 0) - target.value)}`;
  if (verdict === "high") return `超 ${rounded(target.value - (target.max ?? 0))}`;
  return "";
}

function rangeText({ min, max, unit }: NutrientTarget): string {
  if (min != null && max != null) return `${grouped(min)}–${grouped(max)} ${unit}`;
  if (min != null) return `≥ ${grouped(min)} ${unit}`;
  if (max != null) return `≤ ${grouped(max)} ${unit}`;
  return unit;
}

/** Where the value and its band stand on a track of 100; the band always ends inside it. */
function scaleOf({ value, min, max }: NutrientTarget) {
  const top = max != null ? max * 1.5 : min != null ? min * 1.8 : value || 1;
  const whole = Math.max(top, value * 1.05) || 1; // nothing of what must not be there
  const at = (n: number) => Math.min(100, (n / whole) * 100);
  return { value: at(value), from: min == null ? 0 : at(min), to: max == null ? 100 : at(max) };
}

/** One nutrient against its target: figure, band, bar; what is missing or too much is said in words. */
export function NutritionBar(props: NutrientTarget & { compact?: boolean }) {
  const verdict = verdictOf(props);
  const scale = scaleOf(props);
  return (
    <div className={classes.row} data-verdict={verdict}>
      <div className={classes.head}>
        <span className={classes.label}>
          {glyph[verdict]}
          {props.label}
        </span>
        <span className={classes.gap}>{gapText(props, verdict)}</span>
        <b className="ya-num">{rounded(props.value)}</b>
        <span className={classes.range}>{rangeText(props)}</span>
      </div>
      <svg className={classes.track} viewBox="0 0 100 14" preserveAspectRatio="none" aria-hidden="true">
        <rect y="4" width="100" height="6" fill="var(--ya-sunk)" />
        {verdict !== "free" && (
          <>
            <rect x={scale.from} y="1" width={scale.to - scale.from} height="12" fill="var(--ya-green)" opacity=".22" />
            {props.min != null && <Edge x={scale.from} />}
            {props.max != null && <Edge x={scale.to} />}
          </>
        )}
        <rect
          y="4.5"
          width={scale.value}
          height="5"
          fill={verdict === "in" || verdict === "free" ? "var(--ya-pri)" : "var(--ya-amber)"}
        />
      </svg>
    </div>
  );
}

const Edge = ({ x }: { x: number }) => (
  <path d={`M${x} 1v12`} stroke="var(--ya-green-ink)" strokeWidth="1.2" vectorEffect="non-scaling-stroke" />
);

/** The eight letters of a day, in this order. */
export const dayNutrients = ["能", "蛋", "碳", "脂", "纤", "铁", "钙", "钠"] as const;

/** A day in eight small columns; each keeps its letter, and ▼ ▲ say what is off. Items in the order of dayNutrients. */
export function NutritionDay({ items }: { items: readonly NutrientTarget[] }) {
  return (
    <ul className={classes.day}>
      {items.slice(0, dayNutrients.length).map((item, i) => {
        const verdict = verdictOf(item);
        const scale = scaleOf(item);
        const [from, to, top] = [26 - scale.from * 0.22, 26 - scale.to * 0.22, 26 - scale.value * 0.22];
        const said = `${item.label} ${rounded(item.value)} ${item.unit}${verdict === "low" || verdict === "high" ? `，${gapText(item, verdict)}` : ""}`;
        return (
          <li key={item.label} data-verdict={verdict} title={said}>
            <i aria-hidden="true">{glyph[verdict].trim()}</i>
            <svg width="12" height="26" aria-hidden="true">
              <rect y="4" width="12" height="22" fill="var(--ya-sunk)" />
              <rect y={to} width="12" height={from - to} fill="var(--ya-green)" opacity=".26" />
              <rect
                x="3"
                y={top}
                width="6"
                height={26 - top}
                fill={verdict === "low" || verdict === "high" ? "var(--ya-amber)" : "var(--ya-pri)"}
              />
            </svg>
            <em aria-hidden="true">{dayNutrients[i]}</em>
            <span className="ya-sr">{said}</span>
          </li>
        );
      })}
    </ul>
  );
}
