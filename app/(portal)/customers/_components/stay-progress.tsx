import { stayProgress } from "@/domain/customers/rules";
import { type Day, daysBetween } from "@/lib/time";
import classes from "./customers.module.css";

/** How far a stay is, and its last day. */
export function StayProgress({ from, to, today }: { from: Day | null; to: Day | null; today: Day }) {
  if (!from) return <span className="ya-note">没登记</span>;
  const progress = stayProgress(from, to, today);
  if (!to || !progress) return <span className="ya-note">{from.slice(5)} 起，退住未定</span>;
  const percent = Math.round(progress.done * 100);
  return (
    <span className={classes.progress}>
      <span className={classes.track} role="img" aria-label={`已住 ${percent}%`}>
        <i style={{ width: `${percent}%` }} />
      </span>
      <span className="ya-num">{isNear(to, today) ? to.slice(5) : to}</span>
    </span>
  );
}

/** Within half a year month and day are enough, also across New Year. */
const isNear = (day: Day, today: Day): boolean => Math.abs(daysBetween(today, day)) < 183;
