import { writeFileSync } from "node:fs";
import { cpus, loadavg } from "node:os";
import { targetsFor } from "@/domain/customers/targets/rules";
import { deviation } from "@/domain/planning/scheduling/bands";
import { compile } from "@/domain/planning/scheduling/compile";
import { leastOpen } from "@/domain/planning/scheduling/fill";
import { solver } from "@/domain/planning/scheduling/highs";
import type { ScheduleInput } from "@/domain/planning/scheduling/input";
import type { Problem } from "@/domain/planning/scheduling/problem";
import { weightDefaults } from "@/domain/planning/scheduling/schema";
import { objectiveOf, stateOf } from "@/domain/planning/scheduling/score";
import { greedy, randomFrom } from "@/domain/planning/scheduling/search";
import { solve } from "@/domain/planning/scheduling/solve";
import { emptyState, hindrance, place, type State } from "@/domain/planning/scheduling/state";
import { defaultMealStructure } from "@/domain/system/settings/rules";
import { addDays, type Day } from "@/lib/time";
import { cards, people, profiles, rules, slots } from "./house";

/** `npm run bench -- scheduling`: the scheduler on the 121 dishes beside a greedy and a random one; writes docs/bench-scheduling.md. */
const TODAY = "2026-11-19" as Day;
const SEED = 20261119;
const cases = [
  { name: "一位 28 天 × 6 餐", people: 1, days: 28, limit: 2 },
  { name: "60 位一天", people: 60, days: 1, limit: 10 },
  { name: "60 位 7 天", people: 60, days: 7, limit: 60 },
];

function inputOf(count: number, length: number): ScheduleInput {
  const dates = Array.from({ length }, (_, i) => addDays(TODAY, i));
  return {
    plans: people(count, TODAY).map((person, i) => ({
      planId: i + 1,
      person,
      days: dates.map((date, k) => ({
        date,
        weekNumber: Math.floor(k / 7) + 1,
        targets: targetsFor(person, profiles, date),
        shares: {
          fat: { min: 20, max: 30 },
          carb: person.conditions.some((c) => c.code === "GDM") ? { min: 45, max: 55 } : { min: 50, max: 65 },
        },
      })),
      open: dates.flatMap((date) => slots.map(({ id }) => ({ date, slotId: id }))),
      fixed: [],
      present: [],
      around: [],
      tastes: new Map(),
    })),
    slots,
    cards,
    rules,
    structure: defaultMealStructure,
    limits: { repeatDays: 3, liverGramsWeek: 85, costCeiling: 10_500, slotDishes: 40, stationDishes: 20 },
    weights: weightDefaults,
    seed: SEED,
    served: [],
  };
}

/** Any dish that the rules between places allow, place by place. */
function atRandom(state: State, random: () => number) {
  for (const need of state.problem.needs.filter((n) => n.isRequired)) {
    const free = need.candidates.flatMap((_, i) => (hindrance(state, need, i) === null ? [i] : []));
    const pick = free[Math.floor(random() * free.length)];
    if (pick !== undefined) place(state, need, pick);
  }
}

function figures(problem: Problem, state: State) {
  let [met, all] = [0, 0];
  problem.days.forEach((day, d) => {
    for (const code of new Set(day.bands.map((band) => band.code))) {
      all++;
      const those = day.bands.filter((band) => band.code === code);
      if (those.every((band) => deviation(band, state.dayForms[d * problem.forms.length + band.at] ?? 0) < 1e-9)) met++;
    }
  });
  const cost = problem.days.reduce((sum, _, d) => sum + (state.dayCost[d] ?? 0), 0) / problem.days.length / 100;
  const cooked = problem.cells.reduce((sum, _, c) => sum + (state.cellCount[c] ?? 0), 0) / problem.cells.length;
  const open = problem.needs.filter((n) => n.isRequired && (state.chosen[n.id] ?? -1) < 0).length;
  return {
    met: `${met} / ${all}（${Math.round((met / all) * 100)}%）`,
    repeats: repeatsIn(problem, state),
    cost,
    cooked,
    open,
  };
}

