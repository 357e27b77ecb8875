import { shortDay, weekdayOf } from "@/lib/time";
import { differences, penaltyOf } from "./compare";
import { defined } from "./defined";
import type { Need, Problem } from "./problem";
import type { Loser, Why, WhyPart } from "./schema";
import { hindrance, place, type State, take } from "./state";
import { against, inFavour } from "./words";

/** Losers kept with an item: those that came near, those that other places keep away, those that are refused. */
const KEPT = { worse: 5, hindered: 3, refused: 4 };
/** Less than this many points apart, two dishes are as good as each other and the seed decides. */
const EVEN = 0.01;

/** What decided a place's dish and which candidates lost to what, in words and numbers. The state is as it was afterwards. */
export function explain(state: State, need: Need): Why {
  const { problem } = state;
  const chosen = defined(state.chosen[need.id]);
  const rated = need.candidates.map((candidate, index) => ({
    index,
    dish: candidate.dish,
    penalty: index === chosen ? 0 : penaltyOf(state, need, index),
  }));
  const worse = rated
    .filter((r) => r.index !== chosen && r.penalty !== null)
    .sort((a, b) => (a.penalty ?? 0) - (b.penalty ?? 0));
  const hindered = rated.filter((r) => r.penalty === null);
  const losers = [
    ...worse.slice(0, KEPT.worse).map((r) => worseLoser(state, need, r.index, r.penalty ?? 0)),
    ...hindered.slice(0, KEPT.hindered).map((r) => hinderedLoser(state, need, r.index)),
    ...need.out.slice(0, KEPT.refused).map((out) => refusedLoser(problem, out)),
  ];
  const candidates = need.candidates.length + need.out.length;
  const decided = decidedBy(state, need, worse[0]?.index);
  return {
    text: sentence(decided, candidates, hindered.length + need.out.length, worse.length),
    decided,
    losers,
    candidates,
    others: candidates - 1 - losers.length,
  };
}

const nameOf = (problem: Problem, dish: number) => {
  const { id, name } = defined(problem.dishes[dish]).card;
  return { dishId: id, dishName: name };
};

function worseLoser(state: State, need: Need, index: number, penalty: number): Loser {
  const { problem } = state;
  const lost = differences(state, need, index).filter((d) => d.points > 0.005);
  const said = lost.slice(0, 2).map(against);
  const text = said.length > 0 && penalty > EVEN ? said.join("，") : "一样好，按种子取了另一道";
  const candidate = defined(need.candidates[index]);
  return { ...nameOf(problem, candidate.dish), by: "worse", text, penalty: round(penalty), restrictionId: null };
}

function hinderedLoser(state: State, need: Need, index: number): Loser {
  const { problem } = state;
  const old = defined(state.chosen[need.id]);
  take(state, need);
  const by = hindrance(state, need, index) ?? "repeat";
  if (old >= 0) place(state, need, old);
  const { dish } = defined(need.candidates[index]);
  const named = nameOf(problem, dish);
  const texts = {
    repeat: whereElse(state, need, dish),
    week_cap: `${named.dishName}本周已到上限 ${need.part.weekMax} 次`,
    liver: `本周肝类已到上限 ${problem.input.limits.liverGramsWeek} g`,
    capacity: "厨房这一餐做满了",
  };
  return { ...named, by, text: texts[by], penalty: null, restrictionId: null };
}

/** 周五 11-20 午餐排了: the nearest place that holds the dish. */
function whereElse(state: State, need: Need, dish: number): string {
  const { problem } = state;
  const here = defined(problem.days[need.day]).ord;
  const near = problem.needs
    .filter((n) => n.plan === need.plan && n.id !== need.id)
    .filter((n) => n.candidates[defined(state.chosen[n.id])]?.dish === dish)
    .map((n) => ({ n, day: defined(problem.days[n.day]) }))
    .sort((a, b) => Math.abs(a.day.ord - here) - Math.abs(b.day.ord - here))[0];
  if (!near) return "前后几天已经排了";
  const slot = problem.input.slots.find((s) => s.id === near.n.slotId)?.name ?? "";
  return near.day.ord === here
    ? `当天${slot}排了`
    : `${weekdayOf(near.day.date)} ${shortDay(near.day.date)} ${slot}排了`;
}

function refusedLoser(problem: Problem, { dish, blockers }: Need["out"][number]): Loser {
  const first = defined(blockers[0]);
  const by = first.kind === "restriction" || first.kind === "rule" ? "refused" : first.kind;
  const known =
    by === "stage" || by === "repeat" || by === "week_cap" || by === "liver" || by === "capacity" || by === "present";
  return {
    ...nameOf(problem, dish),
    by: known ? by : "refused",
    text: first.text,
    penalty: null,
    restrictionId: first.restrictionId,
  };
}

/** The parts in which the dish beats its strongest rival. */
function decidedBy(state: State, need: Need, rival: number | undefined): WhyPart[] {
  if (rival === undefined) return [part("only", "只剩这一道能排", 0)];
  const { problem } = state;
  const other = nameOf(problem, defined(need.candidates[rival]).dish).dishName;
  const won = differences(state, need, rival).filter((d) => d.points > 0.005);
  const parts = won.slice(0, 3).map((d) => ({
    kind: d.kind,
    text: inFavour(d, other),
    value: round(d.points),
    code: d.code,
    amount: d.kind === "nutrient" || d.kind === "cost" ? round(d.amount) : null,
    unit: d.unit || null,
  }));
  return parts.length > 0 ? parts : [part("tie", `和${other}一样好，按种子取`, 0)];
}

const part = (kind: WhyPart["kind"], text: string, value: number): WhyPart => ({
  kind,
  text,
  value,
  code: null,
  amount: null,
  unit: null,
});

function sentence(decided: readonly WhyPart[], candidates: number, barred: number, worse: number): string {
  const head = decided
    .map((d) => d.text)
    .slice(0, 2)
    .join("，");
  const rest = [barred > 0 && `${barred} 道排不了`, worse > 0 && `${worse} 道差一些`].filter(Boolean).join("，");
  return `${head}。${candidates} 道里 ${rest || "只有它"}`;
}

const round = (n: number) => Math.round(n * 1000) / 1000;
