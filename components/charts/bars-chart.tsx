"use client";

import { Bar, BarChart, CartesianGrid, LabelList, ResponsiveContainer, Tooltip, XAxis, YAxis } from "recharts";
import { grouped } from "../figures";
import { ChartCard, ChartTip, Legend } from "./chart-card";
import classes from "./charts.module.css";
import { type ChartMeta, type ChartRow, type ChartSeries, lookOf } from "./palette";
import { summaryOf } from "./trend-chart";

/** Amounts side by side or stacked, from zero, each with its figure where there is one series. */
export function BarsChart(
  props: ChartMeta & {
    rows: readonly ChartRow[];
    series: readonly ChartSeries[];
    stacked?: boolean;
    horizontal?: boolean;
  },
) {
  const { rows, series, stacked, horizontal, height = 240 } = props;
  const one = series.length === 1;
  const [figures, names] = horizontal ? [XAxis, YAxis] : [YAxis, XAxis];
  const Figures = figures;
  const Names = names;
  return (
    <ChartCard
      {...props}
      xLabel={props.xLabel ?? "项目"}
      legend={one ? undefined : <Legend series={series} rows={[]} bars={series.map((s) => s.key)} />}
    >
      <div className={classes.chart} style={{ height }} role="img" aria-label={summaryOf(props.title, rows, series)}>
        <ResponsiveContainer width="100%" height="100%">
          <BarChart
            data={[...rows]}
            layout={horizontal ? "vertical" : "horizontal"}
            margin={{ top: 18, right: 24, bottom: 0, left: 0 }}
            accessibilityLayer={false}
          >
            <CartesianGrid vertical={horizontal === true} horizontal={!horizontal} stroke="var(--ya-line-soft)" />
            <Names
              dataKey="x"
              type="category"
              tickLine={false}
              axisLine={{ stroke: "var(--ya-line)" }}
              width={horizontal ? 92 : undefined}
            />
            <Figures
              type="number"
              tickLine={false}
              axisLine={false}
              tickFormatter={(n: number) => grouped(n)}
              width={horizontal ? undefined : 48}
              domain={[0, "auto"]}
            />
            <Tooltip
              cursor={{ fill: "var(--ya-sunk)" }}
              content={(tip) => (
                <ChartTip active={tip.active} label={tip.label} payload={tip.payload} series={series} />
              )}
            />
            {series.map((s, i) => (
              <Bar
                key={s.key}
                dataKey={s.key}
                fill={lookOf(i).colour}
                stackId={stacked ? "all" : undefined}
                maxBarSize={36}
                isAnimationActive={false}
                radius={stacked ? 0 : 2}
              >
                {one && (
                  <LabelList
                    dataKey={s.key}
                    position={horizontal ? "right" : "top"}
                    fill="var(--ya-ink-2)"
                    fontSize={12}
                    formatter={(value) => (typeof value === "number" ? grouped(value) : "")}
                  />
                )}
              </Bar>
            ))}
          </BarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
