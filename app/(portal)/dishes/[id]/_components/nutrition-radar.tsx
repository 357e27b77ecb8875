"use client";

import { PolarAngleAxis, PolarGrid, PolarRadiusAxis, Radar, RadarChart, ResponsiveContainer } from "recharts";
import { ChartCard } from "@/components/charts/chart-card";
import { lookOf } from "@/components/charts/palette";

export type RadarRow = { x: string; share: number };

/** How far one serving goes towards the day's targets, nutrient by nutrient; the ring is what a main meal should bring. */
export function NutritionRadar({ rows, profile }: { rows: RadarRow[]; profile: string }) {
  const series = [{ key: "share", label: "占一天目标", unit: "%" }];
  const most = Math.max(30, ...rows.map((row) => row.share));
  const said = rows.map((row) => `${row.x} ${row.share}%`).join("，");
  return (
    <ChartCard
      title="一份占一天的多少"
      sub={profile}
      definition="一份的含量 ÷ 每日目标。目标取推荐量，没有推荐量的取上限（钠）。虚线圈是 30%，一顿正餐大致该到的分量。"
      xLabel="营养素"
      series={series}
      rows={rows}
      height={260}
    >
      <div style={{ height: 260 }} role="img" aria-label={`一份占一天目标：${said}`}>
        <ResponsiveContainer width="100%" height="100%">
          <RadarChart data={rows.map((row) => ({ ...row, meal: 30 }))} outerRadius="74%">
            <PolarGrid stroke="var(--ya-line)" />
            <PolarAngleAxis dataKey="x" tick={{ fontSize: 12, fill: "var(--ya-ink-2)" }} />
            <PolarRadiusAxis domain={[0, Math.ceil(most / 10) * 10]} tick={false} axisLine={false} />
            <Radar
              dataKey="meal"
              stroke="var(--ya-ink-3)"
              strokeDasharray="3 3"
              fill="none"
              isAnimationActive={false}
            />
            <Radar
              dataKey="share"
              stroke={lookOf(0).colour}
              strokeWidth={2}
              fill={lookOf(0).colour}
              fillOpacity={0.18}
              isAnimationActive={false}
              dot={{ r: 3, fill: lookOf(0).colour, fillOpacity: 1 }}
            />
          </RadarChart>
        </ResponsiveContainer>
      </div>
    </ChartCard>
  );
}
