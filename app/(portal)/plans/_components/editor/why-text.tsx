import { StatusGlyph } from "@/components/marks/status-badge";
import type { Loser, Why } from "@/domain/planning/scheduling/schema";
import classes from "./look.module.css";

const SHOWN = 5;

/** What decided for a dish, and which others lost to what. */
export function WhyText({ why }: { why: Why }) {
  const rest = why.losers.length - SHOWN + why.others;
  return (
    <>
      <p className={classes.sentence}>{why.text}</p>
      {why.decided.length > 0 && (
        <ul className={classes.reasons} aria-label="因为">
          {why.decided.map((part) => (
            <li key={part.text} data-tone="ok">
              <StatusGlyph tone="done" />
              {part.text}
            </li>
          ))}
        </ul>
      )}
      {why.losers.length > 0 && (
        <>
          <p className={classes.losersHead}>没选的</p>
          <ul className={classes.losers}>
            {why.losers.slice(0, SHOWN).map((loser) => (
              <li key={loser.dishId} title={loser.text}>
                <s>{loser.dishName}</s>
                <span data-by={mayNot(loser) || undefined}>{loser.text}</span>
              </li>
            ))}
          </ul>
          {rest > 0 && <p className="ya-note">还有 {rest} 道也没选上</p>}
        </>
      )}
    </>
  );
}

/** It could not have stood there at all. */
const mayNot = ({ by }: Loser): boolean => by !== "worse";
