import classes from "./marks.module.css";
import { Moon, type Stage, stages } from "./moon";

/** Postpartum stage: moon phase, one character and, where given, the day. Always computed, never typed in. */
export function StageMark({ stage, day, size = 15 }: { stage: Stage; day?: number; size?: number }) {
  const { char, name, lit } = stages[stage];
  return (
    <span className={classes.moon} title={name}>
      <Moon lit={lit} size={size} />
      <b>{char}</b>
      {day !== undefined && <span className={classes.second}>第 {day} 天</span>}
    </span>
  );
}
