"use client";

import { RadarChart as Chart, PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, ResponsiveContainer } from "recharts";
import { ChartCard } from "./chart-card";
import classes from "./charts.module.css";
import type { ChartMeta, ChartRow, ChartSeries } from "./palette";

export type RadarAxis = {
  label: string;
  /** In percent of what is aimed at; drawn up to `top`. */
  percent: number;
};

const FULL = 100;
const series: readonly ChartSeries[] = [{ key: "percent", label: "占目标", unit: "%" }];

/** How far each of several figures reaches what is aimed at: the ring at 100 % is enough. More than `top` is drawn at the rim. */
export function RadarChart(props: ChartMeta & { axes: readonly RadarAxis[]; top?: number }) {
  const { axes, top = 150, height = 260, title } = props;
  const rows = axes.map(({ label, percent }): ChartRow => ({ x: label, percent }));
  const drawn = axes.map(({ label, percent }) => ({
    label: `${label} ${Math.round(percent)}%${percent < FULL ? " ▼" : ""}`,
    percent: Math.min(percent, top),
    full: FULL,
  }));
  const short = axes.filter(({ percent }) => percent < FULL).map(({ label }) => label);
  return (
    <ChartCard {...props} xLabel={props.xLabel ?? "营养素"} series={series} rows={rows}>
      <div
        className={classes.chart}
        style={{ height }}
        role="img"
        aria-label={`${title}：${short.length === 0 ? "都到目标" : `${short.join("、")}还没到目标`}。数据表里有全部数字`}
      >
        <ResponsiveContainer width="100%" height="100%">
          <Chart data={drawn} outerRadius="72%" margin={{ top: 8, right: 8, bottom: 8, left: 8 }}>
            <PolarGrid stroke="var(--ya-line)" />
            <PolarAngleAxis dataKey="label" tick={{ fill: "var(--ya-ink-2)", fontSize: 12 }} />
            <PolarRadiusAxis domain={[0, top]} tick={false} axisLine={false} />
            <Radar
              dataKey="full"
              stroke="var(--ya-green-ink)"
              strokeDasharray="4 3"
              fill="var(--ya-green)"
              fillOpacity={0.12}
              isAnimationActive={false}
            />
            <Radar
              dataKey="percent"
              stroke="var(--ya-c1)"
              strokeWidth={2}
              fill="var(--ya-c1)"
              fillOpacity={0.2}
              dot={{ r: 3, fill: "var(--ya-c1)" }}
              isAnimationActive={false}
            />
          </Chart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
