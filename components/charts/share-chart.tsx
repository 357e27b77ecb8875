"use client";

import { Pie, PieChart } from "recharts";
import { grouped } from "../figures";
import { ChartCard } from "./chart-card";
import classes from "./charts.module.css";
import { type ChartMeta, lookOf } from "./palette";

export type ShareItem = { label: string; value: number };

/** Parts of a whole, largest first; more than six become 其他. The figures stand beside the ring. */
export function ShareChart(props: ChartMeta & { items: readonly ShareItem[]; unit: string; bars?: boolean }) {
  const { unit, bars, height = 150 } = props;
  const items = foldedToSix(props.items);
  const whole = items.reduce((sum, item) => sum + item.value, 0);
  const rows = items.map((item) => ({ x: item.label, value: item.value, share: percent(item.value, whole) }));
  return (
    <ChartCard
      {...props}
      xLabel={props.xLabel ?? "项目"}
      rows={rows}
      series={[
        { key: "value", label: "数量", unit },
        { key: "share", label: "占比", unit: "%" },
      ]}
    >
      {bars ? (
        <div className={classes.hbar}>
          {items.map((item, i) => (
            <ShareBar key={item.label} item={item} whole={whole} unit={unit} colour={lookOf(i).colour} />
          ))}
        </div>
      ) : (
        <div className={classes.share}>
          <PieChart width={height} height={height} accessibilityLayer={false}>
            <Pie
              data={items.map((item, i) => ({ name: item.label, value: item.value, fill: lookOf(i).colour }))}
              dataKey="value"
              innerRadius="62%"
              outerRadius="100%"
              startAngle={90}
              endAngle={-270}
              stroke="var(--ya-surface)"
              strokeWidth={2}
              isAnimationActive={false}
              rootTabIndex={-1}
            />
          </PieChart>
          <ul>
            {items.map((item, i) => (
              <li key={item.label}>
                <i className={classes.swatch} style={{ background: lookOf(i).colour }} />
                {item.label}
                <b>
                  {grouped(item.value)} {unit}
                </b>
                <span>{percent(item.value, whole)}%</span>
              </li>
            ))}
          </ul>
        </div>
      )}
    </ChartCard>
  );
}

function ShareBar({ item, whole, unit, colour }: { item: ShareItem; whole: number; unit: string; colour: string }) {
  return (
    <>
      <span>{item.label}</span>
      <i style={{ width: `${percent(item.value, whole)}%`, background: colour }} />
      <span className="ya-num">
        <b>
          {grouped(item.value)} {unit}
        </b>{" "}
        <span className="ya-s">{percent(item.value, whole)}%</span>
      </span>
    </>
  );
}

const percent = (part: number, whole: number): number => (whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10);

function foldedToSix(items: readonly ShareItem[]): ShareItem[] {
  const sorted = [...items].sort((a, b) => b.value - a.value);
  if (sorted.length <= 6) return sorted;
  const rest = sorted.slice(5).reduce((sum, item) => sum + item.value, 0);
  return [...sorted.slice(0, 5), { label: "其他", value: rest }];
}
