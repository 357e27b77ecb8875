import { Moon, type Stage, stages } from "@/components/marks/moon";

/** The legend of the room board: which moon is which stage. */
export function MoonLegend() {
  return (
    <span className="ya-row ya-note" style={{ gap: 12 }}>
      {(Object.keys(stages) as Stage[]).map((stage) => (
        <span key={stage} className="ya-row">
          <Moon lit={stages[stage].lit} size={13} /> {stages[stage].char}
        </span>
      ))}
    </span>
  );
}
