"use client";

import { useId } from "react";
import {
  CartesianGrid,
  Label,
  Line,
  LineChart,
  ReferenceArea,
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
import { summaryOf } from "./trend-chart";

/** A band of the y axis, named at its right edge; an open end is left out. */
export type Band = { kind: "normal" | "off" | "critical"; from?: number; to?: number; label: string };

/** Readings against reference bands: normal flat green, off sparse amber hatch, critical dense red hatch. */
export function BandChart(
  props: ChartMeta & {
    rows: readonly ChartRow[];
    series: readonly ChartSeries[];
    bands: readonly Band[];
    domain: readonly [number, number];
  },
) {
  const { rows, series, bands, domain, height = 200 } = props;
  const id = useId().replace(/[^a-z0-9]/gi, "");
  const fill = { normal: "var(--ya-green)", off: `url(#off${id})`, critical: `url(#crit${id})` };
  return (
    <ChartCard
      {...props}
      xLabel={props.xLabel ?? "时间"}
      legend={series.length > 1 ? <Legend series={series} rows={rows} /> : undefined}
    >
      <div className={classes.chart} style={{ height }} role="img" aria-label={summaryOf(props.title, rows, series)}>
        <ResponsiveContainer width="100%" height="100%">
          <LineChart data={[...rows]} margin={{ top: 8, right: 44, bottom: 0, left: 0 }} accessibilityLayer={false}>
            <defs>
              <pattern id={`off${id}`} width="6" height="6" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
                <rect width="6" height="6" fill="var(--ya-amber)" opacity=".13" />
                <path d="M0 0V6" stroke="var(--ya-amber)" strokeWidth="1.4" opacity=".5" />
              </pattern>
              <pattern
                id={`crit${id}`}
                width="4"
                height="4"
                patternUnits="userSpaceOnUse"
                patternTransform="rotate(45)"
              >
                <rect width="4" height="4" fill="var(--ya-red)" opacity=".13" />
                <path d="M0 0V4" stroke="var(--ya-red)" strokeWidth="1.6" opacity=".5" />
              </pattern>
            </defs>
            <CartesianGrid vertical={false} stroke="var(--ya-line-soft)" />
            <XAxis dataKey="x" tickLine={false} axisLine={{ stroke: "var(--ya-line)" }} minTickGap={28} />
            <YAxis
              tickLine={false}
              axisLine={false}
              width={44}
              tickFormatter={(n: number) => grouped(n)}
              domain={[domain[0], domain[1]]}
              allowDataOverflow
            />
            {bands.map((band) => (
              <ReferenceArea
                key={`${band.kind}${band.label}`}
                y1={band.from ?? domain[0]}
                y2={band.to ?? domain[1]}
                fill={fill[band.kind]}
                fillOpacity={band.kind === "normal" ? 0.1 : 1}
                stroke="none"
                ifOverflow="hidden"
              >
                <Label value={band.label} position="right" fill="var(--ya-ink-2)" fontSize={12} />
              </ReferenceArea>
            ))}
            <Tooltip
              content={(tip) => (
                <ChartTip active={tip.active} label={tip.label} payload={tip.payload} series={series} />
              )}
            />
            {series.map((s, i) => {
              const look = lookOf(i);
              return (
                <Line
                  key={s.key}
                  dataKey={s.key}
                  stroke={look.colour}
                  strokeWidth={2}
                  strokeDasharray={look.dash}
                  isAnimationActive={false}
                  connectNulls
                  dot={({ key, cx, cy }) => <Marker key={key} cx={cx} cy={cy} look={look} r={2.8} />}
                />
              );
            })}
          </LineChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
