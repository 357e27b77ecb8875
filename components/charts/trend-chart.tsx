"use client";

import {
  Bar,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceLine,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { grouped } from "../figures";
import { ChartCard, ChartTip, Legend } from "./chart-card";
import classes from "./charts.module.css";
import { Marker } from "./marker";
import { type ChartMeta, type ChartRow, type ChartSeries, lookOf } from "./palette";

/** Figures over time as lines, some of them as bars; an optional limit is named at its line. Values as given, no scaling. */
export function TrendChart(
  props: ChartMeta & {
    rows: readonly ChartRow[];
    series: readonly ChartSeries[];
    /** Keys of the series that are drawn as bars. */
    bars?: readonly string[];
    limit?: { value: number; label: string };
    /** The y axis starts at zero unless bars are absent and this is false. */
    fromZero?: boolean;
    onPick?: (x: string) => void;
  },
) {
  const { rows, series, bars = [], limit, height = 240, fromZero = true, onPick } = props;
  const dots = rows.length <= 16;
  return (
    <ChartCard {...props} legend={<Legend series={series} rows={rows} bars={bars} />}>
      <div className={classes.chart} style={{ height }} role="img" aria-label={summaryOf(props.title, rows, series)}>
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={[...rows]}
            margin={{ top: limit ? 20 : 8, right: 12, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            onClick={(state) => state?.activeLabel !== undefined && onPick?.(String(state.activeLabel))}
          >
            <CartesianGrid vertical={false} stroke="var(--ya-line-soft)" />
            <XAxis dataKey="x" tickLine={false} axisLine={{ stroke: "var(--ya-line)" }} minTickGap={28} />
            <YAxis
              tickLine={false}
              axisLine={false}
              width={48}
              tickFormatter={(n: number) => grouped(n)}
              domain={fromZero || bars.length > 0 ? [0, "auto"] : ["auto", "auto"]}
            />
            <Tooltip
              content={(tip) => (
                <ChartTip active={tip.active} label={tip.label} payload={tip.payload} series={series} />
              )}
            />
            {series.map((s, i) => {
              const look = lookOf(i);
              return bars.includes(s.key) ? (
                <Bar
                  key={s.key}
                  dataKey={s.key}
                  fill={look.colour}
                  fillOpacity={0.35}
                  stroke={look.colour}
                  radius={[2, 2, 0, 0]}
                  isAnimationActive={false}
                />
              ) : (
                <Line
                  key={s.key}
                  dataKey={s.key}
                  stroke={look.colour}
                  strokeWidth={2}
                  strokeDasharray={look.dash}
                  connectNulls={false}
                  isAnimationActive={false}
                  activeDot={({ cx, cy }) => <Marker cx={cx} cy={cy} look={look} r={4.2} />}
                  dot={({ key, cx, cy, index }) =>
                    dots || index === rows.length - 1 ? (
                      <Marker key={key} cx={cx} cy={cy} look={look} />
                    ) : (
                      <g key={key} />
                    )
                  }
                />
              );
            })}
            {limit && (
              <ReferenceLine
                y={limit.value}
                ifOverflow="extendDomain"
                stroke="var(--ya-red)"
                strokeDasharray="4 3"
                label={{
                  value: `${limit.label} ${grouped(limit.value)}`,
                  position: "insideBottomRight",
                  fill: "var(--ya-red-ink)",
                  fontSize: 12,
                }}
              />
            )}
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}

/** A chart in one sentence, for those who cannot see it; the table has the rest. */
export function summaryOf(title: string, rows: readonly ChartRow[], series: readonly ChartSeries[]): string {
  const [first, last] = [rows[0], rows.at(-1)];
  if (!first || !last) return title;
  const parts = series.map(
    (s) => `${s.label} ${String(first[s.key] ?? "无")} 到 ${String(last[s.key] ?? "无")}${s.unit ? ` ${s.unit}` : ""}`,
  );
  return `${title}，${first.x} 至 ${last.x}：${parts.join("，")}。数据表里有全部数字`;
}
