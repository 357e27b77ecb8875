"use client";

import { grouped } from "../figures";
import { type NutrientTarget, NutritionBar } from "../nutrition-bar";
import { ChartCard } from "./chart-card";
import classes from "./charts.module.css";
import type { ChartMeta, ChartRow, ChartSeries } from "./palette";

export type BandItem = NutrientTarget & {
  key: string;
  /** False: the true value is higher, and the bar says 不全. */
  isComplete?: boolean;
  /** In the table only: where the band comes from. */
  source?: string;
};

const series: readonly ChartSeries[] = [
  { key: "value", label: "数值" },
  { key: "min", label: "下限" },
  { key: "max", label: "上限" },
  { key: "note", label: "依据" },
];

/** Values against their bands, each with its figure, unit and what is missing or too much; several columns where there is room. */
export function BandChart({ items, ...meta }: ChartMeta & { items: readonly BandItem[] }) {
  const rows = items.map(
    (item): ChartRow => ({
      x: `${item.label}，${item.unit}`,
      value: item.value,
      min: item.min ?? null,
      max: item.max ?? null,
      note: [item.source, item.isComplete === false && "有配料没有数据，实际更高"].filter(Boolean).join("，") || null,
    }),
  );
  return (
    <ChartCard {...meta} series={series} rows={rows}>
      <ul className={classes.bands}>
        {items.map(({ key, isComplete, source, ...item }) => (
          <li key={key} title={source}>
            <NutritionBar {...item} label={isComplete === false ? `${item.label}（不全）` : item.label} />
            <span className="ya-sr">{source && `依据 ${source}，目标 ${saidBand(item)}`}</span>
          </li>
        ))}
      </ul>
    </ChartCard>
  );
}

function saidBand({ min, max, unit }: NutrientTarget): string {
  if (min != null && max != null) return `${grouped(min)} 到 ${grouped(max)} ${unit}`;
  if (min != null) return `不低于 ${grouped(min)} ${unit}`;
  return max != null ? `不高于 ${grouped(max)} ${unit}` : "没有目标";
}
