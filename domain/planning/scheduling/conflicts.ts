import type { Highs } from "highs";
import { shortDay, weekdayOf } from "@/lib/time";
import { defined } from "./defined";
import { dishesFor, fill } from "./fill";
import type { Blocker, Need, Problem } from "./problem";
import { type Conflict, type Help, type Infeasible, mealRoleLabels } from "./schema";
import { stateOf } from "./score";
import { emptyState, type State, take } from "./state";

/** Rules between places, which no dish carries by itself. */
const between = ["week_cap", "repeat", "liver", "capacity"] as const;

/**
 * Why a place stays empty: the smallest set of rules and of other places that cannot all be satisfied with it. Taking any one
 * of them away makes the rest possible (a deletion filter over an exact test), and each of those is said as a way out.
 */
export function conflictOf(highs: Highs, problem: Problem, chosen: ArrayLike<number>, need: Need): Infeasible | null {
  const asked = rivals(highs, problem, chosen, need);
  if (!asked) return null;
  const { needs, state, base } = asked;
  const all = keysOf(needs);
  const possible = (those: readonly Need[], keys: ReadonlySet<string>) =>
    fill(highs, problem, { needs: those, holds: (key) => keys.has(key), state, base }) !== null;
  const kept = reduced(
    needs.filter((n) => n !== need),
    (rest) => !possible([need, ...rest], new Set(all)),
  );
  const set = [need, ...kept];
  const keys = reduced(all, (rest) => !possible(set, new Set(rest)));
  const ways = keys.map((key) => {
    const rest = new Set(keys.filter((k) => k !== key));
    const found = fill(highs, problem, { needs: set, holds: (k) => rest.has(k), state, base });
    return { key, dish: found?.get(need.id) ?? null };
  });
  return described(problem, need, kept, keys, ways);
}

/**
 * The places that compete with this one: itself alone, else those of her days around, of her whole scope, or of everybody at
 * that meal. The first of these that cannot be filled. Null when all of them can, so that nothing is wrong but the search.
 */
function rivals(highs: Highs, problem: Problem, chosen: ArrayLike<number>, need: Need) {
  const base = emptyState(problem);
  const day = defined(problem.days[need.day]).ord;
  const required = problem.needs.filter((n) => n.isRequired);
  const shares = (n: Need) => n.candidates.some((c) => need.candidates.some((m) => m.dish === c.dish));
  const mine = required.filter((n) => n.plan === need.plan);
  const groups = [
    [need],
    mine.filter((n) => n === need || (shares(n) && Math.abs(defined(problem.days[n.day]).ord - day) <= 4)),
    mine,
    required.filter((n) => n.cell === need.cell),
    required.filter((n) => defined(problem.days[n.day]).ord === day),
    required,
  ];
  for (const needs of groups) {
    const state = without(problem, chosen, needs);
    const holds = () => true;
    if (fill(highs, problem, { needs, holds, state, base }) === null)
      return { needs: [need, ...needs.filter((n) => n !== need)], state, base };
  }
  return null;
}

/** The house as it is without these places: what others eat is given. */
function without(problem: Problem, chosen: ArrayLike<number>, needs: readonly Need[]): State {
  const state = stateOf(problem, chosen);
  for (const need of needs) take(state, need);
  return state;
}

/** Members in the order in which one would rather do without them; the filter drops the first ones first. */
function keysOf(needs: readonly Need[]): string[] {
  const blockers = needs.flatMap((need) => need.out.flatMap((out) => out.blockers));
  const own = new Map(blockers.map((b) => [b.key, b]));
  const rank = (b: Blocker) => (b.kind === "stage" ? 0 : b.kind === "rule" ? 1 : 2);
  const safety = [...own.values()]
    .filter((b) => !between.some((key) => key === b.key))
    .sort((a, b) => rank(a) - rank(b));
  return [...between, ...safety.map((b) => b.key)];
}

