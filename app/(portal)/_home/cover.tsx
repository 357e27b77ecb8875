import Link from "next/link";
import { Card } from "@/components/card";
import { EmptyState } from "@/components/states";
import type { Ctx } from "@/domain/core/ctx";
import { type Shortage, shortages } from "@/domain/purchasing/requirements/queries";
import classes from "./cover.module.css";

const words = { unused: "当天不用", enough: "在库够", incoming: "靠在途", short: "缺" } as const;

/** How far the food lasts along the calendar: one cell a day, what is missing, until when it is enough. */
export async function Cover({ ctx, centreId }: { ctx: Ctx; centreId: number }) {
  const { items, count, days } = await shortages(ctx, centreId);
  return (
    <Card
      title="食材够到哪天"
      sub={`${days} 天，已算每日用量${count > items.length ? `，缺 ${count} 种` : ""}`}
      actions={<Link href="/kitchen/requirements">采购缺口</Link>}
      flush
    >
      {items.length === 0 ? (
        <EmptyState flush title={`${days} 天内都够`} hint="排好的餐要用的食材不够时，会出现在这里" />
      ) : (
        <div className={classes.wide}>
          <ul className={classes.list}>
            {items.map((item) => (
              <li key={item.itemId}>
                <b>{item.name}</b>
                <span className="ya-num ya-s">{amountOf(item.stock, item.unit)}</span>
                <span className={classes.cells} role="img" aria-label={saidCells(item)}>
                  {item.cells.map((state, i) => (
                    // biome-ignore lint/suspicious/noArrayIndexKey: a cell is a day, counted from today
                    <i key={i} data-state={state} />
                  ))}
                </span>
                <span className={item.order?.isLate ? "ya-red" : "ya-amber"}>
                  <b>缺 {amountOf(item.short, item.unit)}</b>
                  {item.order && <span className="ya-note"> {item.order.by.slice(5)} 前订</span>}
                </span>
              </li>
            ))}
          </ul>
          <p className={classes.legend} aria-hidden="true">
            {(["enough", "incoming", "short", "unused"] as const).map((state) => (
              <span key={state}>
                <i data-state={state} /> {words[state]}
              </span>
            ))}
          </p>
        </div>
      )}
    </Card>
  );
}

const saidCells = (item: Shortage): string => {
  const short = item.cells.filter((state) => state === "short").length;
  return `${item.name}，${item.firstShortOn ? `${item.firstShortOn.slice(5)} 起缺` : "够用"}，${short} 天不够`;
};

/** Grams from a kilogram on as kilograms. */
const amountOf = (n: number, unit: string): string =>
  unit === "g" && n >= 1000 ? `${Math.round(n / 100) / 10} kg` : `${Math.round(n * 10) / 10} ${unit}`;
