"use client";

import { Cell, Columns } from "@/components/card";
import { BandChart } from "@/components/charts/band-chart";
import { BandTrend } from "@/components/charts/band-trend";
import { RadarChart } from "@/components/charts/radar-chart";
import { useUrlState } from "@/components/url-state";
import type { MealOut, NutritionDayOut, NutritionWeekOut } from "@/domain/planning/nutrition/schema";
import { sourceText } from "@/domain/planning/nutrition/words";
import { type Day, shortDay } from "@/lib/time";

type Period = Pick<NutritionWeekOut, "days" | "nutrition" | "targets" | "onTarget">;
export type ChartDay = Pick<NutritionDayOut, "date" | "targets"> & {
  kcal: number | null;
  meals: Pick<MealOut, "slot" | "mealType" | "energyShare" | "actualShare">[];
};

/** Of these less is better: they have no place among what should be enough. */
const limited = new Set(["sodium_mg", "cholesterol_mg", "alcohol_g"]);
/** A meal carries its part of the day's energy within 15 % of that part (dietary guidelines for lactation, 2022). */
const MEAL_BAND = 0.15;

/** Mean day against the bands, what reaches its target how far, energy day by day, and how the meals share it. */
export function NutritionCharts(props: {
  period: Period;
  days: readonly ChartDay[];
  scope: string;
  asOf: Day;
  uncertainty: string;
}) {
  const { period, days, scope, asOf, uncertainty } = props;
  const url = useUrlState();
  const scoped = `${scope}，排了菜的 ${period.days} 天的日均，截至 ${asOf} 的排餐。`;
  const reached = period.targets.filter(
    ({ code, from, amount, unit }) => from !== null && amount !== null && unit !== "%" && !limited.has(code),
  );
  const energy = (day: ChartDay) => day.targets.find(({ code }) => code === "energy_kcal");
  return (
    <Columns style={{ marginBottom: 12 }}>
      <Cell span={8}>
        <BandChart
          title="日均与目标区间"
          sub={`${period.days} 天平均，每人每天`}
          definition={`${scoped}目标没有单写下限时，以目标值的 90% 为下限。脂肪、碳水供能按 4–9–4 kcal/g 折算。按 ${uncertainty} 来读。`}
          xLabel="营养素"
          items={period.targets.map((one) => ({
            key: one.code,
            label: one.name,
            value: one.amount ?? 0,
            min: one.amount === null ? null : one.from,
            max: one.amount === null ? null : one.to,
            unit: one.unit,
            isComplete: one.isComplete,
            source: sourceText(one.source),
          }))}
        />
      </Cell>
      <Cell span={4}>
        <RadarChart
          title="够不够"
          sub="日均占下限"
          definition={`${scoped}每根轴是日均除以目标下限，虚线圈是 100%，超过 150% 的画在边上。有上限的营养素多不等于好，看左边的区间。`}
          axes={reached.map(({ name, amount, from }) => ({
            label: name.replace("碳水化合物", "碳水").replace("膳食", ""),
            percent: Math.round(((amount ?? 0) / (from || 1)) * 100),
          }))}
        />
      </Cell>
      <Cell span={8}>
        <BandTrend
          title="每天的能量"
          sub="点一天看明细"
          definition={`${scope}每天所有餐次能量的和，区间是当天的能量目标：阶段、哺乳、状况和当周重点都算在内。`}
          label="能量"
          unit="kcal"
          points={days.map((day) => ({
            x: shortDay(day.date),
            value: day.kcal === null ? null : Math.round(day.kcal),
            from: energy(day)?.from ?? null,
            to: energy(day)?.to ?? null,
          }))}
          onPick={(x) => {
            const day = days.find(({ date }) => shortDay(date) === x);
            if (day) url.set({ day: day.date });
          }}
        />
      </Cell>
      <Cell span={4}>
        <BandChart
          title="各餐的能量"
          sub="占全天"
          definition={`${scoped}每餐能量占当天的百分比，取平均；区间是该餐建议占比的上下 15%。`}
          xLabel="餐次"
          items={mealShares(days)}
        />
      </Cell>
    </Columns>
  );
}

function mealShares(days: readonly ChartDay[]) {
  const slots = days[0]?.meals ?? [];
  return slots.map(({ slot, mealType, energyShare }) => {
    const known = days.flatMap((day) => day.meals.find((meal) => meal.slot === slot)?.actualShare ?? []);
    const mean = known.length === 0 ? 0 : known.reduce((sum, share) => sum + share, 0) / known.length;
    const percent = (share: number) => Math.round(share * 1000) / 10;
    return {
      key: slot,
      label: mealType,
      unit: "%",
      value: percent(mean),
      min: energyShare === null ? null : percent(energyShare * (1 - MEAL_BAND)),
      max: energyShare === null ? null : percent(energyShare * (1 + MEAL_BAND)),
    };
  });
}
