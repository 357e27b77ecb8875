import { SlotMark } from "@/components/marks/slot-mark";
import { Money } from "@/components/money";
import classes from "./dishes.module.css";

export type AllergenMark = { name: string; state: "contains" | "unknown"; from?: string[] };

/** 含 蛋类、乳; what nobody declared is counted, because it is often all of them. */
export function AllergenList({ items }: { items: readonly AllergenMark[] }) {
  const [contains, unknown] = [items.filter((a) => a.state === "contains"), items.filter((a) => a.state === "unknown")];
  if (items.length === 0) return <span className="ya-s">不含</span>;
  return (
    <span className={classes.allergens}>
      {contains.length > 0 && <b className="ya-red">{contains.map((a) => a.name).join("、")}</b>}
      {unknown.length > 0 && (
        <span className="ya-amber" title={`未申报：${unknown.map((a) => a.name).join("、")}`}>
          ▲ {unknown.length} 项未申报
        </span>
      )}
    </span>
  );
}

/** The slots a dish suits, as marks in the order of the day; the names are read out. */
export function SlotMarks({ slots }: { slots: readonly { code: string; name: string }[] }) {
  if (slots.length === 0) return <span className="ya-s">没选</span>;
  return (
    <span className={classes.slots} title={slots.map((s) => s.name).join("、")}>
      {slots.map((slot) => (
        <SlotMark key={slot.code} slot={slot.code} bare size={20} />
      ))}
      <span className="ya-sr">{slots.map((s) => s.name).join("、")}</span>
    </span>
  );
}

/** Postpartum weeks in short: 1–3、5 周, 不限. */
export function weeksText(weeks: readonly number[] | null): string {
  if (!weeks || weeks.length === 0) return "不限";
  const runs: [number, number][] = [];
  for (const week of weeks) {
    const last = runs.at(-1);
    if (last && last[1] === week - 1) last[1] = week;
    else runs.push([week, week]);
  }
  return `${runs.map(([from, to]) => (from === to ? `${from}` : `${from}–${to}`)).join("、")} 周`;
}

/** A cost; what lacks a price is said, because the true cost is higher. */
export function CostText({ amount, isComplete }: { amount: number; isComplete: boolean }) {
  return isComplete ? (
    <Money fen={amount} />
  ) : (
    <span className="ya-amber ya-nw" title="有配料没有价格，实际成本更高">
      ▲ {amount > 0 ? <Money fen={amount} /> : "缺价格"}
    </span>
  );
}
