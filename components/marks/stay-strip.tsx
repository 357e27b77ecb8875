import { ScrollRegion } from "../scroll-region";
import classes from "./marks.module.css";
import { Moon, type Stage, stages } from "./moon";

export type StripDay = {
  /** "2026-11-19" */
  day: string;
  stage: Stage;
  isToday?: boolean;
  isPast?: boolean;
  /** A word under the day, e.g. 满月. */
  note?: string;
  /** Days after delivery, for the tooltip. */
  postpartumDay?: number;
};

const phases: Record<Stage, string> = { expel: "排恶露", recover: "调脏腑", nourish: "补气血", restore: "养身形" };

/** One moon per stay day, grouped by stage, today outlined. Scrolls sideways where it does not fit. */
export function StayStrip({ days }: { days: readonly StripDay[] }) {
  const starts = days.filter((d, i) => i === 0 || days[i - 1]?.stage !== d.stage);
  const columns = { gridTemplateColumns: `repeat(${Math.max(days.length, 1)}, minmax(22px, 1fr))` };
  return (
    <ScrollRegion className={classes.strip} label="在住日程">
      <div className={classes.stripPhases} style={columns}>
        {starts.map((d, i) => {
          const from = days.indexOf(d);
          const next = starts[i + 1];
          const to = next ? days.indexOf(next) : days.length;
          return (
            <span key={d.day} style={{ gridColumn: `${from + 1} / ${to + 1}` }}>
              <b>{stages[d.stage].char}</b>
              {to - from > 2 && phases[d.stage]}
            </span>
          );
        })}
      </div>
      <ol className={classes.stripDays} style={columns}>
        {days.map((d, i) => (
          <li
            key={d.day}
            data-past={d.isPast || undefined}
            data-today={d.isToday || undefined}
            aria-current={d.isToday ? "date" : undefined}
            title={`${d.day.slice(5)}${d.postpartumDay === undefined ? "" : ` 产后第 ${d.postpartumDay} 天`} ${stages[d.stage].name}`}
          >
            <Moon lit={stages[d.stage].lit} />
            <em>{i > 0 && d.day.endsWith("-01") ? `${Number(d.day.slice(5, 7))}月` : d.day.slice(8)}</em>
            {(d.isToday || d.note) && <span className={classes.stripNote}>{d.note ?? "今天"}</span>}
          </li>
        ))}
      </ol>
    </ScrollRegion>
  );
}
