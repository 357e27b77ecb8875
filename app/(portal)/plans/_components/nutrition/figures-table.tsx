import Link from "next/link";
import { Card } from "@/components/card";
import { rounded } from "@/components/figures";
import { ScrollRegion } from "@/components/scroll-region";
import type { NutritionDayOut, NutritionOut, NutritionWeekOut } from "@/domain/planning/nutrition/schema";
import { sourceText } from "@/domain/planning/nutrition/words";
import { yuanText } from "@/lib/money";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import classes from "./nutrition.module.css";

type Against = NutritionDayOut["targets"][number];

/** Days under their weeks, weeks under the plan: every figure against its band, what is off with ▼ or ▲, what is unsure with +. */
export function FiguresTable(props: {
  report: NutritionOut;
  days: readonly NutritionDayOut[];
  week: NutritionWeekOut | null;
  chosen: Day | null;
  address: string;
}) {
  const { report, days, week, chosen, address } = props;
  const columns = report.average.targets;
  const weeks = week ? [week] : report.weeks;
  const query = (day: Day) => `${address}?${week ? `week=${week.weekNumber}&` : ""}day=${day}`;
  return (
    <Card
      title="逐日数字"
      sub="每人每天；▼ 低于、▲ 高于目标区间，+ 有配料没有数据，实际更高"
      flush
      style={{ marginBottom: 12 }}
    >
      <ScrollRegion label="逐日数字" className={classes.wide}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">日期</th>
              {columns.map(({ code, name, unit, source }) => (
                <th key={code} scope="col" data-figure title={sourceText(source)}>
                  {name}
                  <br />
                  {unit}
                </th>
              ))}
              <th scope="col" data-figure>
                成本
                <br />元
              </th>
            </tr>
          </thead>
          <tbody>
            {weeks.map((one) => (
              <Rows
                key={one.weekNumber}
                week={one}
                days={days.filter((day) => day.weekNumber === one.weekNumber)}
                codes={columns.map(({ code }) => code)}
                chosen={chosen}
                query={query}
              />
            ))}
          </tbody>
          {!week && (
            <tfoot>
              <tr>
                <th scope="row">整份计划日均</th>
                {columns.map((one) => (
                  <Figure key={one.code} one={one} tally={report.average.onTarget[one.code]} />
                ))}
                <td />
              </tr>
            </tfoot>
          )}
        </table>
      </ScrollRegion>
    </Card>
  );
}

function Rows(props: {
  week: NutritionWeekOut;
  days: readonly NutritionDayOut[];
  codes: readonly string[];
  chosen: Day | null;
  query: (day: Day) => string;
}) {
  const { week, days, codes, chosen, query } = props;
  return (
    <>
      {days.map((day) => {
        const isEmpty = Object.keys(day.nutrition).length === 0;
        return (
          <tr key={day.date} data-chosen={day.date === chosen || undefined}>
            <th scope="row">
              <Link href={query(day.date)} scroll={false}>
                {shortDay(day.date)} {weekdayOf(day.date)}
              </Link>
              {day.postpartumDay !== null && <small> 产后 {day.postpartumDay} 天</small>}
            </th>
            {isEmpty ? (
              <td colSpan={codes.length + 1} className="ya-note">
                还没排
              </td>
            ) : (
              <>
                {codes.map((code) => (
                  <Figure key={code} one={day.targets.find((one) => one.code === code)} />
                ))}
                <td data-figure className="ya-num">
                  {yuanText(day.cost)}
                  {!day.isCostComplete && <small title="有配料缺价，实际更高"> 起</small>}
                </td>
              </>
            )}
          </tr>
        );
      })}
      <tr className={classes.mean}>
        <th scope="row">
          第 {week.weekNumber} 周日均<small> {week.days} 天</small>
        </th>
        {week.days === 0 ? (
          <td colSpan={codes.length + 1} className="ya-note">
            还没排
          </td>
        ) : (
          <>
            {codes.map((code) => (
              <Figure key={code} one={week.targets.find((one) => one.code === code)} tally={week.onTarget[code]} />
            ))}
            <td />
          </>
        )}
      </tr>
    </>
  );
}

function Figure({ one, tally }: { one: Against | undefined; tally?: { within: number; of: number } }) {
  if (!one || one.amount === null) return <td data-figure>—</td>;
  const mark = one.state === "low" ? "▼" : one.state === "high" ? "▲" : "";
  const words = one.state === "low" ? "低于目标" : one.state === "high" ? "高于目标" : "在目标内";
  return (
    <td data-figure data-state={one.state} title={`${one.name}${words}，目标 ${band(one)}`}>
      <span className="ya-num">
        {mark && <i aria-hidden="true">{mark}</i>}
        {rounded(one.amount)}
        {!one.isComplete && "+"}
      </span>
      {tally && (
        <small className="ya-num">
          {tally.within} / {tally.of} 天
        </small>
      )}
      {mark && <span className="ya-sr">{words}</span>}
    </td>
  );
}

function band({ from, to, unit }: Against): string {
  if (from !== null && to !== null) return `${rounded(from)}–${rounded(to)} ${unit}`;
  if (from !== null) return `≥ ${rounded(from)} ${unit}`;
  return to !== null ? `≤ ${rounded(to)} ${unit}` : "没有";
}
