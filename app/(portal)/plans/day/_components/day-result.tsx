import Link from "next/link";
import { Card } from "@/components/card";
import { PersonChip } from "@/components/marks/person-chip";
import { StatusBadge } from "@/components/marks/status-badge";
import { planProposalStatusLabels } from "@/db/enums/planning";
import { mondayOf } from "@/domain/dishes/daily/queries";
import type { DayOutcome } from "@/domain/planning/proposals/day-queries";
import { grouped } from "@/lib/grouped";
import { shortDay } from "@/lib/time";
import classes from "./day.module.css";

const tones = { open: "waiting", accepted: "done", discarded: "cancelled", stale: "off" } as const;

/** What a run came to: a proposal for each to be looked through, the drafts of the day's menus, and what was left out and why. */
export function DayResult({
  outcome,
  slots,
}: {
  outcome: DayOutcome;
  slots: readonly { value: string; label: string }[];
}) {
  const { date, proposals, menus, skipped } = outcome;
  const waiting = proposals.filter((one) => one.status === "open" && one.changes > 0).length;
  const slotName = (code: string) => slots.find((slot) => slot.value === code)?.label ?? code;
  return (
    <Card
      title="排好了"
      sub={waiting > 0 ? `${waiting} 份方案等您看，采纳了才算` : "没有等您看的方案"}
      actions={<Link href={`/daily-menus?from=${mondayOf(date)}`}>看 {shortDay(date)} 的每日菜单</Link>}
      style={{ marginBottom: 12 }}
    >
      <ul className={classes.people}>
        {proposals.map((one) => (
          <li key={one.id}>
            <PersonChip
              {...one.who}
              notIn={one.who?.isBooked}
              name={one.name}
              restrictions={one.who?.restrictions ?? []}
            />
            <span className="ya-num">{one.changes === 0 ? "不用改" : `${one.changes} 处改动`}</span>
            {one.infeasible > 0 && <span className="ya-amber ya-num">▲ {one.infeasible} 处没有菜可选</span>}
            <StatusBadge tone={tones[one.status]} label={planProposalStatusLabels[one.status]} />
            <Link href={`/plans/${one.planId}?proposal=${one.id}`} aria-label={`看${one.name}的方案`}>
              看方案
            </Link>
          </li>
        ))}
      </ul>
      {menus.length > 0 && (
        <p className="ya-note">
          当天菜单的草稿：
          {menus.map(({ type, kinds, portions }) => `${slotName(type)} ${kinds} 样 ${portions} 份`).join("，")}
        </p>
      )}
      {skipped.length > 0 && (
        <ul className={classes.skipped} aria-label="没排的和没动的">
          {[...grouped(skipped, ({ reason }) => reason)].map(([reason, same]) => {
            const meals = same.flatMap(({ type }) => (type ? [slotName(type)] : []));
            return (
              <li key={reason}>
                {meals.length > 0 && `${meals.join("、")}：`}
                {reason}
              </li>
            );
          })}
        </ul>
      )}
    </Card>
  );
}