/** Drops members as long as the rest is still contradictory: what remains is minimal. */
function reduced<T>(members: readonly T[], isContradictory: (rest: readonly T[]) => boolean): T[] {
  let kept = [...members];
  for (let size = Math.ceil(kept.length / 2); size >= 1; size = size === 1 ? 0 : Math.ceil(size / 2))
    for (let at = 0; at < kept.length; ) {
      const rest = [...kept.slice(0, at), ...kept.slice(at + size)];
      if (isContradictory(rest)) kept = rest;
      else at += size;
    }
  return kept;
}

type Way = { key: string; dish: number | null };

function described(
  problem: Problem,
  need: Need,
  others: readonly Need[],
  keys: readonly string[],
  ways: readonly Way[],
): Infeasible {
  const { slots } = problem.input;
  const day = defined(problem.days[need.day]);
  const slot = slots.find((s) => s.id === need.slotId);
  const role = mealRoleLabels[need.part.role];
  const conflict = keys.map((key) => member(problem, [need, ...others], key));
  for (const other of others) conflict.push(place(problem, other));
  const isEmpty = dishesFor(need, () => false).length === 0;
  if (isEmpty) conflict.push({ ...blank, kind: "offer", text: `菜品库里没有能排在${slot?.name}的${role}` });
  return {
    date: day.date,
    slotId: need.slotId,
    slot: slot?.code ?? "",
    slotName: slot?.name ?? "",
    role: need.part.role,
    title: `${weekdayOf(day.date)}${slot?.name}的${role}，没有菜能同时满足`,
    conflict,
    wouldHelp: helps(problem, need, conflict, ways),
  };
}

const blank = { restrictionId: null, ruleCode: null, dishes: [], at: null };
const named = (problem: Problem, dish: number) => {
  const { id, name } = defined(problem.dishes[dish]).card;
  return { dishId: id, dishName: name };
};

function member(problem: Problem, needs: readonly Need[], key: string): Conflict {
  const hits = needs.flatMap((need) =>
    need.out.flatMap(({ dish, blockers }) => blockers.filter((b) => b.key === key).map((b) => ({ dish, b }))),
  );
  const dishes = [...new Set(hits.map(({ dish }) => dish))].map((dish) => named(problem, dish));
  const first = hits[0]?.b;
  const kind = first?.kind ?? (key as Conflict["kind"]);
  const head = {
    kind,
    restrictionId: first?.restrictionId ?? null,
    ruleCode: first?.ruleCode ?? null,
    dishes,
    at: null,
  };
  return {
    ...head,
    text: textOf(
      problem,
      needs,
      key,
      hits.map(({ b }) => b),
      dishes.length,
    ),
  };
}

function textOf(
  problem: Problem,
  needs: readonly Need[],
  key: string,
  blockers: readonly Blocker[],
  count: number,
): string {
  const { limits } = problem.input;
  const own = [...new Set(blockers.map((b) => b.text))];
  if (key === "repeat")
    return own.length > 0 && own.length <= 2
      ? own.join("；")
      : `同一道菜 ${limits.repeatDays} 天内不重复${count > 0 ? `，排除 ${count} 道` : ""}`;
  if (key === "week_cap") return own.length > 0 && own.length <= 2 ? own.join("；") : "同一道点心一周有次数上限";
  if (key === "liver") return own[0] ?? `每周肝类最多 ${limits.liverGramsWeek} g`;
  if (key === "capacity") {
    const { slotDishes, stationDishes } = limits;
    const said = [
      slotDishes !== null && `一餐最多 ${slotDishes} 样`,
      stationDishes !== null && `一个灶位最多 ${stationDishes} 样`,
    ];
    return `厨房${said.filter(Boolean).join("，")}`;
  }
  if (key === "stage") return `不在惯用的产后周次，排除 ${count} 道`;
  return `${labelOf(problem, needs, key)}排除 ${count} 道`;
}

