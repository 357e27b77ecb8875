"use client";

import {
  Area,
  Bar,
  CartesianGrid,
  Cell,
  ComposedChart,
  LabelList,
  ResponsiveContainer,
  Tooltip,
  XAxis,
  YAxis,
} from "recharts";
import { grouped } from "../figures";
import { ChartCard, ChartTip } from "./chart-card";
import classes from "./charts.module.css";
import type { ChartMeta, ChartSeries } from "./palette";

export type BandPoint = { x: string; value: number | null; from: number | null; to: number | null };

/** One figure a day as bars on its band, which may change from day to day. What is off says ▼ or ▲ over the bar and is hatched. */
export function BandTrend(
  props: ChartMeta & { points: readonly BandPoint[]; label: string; unit: string; onPick?: (x: string) => void },
) {
  const { points, label, unit, height = 240, onPick, title } = props;
  const series: readonly ChartSeries[] = [
    { key: "value", label, unit },
    { key: "from", label: "目标下限", unit },
    { key: "to", label: "目标上限", unit },
  ];
  const rows = points.map((point) => ({ ...point }));
  const drawn = points.map((point) => ({
    ...point,
    band: point.from !== null && point.to !== null ? [point.from, point.to] : null,
    mark: markOf(point),
  }));
  const last = points.findLast((point) => point.from !== null && point.to !== null);
  const off = points.filter((point) => markOf(point) !== "").length;
  const known = points.filter((point) => point.value !== null).length;
  return (
    <ChartCard
      {...props}
      series={series}
      rows={rows}
      legend={
        <ul className={classes.legend}>
          <li>
            <i className={classes.bandSwatch} aria-hidden="true" />
            目标区间
            {last && (
              <b className="ya-num">
                {grouped(last.from ?? 0)}–{grouped(last.to ?? 0)}
              </b>
            )}
            <span className="ya-s">{unit}</span>
          </li>
          <li>
            在区间内 <b className="ya-num">{known - off}</b> 天
          </li>
          {off > 0 && (
            <li>
              ▼▲ 偏离 <b className="ya-num">{off}</b> 天
            </li>
          )}
        </ul>
      }
    >
      <div
        className={classes.chart}
        style={{ height }}
        role="img"
        aria-label={`${title}，${points[0]?.x ?? ""} 至 ${points.at(-1)?.x ?? ""}：${known} 天里 ${known - off} 天在目标区间内。数据表里有全部数字`}
      >
        <ResponsiveContainer width="100%" height="100%">
          <ComposedChart
            data={drawn}
            margin={{ top: 16, right: 12, bottom: 0, left: 0 }}
            accessibilityLayer={false}
            onClick={(state) => state?.activeLabel !== undefined && onPick?.(String(state.activeLabel))}
          >
            <defs>
              <pattern id="off-hatch" width="6" height="6" patternTransform="rotate(45)" patternUnits="userSpaceOnUse">
                <rect width="6" height="6" fill="var(--ya-amber-tint)" />
                <path d="M0 0v6" stroke="var(--ya-amber)" strokeWidth="3" />
              </pattern>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--ya-line-soft)" />
            <XAxis dataKey="x" tickLine={false} axisLine={{ stroke: "var(--ya-line)" }} minTickGap={20} />
            <YAxis
              tickLine={false}
              axisLine={false}
              width={48}
              tickFormatter={(n: number) => grouped(n)}
              domain={[0, "auto"]}
            />
            <Tooltip
              content={(tip) => (
                <ChartTip
                  active={tip.active}
                  label={tip.label}
                  payload={tip.payload.filter((one) => one.dataKey === "value")}
                  series={series}
                />
              )}
            />
            <Area
              dataKey="band"
              type="stepAfter"
              stroke="var(--ya-green-ink)"
              strokeWidth={1}
              strokeDasharray="4 3"
              fill="var(--ya-green)"
              fillOpacity={0.16}
              isAnimationActive={false}
              activeDot={false}
            />
            <Bar dataKey="value" isAnimationActive={false} maxBarSize={22} radius={[2, 2, 0, 0]}>
              {drawn.map((point) => (
                <Cell
                  key={point.x}
                  fill={point.mark ? "url(#off-hatch)" : "var(--ya-c1)"}
                  stroke={point.mark ? "var(--ya-amber)" : "var(--ya-c1)"}
                />
              ))}
              <LabelList dataKey="mark" position="top" fill="var(--ya-amber-ink)" fontSize={10} />
            </Bar>
          </ComposedChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}

function markOf({ value, from, to }: BandPoint): string {
  if (value === null) return "";
  if (from !== null && value < from) return "▼";
  return to !== null && value > to ? "▲" : "";
}
