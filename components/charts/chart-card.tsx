"use client";

import { ActionIcon } from "@mantine/core";
import { IconChartLine, IconTable } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { Card } from "../card";
import { grouped } from "../figures";
import { Definition } from "../kpi";
import { ScrollRegion } from "../scroll-region";
import classes from "./charts.module.css";
import { type ChartMeta, type ChartRow, type ChartSeries, lookOf } from "./palette";

/** A card around a chart: title, ⓘ 定义, ▦ 看数据 and the table behind it. */
export function ChartCard(
  props: ChartMeta & {
    series: readonly ChartSeries[];
    rows: readonly ChartRow[];
    children: ReactNode;
    legend?: ReactNode;
  },
) {
  const { title, sub, definition, actions, xLabel = "日期", series, rows, children, legend, height = 240 } = props;
  const [table, showTable] = useState(false);
  return (
    <Card
      title={title}
      sub={
        <span className={classes.sub}>
          {sub}
          <Definition label={title} text={definition} />
        </span>
      }
      actions={
        <>
          {actions}
          <ActionIcon
            size={28}
            aria-pressed={table}
            aria-label={table ? `${title}，看图` : `${title}，看数据`}
            title={table ? "看图" : "看数据"}
            onClick={() => showTable(!table)}
          >
            {table ? <IconChartLine size={16} stroke={1.75} /> : <IconTable size={16} stroke={1.75} />}
          </ActionIcon>
        </>
      }
    >
      {rows.length === 0 ? (
        <p className="ya-note">这段时间还没有数据，有了会画在这里</p>
      ) : table ? (
        <DataOf title={title} xLabel={xLabel} series={series} rows={rows} height={height} />
      ) : (
        <>
          {legend}
          {children}
        </>
      )}
    </Card>
  );
}

function DataOf(props: {
  title: string;
  xLabel: string;
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  height: number;
}) {
  return (
    <ScrollRegion className={classes.data} style={{ maxHeight: props.height + 40 }} label={`${props.title}的数据`}>
      <table>
        <thead>
          <tr>
            <th scope="col">{props.xLabel}</th>
            {props.series.map((s) => (
              <th key={s.key} scope="col" data-figure>
                {s.label}
                {s.unit && `，${s.unit}`}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {props.rows.map((row) => (
            <tr key={row.x}>
              <th scope="row">{row.x}</th>
              {props.series.map((s) => (
                <td key={s.key} data-figure>
                  {figure(row[s.key])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

export const figure = (value: unknown): string =>
  typeof value === "number" ? grouped(value) : typeof value === "string" ? value : "—";

/** Name and newest figure of each series, with the line as it is drawn. */
export function Legend({
  series,
  rows,
  bars,
}: {
  series: readonly ChartSeries[];
  rows: readonly ChartRow[];
  bars?: readonly string[];
}) {
  return (
    <ul className={classes.legend}>
      {series.map((s, i) => {
        const look = lookOf(i);
        const last = rows.findLast((row) => row[s.key] !== undefined && row[s.key] !== null);
        return (
          <li key={s.key}>
            <svg width="18" height="10" aria-hidden="true">
              {bars?.includes(s.key) ? (
                <rect
                  x="4"
                  y="0.5"
                  width="9"
                  height="9"
                  rx="1.5"
                  fill={look.colour}
                  fillOpacity=".35"
                  stroke={look.colour}
                />
              ) : (
                <path d="M0 5h18" stroke={look.colour} strokeWidth="2" strokeDasharray={look.dash} />
              )}
            </svg>
            {s.label}
            {last && <b>{figure(last[s.key])}</b>}
            {s.unit && <span className="ya-s">{s.unit}</span>}
          </li>
        );
      })}
    </ul>
  );
}

/** What stands at the pointer. */
export function ChartTip(props: {
  active?: boolean;
  label?: unknown;
  payload?: readonly { dataKey?: unknown; value?: unknown }[];
  series: readonly ChartSeries[];
}) {
  if (!props.active || !props.payload || props.payload.length === 0) return null;
  return (
    <div className={classes.tip}>
      <b>{String(props.label ?? "")}</b>
      {props.series.map((s, i) => {
        const value = props.payload?.find((p) => p.dataKey === s.key)?.value;
        if (value === undefined) return null;
        return (
          <span key={s.key}>
            <i style={{ background: lookOf(i).colour }} />
            {s.label}
            <b>{figure(value)}</b>
            {s.unit}
          </span>
        );
      })}
    </div>
  );
}