/** 医嘱控糖（至 11-26） · 过敏花生 · 排：药膳: who says it and what it is about. */
function labelOf(problem: Problem, needs: readonly Need[], key: string): string {
  const plan = problem.input.plans[defined(needs[0]).plan];
  const [what, id] = [key.slice(0, key.indexOf(":")), key.slice(key.indexOf(":") + 1)];
  if (what === "restriction") {
    const r = plan?.person.restrictions.find((one) => String(one.id) === id);
    if (!r) return "禁忌";
    const words = {
      allergy: "过敏",
      medical: r.source === "doctor_order" ? "医嘱" : "身体原因",
      religion: "宗教饮食",
      stage: "阶段",
      dislike: "不吃",
    };
    const by = r.setBy ? `${r.setBy}，` : "";
    const until = r.validTo ? `（${by}至 ${shortDay(r.validTo)}）` : r.setBy ? `（${r.setBy}）` : "";
    return `${words[r.kind]}${r.label}${until}`;
  }
  const rule = problem.input.rules.find((one) => one.code === id);
  return rule ? `饮食规则“${rule.name}”` : "个人营养上限";
}

function place(problem: Problem, need: Need): Conflict {
  const day = defined(problem.days[need.day]);
  const slot = problem.input.slots.find((s) => s.id === need.slotId)?.name ?? "";
  const who = problem.input.plans.length > 1 ? `${problem.input.plans[need.plan]?.person.name}` : "";
  const text = `${who}${weekdayOf(day.date)} ${shortDay(day.date)} ${slot}的${mealRoleLabels[need.part.role]}也要排，能用的是同几道`;
  const at = { date: day.date, slotId: need.slotId, role: need.part.role };
  return { ...blank, kind: "need", text, dishes: need.candidates.slice(0, 6).map((c) => named(problem, c.dish)), at };
}

/** The mildest first: rules of the house, then a new dish, then what people have said; an allergy is never among them. */
function helps(problem: Problem, need: Need, conflict: readonly Conflict[], ways: readonly Way[]): Help[] {
  const role = mealRoleLabels[need.part.role];
  const found: Help[] = [];
  for (const { key, dish } of ways) {
    const member = conflict[ways.findIndex((way) => way.key === key)];
    if (!member || dish === null) continue;
    const to = named(problem, dish);
    const text = helpText(problem, need, key, to.dishName);
    const plan = problem.input.plans[need.plan];
    const r = plan?.person.restrictions.find((one) => one.id === member.restrictionId);
    if (r?.kind === "allergy") continue;
    const kind = member.kind === "need" || member.kind === "present" || member.kind === "offer" ? "dish" : member.kind;
    found.push({
      kind,
      text:
        text ??
        (r
          ? `${r.source === "doctor_order" ? "请医生确认" : "问过她"}放宽“${r.label}”，就能排${to.dishName}`
          : `审核人破例一次，就能排${to.dishName}`),
      dish: to,
      restrictionId: member.restrictionId,
      ruleCode: member.ruleCode,
    });
  }
  if (!conflict.some((c) => c.kind === "capacity")) {
    const avoid = conflict.flatMap(
      (c) => problem.input.plans[need.plan]?.person.restrictions.find((r) => r.id === c.restrictionId)?.label ?? [],
    );
    const text =
      avoid.length > 0 ? `请厨房加一道合“${[...new Set(avoid)].join("、")}”的${role}` : `请厨房加一道${role}`;
    found.push({ kind: "dish", text, dish: null, restrictionId: null, ruleCode: null });
  }
  const order = ["week_cap", "repeat", "liver", "stage", "capacity", "unlock", "dish", "rule", "restriction"];
  return found.sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
}

function helpText(problem: Problem, need: Need, key: string, dish: string): string | null {
  const count = need.out.flatMap((out) => out.blockers).find((b) => b.key === "week_cap" && b.text.startsWith(dish));
  switch (key) {
    case "repeat":
      return `允许${dish}提前再排`;
    case "week_cap":
      return count ? `允许${dish}第 ${(need.part.weekMax ?? 0) + 1} 次` : `允许${dish}这周多排一次`;
    case "liver":
      return `这周肝类放宽到能排${dish}`;
    case "capacity":
      return `厨房这一餐多做一样（${dish}）`;
    case "stage":
      return `提前用${dish}（惯用周次不是医学要求）`;
    default:
      return problem.dishes.length === 0 ? "" : null;
  }
}