/** The same main dish within three days, counted by pairs: the hard rule says there are none. */
function repeatsIn(problem: Problem, state: State): number {
  const seen = problem.needs.flatMap((need) => {
    const pick = need.candidates[state.chosen[need.id] ?? -1];
    return pick && pick.window > 1
      ? [{ plan: need.plan, dish: pick.dish, window: pick.window, ord: problem.days[need.day]?.ord ?? 0 }]
      : [];
  });
  const byDish = new Map<string, typeof seen>();
  for (const one of seen)
    byDish.set(`${one.plan}:${one.dish}`, [...(byDish.get(`${one.plan}:${one.dish}`) ?? []), one]);
  return [...byDish.values()].reduce(
    (sum, list) =>
      sum +
      list.filter((a, i) => list.some((b, j) => j > i && Math.abs(a.ord - b.ord) < Math.min(a.window, b.window)))
        .length,
    0,
  );
}

/** Of the places that a choice leaves open, how many every choice leaves open: proved week by week. */
function mustStayOpen(state: State): number {
  const { problem } = state;
  const open = problem.needs.filter((n) => n.isRequired && (state.chosen[n.id] ?? -1) < 0);
  const base = emptyState(problem);
  return [...new Set(open.map((n) => n.week))].reduce((sum, week) => {
    const needs = problem.needs.filter((n) => n.isRequired && n.week === week);
    return sum + leastOpen(highs, problem, needs, base);
  }, 0);
}

const lines: string[] = [];
const say = (line: string) => {
  lines.push(line);
  console.log(line);
};

const highs = await solver();
const load = loadavg()[0] ?? 0;
say("# 自动排餐：速度与好坏");
say("");
say(
  "121 道菜、演示馆的妈妈和饮食规则；每餐的样数、不重复的天数、上限都是默认设置，种子 20261119。同一台机器上三种排法并列：",
);
say(
  "本系统、逐格贪心（每格取当下最好的）、随机（只守硬规则）。分越低越好；界是没有哪种排法能低于的分，差距 =（分 − 界）÷ 分。",
);
say("");
const others = load > 1 ? "，同时有别的程序在用这些核，墙钟秒因此偏长" : "";
say(`${cpus().length} 核 ${cpus()[0]?.model.trim()}，开始时系统负载 ${load.toFixed(1)}${others}。`);
say("");
say(
  "| 规模 | 排法 | 处理器秒 | 墙钟秒 | 目标秒 | 分 | 界 | 差距 | 达标项 | 近日重复 | 没排上 | 其中必然 | 成本 元/人日 | 每餐样数 |",
);
say("|---|---|---|---|---|---|---|---|---|---|---|---|---|---|");
for (const one of cases) {
  const input = inputOf(one.people, one.days);
  const row = (how: string, begun: { cpu: number; wall: number }, state: State, bound: number | null) => {
    const f = figures(state.problem, state);
    const points = objectiveOf(state);
    const cpu = process.cpuUsage().user / 1e6 - begun.cpu;
    const wall = (performance.now() - begun.wall) / 1000;
    const must = bound === null || f.open === 0 ? "" : mustStayOpen(state);
    const gap = bound === null ? "" : `${Math.round(((points - bound) / points) * 1000) / 10}%`;
    say(
      `| ${one.name} | ${how} | ${cpu.toFixed(1)} | ${wall.toFixed(1)} | ${bound === null ? "" : `≤ ${one.limit}`} | ${points.toFixed(1)} | ${bound?.toFixed(1) ?? ""} | ${gap} | ${f.met} | ${f.repeats} | ${f.open} | ${must} | ${f.cost.toFixed(1)} | ${f.cooked.toFixed(1)} |`,
    );
  };
  const now = () => ({ cpu: process.cpuUsage().user / 1e6, wall: performance.now() });
  let begun = now();
  const schedule = solve(highs, input);
  row("本系统", begun, stateOf(schedule.problem, schedule.chosen), schedule.bound);
  begun = now();
  const problem = compile(input);
  const eager = emptyState(problem);
  greedy(eager);
  row("贪心", begun, eager, null);
  begun = now();
  const blind = emptyState(problem);
  atRandom(blind, randomFrom(SEED));
  row("随机", begun, blind, null);
}
say("");
say(
  "界怎么来：每人每周解一次线性松弛（菜可以拆成几分之几），多人时每人分摊一道共用的菜（人不多时再换几种分法，取最高的界）；少算的只有规则和非负的分，所以真的低于任何排法。",
);
say(
  "“其中必然”：只用她自己的硬规则，不管厨房和别人，由求解器证明至少有这么多处排不上；每处空着计 100 分，这部分也算进界里。",
);
say("");
say(
  "同样的输入和种子排出同样的结果：搜索按步数停，不看钟。会打破它的只有求解器每个子问题的秒数护栏（机器停住时）和换了 HiGHS 的版本。",
);
writeFileSync("docs/bench-scheduling.md", `${lines.join("\n")}\n`);
