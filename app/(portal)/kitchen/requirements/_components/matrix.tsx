import Link from "next/link";
import { Card } from "@/components/card";
import { ScrollRegion } from "@/components/scroll-region";
import type { RequirementsOut } from "@/domain/kitchen/requirements/schema";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import { amountText } from "../../../inventory/_components/words";
import classes from "./requirements.module.css";

type Item = RequirementsOut["items"][number];
type Cell = Item["days"][number];

/** Items × days: what is left at the end of each day, or what is missing on it. */
export function Matrix(props: { items: readonly Item[]; days: readonly Day[]; today: Day; show: "short" | "all" }) {
  const { items, days, today, show } = props;
  return (
    <Card
      title="逐日结余"
      sub={show === "all" ? `全部 ${items.length} 种` : `会缺的 ${items.length} 种`}
      flush
      actions={
        <Link href={show === "all" ? "/kitchen/requirements" : "/kitchen/requirements?show=all"}>
          {show === "all" ? "只看会缺的" : "看全部食材"}
        </Link>
      }
    >
      <ScrollRegion label="逐日结余" className={classes.scroll}>
        <table className={classes.matrix}>
          <thead>
            <tr>
              <th scope="col">食材</th>
              <th scope="col">在库</th>
              <th scope="col">在途</th>
              {days.map((day) => (
                <th key={day} scope="col" data-today={day === today || undefined}>
                  {shortDay(day)}
                  <br />
                  {weekdayOf(day)}
                </th>
              ))}
              <th scope="col">缺</th>
            </tr>
          </thead>
          <tbody>
            {items.map((item) => (
              <tr key={item.itemId}>
                <th scope="row">{item.name}</th>
                <td>{amountText(item.stock, item.unit)}</td>
                <td>{item.incoming > 0 ? amountText(item.incoming, item.unit) : "—"}</td>
                {item.days.map((cell) => (
                  <td key={cell.date} className={classes.cell} data-state={cell.state} title={titleOf(cell, item.unit)}>
                    {textOf(cell, item.unit)}
                  </td>
                ))}
                <td className={item.short > 0 ? "ya-red" : "ya-amber"}>
                  {item.short > 0 && <b>{amountText(item.short, item.unit)}</b>}
                  {item.shortExpected > item.short && (
                    <span className="ya-note"> 预计再缺 {amountText(item.shortExpected - item.short, item.unit)}</span>
                  )}
                  {item.shortExpected === 0 && (item.coveredUntil ?? "够")}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {items.length === 0 && <p className={`${classes.legend} ya-note`}>这几天计划要用的食材都够</p>}
      <p className={`${classes.legend} ya-note`}>
        <span>数字是当天用完后还在保质期内的结余</span>
        <span>“缺”是当天差多少，虚线红框</span>
        <span>底色琥珀：要靠在途的货</span>
        <span>“·”当天不用</span>
      </p>
    </Card>
  );
}

function textOf(cell: Cell, unit: string): string {
  if (cell.state === "short") return `缺 ${amountText(cell.short, unit)}`;
  return cell.state === "unused" ? "·" : amountText(cell.balance, unit);
}

const titleOf = (cell: Cell, unit: string): string =>
  [
    `要用 ${amountText(cell.need, unit)}`,
    cell.expected > 0 && `预计另用 ${amountText(cell.expected, unit)}`,
    `结余 ${amountText(cell.balance, unit)}`,
    cell.expired > 0 && `过期 ${amountText(cell.expired, unit)}`,
  ]
    .filter(Boolean)
    .join("，");
