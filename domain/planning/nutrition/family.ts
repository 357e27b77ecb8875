import "server-only";
import { centreNames } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { userNames } from "@/domain/identity/queries";
import { notFound } from "@/lib/errors";
import { shortDay, stamp } from "@/lib/time";
import type { PlanWeek } from "../schema";
import { nutritionReport } from "./queries";
import type { NutritionOut, NutritionWeekOut } from "./schema";
import { saidAmount, sourceText } from "./words";

/** What a family reads about, in this order. Cost, cholesterol and alcohol are the kitchen's business. */
const shown = [
  "energy_kcal",
  "protein_g",
  "fat_pct",
  "carb_pct",
  "fibre_g",
  "iron_mg",
  "calcium_mg",
  "zinc_mg",
  "vita_ug_rae",
  "vitc_mg",
  "folate_ug",
  "sodium_mg",
] as const;
const weekly = ["energy_kcal", "protein_g", "fibre_g", "iron_mg", "calcium_mg", "sodium_mg"] as const;

/** Calm words for where a figure stands; nothing here is a finding about the mother. */
const words = { within: "合适", low: "可以多一点", high: "可以少一点", unknown: "没有数据" } as const;

type Period = Pick<NutritionWeekOut, "days" | "targets" | "onTarget" | "gaps" | "missing">;

/**
 * A plan (or one week of it) for the family to take away: means against what is advised, week by week, and foods and dishes
 * that suit her and would bring more of what is short. Worded for reading, without cost, conditions or diagnoses.
 */
export async function familyNutrition(ctx: Ctx, input: PlanWeek) {
  const { plan, customerName, header, report } = await nutritionReport(ctx, input);
  const week = report.weeks.find((one) => one.weekNumber === input.week);
  if (input.week !== undefined && !week) throw notFound(`第 ${input.week} 周`);
  const period = week ?? report.average;
  const { centre, dietitian } = await namesFor(reader(ctx, "plans:read"), plan.centreId, plan.createdBy);
  return {
    centre,
    dietitian,
    name: `${customerName.slice(0, 1)}女士`,
    room: header?.room ?? null,
    number: plan.planNumber,
    printedAt: stamp(ctx.now),
    scope: week ? `第 ${week.weekNumber} 周` : "整份计划",
    from: week?.from ?? plan.startDate,
    to: week?.to ?? plan.endDate,
    days: period.days,
    avoided: [...new Set((header?.restrictions ?? []).filter((r) => r.kind === "allergy").map((r) => r.label))],
    rows: rowsOf(period),
    weeks: week ? [] : weeksOf(report),
    weekHeads: weekly.map((code) => nameIn(report, code)),
    more: adviceOf(period),
    less: period.targets.flatMap(({ code, state }) => (state === "high" && lessOf[code] ? [lessOf[code]] : [])),
    sources: [...new Set(report.origins.map(({ source }) => sourceText(source)))],
    notInTables: report.notInTables,
    uncertainty: report.uncertainty,
  };
}
export type FamilyNutrition = Awaited<ReturnType<typeof familyNutrition>>;

async function namesFor(read: Read, centreId: number, createdBy: number | null) {
  const [centres, users] = await Promise.all([centreNames(read.db), userNames([createdBy])]);
  return { centre: centres.get(centreId) ?? "", dietitian: users.get(createdBy ?? 0) ?? "" };
}

const rowsOf = ({ targets, onTarget }: Period) =>
  shown.flatMap((code) => {
    const one = targets.find((target) => target.code === code);
    if (!one || one.amount === null) return [];
    const { name, unit, amount, from, to, state, isComplete } = one;
    const tally = onTarget[code];
    return [
      {
        name,
        unit,
        value: amount,
        from,
        to,
        text: `${saidAmount(amount)}${isComplete ? "" : " 以上"}`,
        band: bandText(from, to),
        word: words[state],
        isOff: state !== "within",
        days: tally ? `${tally.within} / ${tally.of}` : "",
      },
    ];
  });

const weeksOf = (report: NutritionOut) =>
  report.weeks
    .filter((week) => week.days > 0)
    .map((week) => ({
      label: `第 ${week.weekNumber} 周`,
      dates: `${shortDay(week.from)} 至 ${shortDay(week.to)}`,
      cells: weekly.map((code) => {
        const one = week.targets.find((target) => target.code === code);
        return { text: one?.amount == null ? "—" : saidAmount(one.amount), word: one ? words[one.state] : "" };
      }),
    }));

const nameIn = ({ average }: NutritionOut, code: string) => {
  const one = average.targets.find((target) => target.code === code);
  return { name: one?.name ?? code, unit: one?.unit ?? "" };
};

/** For the widest gaps: foods, and dishes against which nothing speaks. */
const adviceOf = ({ gaps }: Period) =>
  gaps
    .filter(({ code }) => (shown as readonly string[]).includes(code))
    .map(({ name, foods, dishes }) => ({
      name,
      foods: foods.map((food) => food.name),
      dishes: dishes.filter(({ caveats }) => caveats.length === 0).map(({ dishName }) => dishName),
    }))
    .filter(({ foods, dishes }) => foods.length + dishes.length > 0)
    .slice(0, 4);

const lessOf: Record<string, string> = {
  sodium_mg: "盐：家里带来的菜和零食请选少盐的，酱菜、腌制品先不吃",
  fat_pct: "油：喝汤前先撇去浮油，肉带皮的部分可以少吃",
  energy_kcal: "总量：吃到七八分饱就好，不用每样都吃完",
};

function bandText(from: number | null, to: number | null): string {
  if (from !== null && to !== null) return `${saidAmount(from)}–${saidAmount(to)}`;
  if (from !== null) return `不低于 ${saidAmount(from)}`;
  return to !== null ? `不超过 ${saidAmount(to)}` : "—";
}
