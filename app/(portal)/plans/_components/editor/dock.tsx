"use client";

import Link from "next/link";
import { stages } from "@/components/marks/moon";
import { NutritionBar } from "@/components/nutrition-bar";
import { LIVER_GRAMS } from "@/domain/planning/editor/rules";
import { fen, yuanText } from "@/lib/money";
import { type Day, shortDay, weekdayOf } from "@/lib/time";
import classes from "./editor.module.css";
import { dayFigures, planCost, VARIETY, weekFigures } from "./figures";
import type { Model } from "./model";
import type { Editor } from "./use-editor";

/** Under the grid: the chosen day against its targets, and what the week adds up to. */
export function Dock({ editor, onWeek }: { editor: Editor; onWeek: () => void }) {
  const { model, here, state, dates } = editor;
  if (!here) return null;
  const { eight, isEmpty } = dayFigures(model, state.cells, here.date);
  return (
    <section className={classes.dock} aria-label="营养与本周">
      <div className={classes.dockMain}>
        <div className={classes.dockHead}>
          <b className={classes.dockTitle}>
            {weekdayOf(here.date)} {shortDay(here.date)} 营养
          </b>
          <span className={classes.basis}>{basisText(model, here.date)}</span>
          <span className={classes.legend} aria-hidden="true">
            <span>
              <i />
              目标区间
            </span>
            <span>
              <i data-bar />
              已排
            </span>
          </span>
        </div>
        <div className={classes.bars}>
          {eight.map(({ code, ...nutrient }) => (
            <NutritionBar key={code} {...nutrient} {...(isEmpty && { min: null, max: null })} />
          ))}
        </div>
      </div>
      <div className={classes.week}>
        <div className={classes.weekHead}>
          <b className={classes.weekTitle}>本周</b>
          <Link href={`/plans/${editor.data.plan.id}/nutrition?week=${editor.week}`}>营养报告</Link>
          <button type="button" onClick={onWeek}>
            重点与备注
          </button>
        </div>
        <WeekFacts model={model} cells={state.cells} dates={dates} />
      </div>
    </section>
  );
}

/** On whose account the targets are what they are. */
function basisText(model: Model, date: Day): string {
  const stage = model.stageOf(date)?.stage;
  const sweet = model.data.person.conditions.some((c) => c.code === "GDM");
  const feeding = model.data.person.childbirth?.feeding;
  const milk = feeding === "breast" || feeding === "mixed" ? "哺乳" : null;
  const parts = [stage && stages[stage].name, milk, sweet && "控糖"].filter(Boolean);
  const focus = model.weekOf.get(date)?.focusArea?.replaceAll("·", "，");
  return `按${parts.join("、") || "乳母"}目标${focus ? `，本周${focus}` : ""}`;
}

export function WeekFacts({
  model,
  cells,
  dates,
}: {
  model: Model;
  cells: Editor["state"]["cells"];
  dates: readonly Day[];
}) {
  const week = weekFigures(model, cells, dates);
  const places = (list: typeof week.open) =>
    list
      .slice(0, 3)
      .map((c) => `${weekdayOf(c.date)}${model.slotOf.get(c.slotId)?.name}`)
      .join("、");
  const [repeat] = week.repeats;
  return (
    <dl>
      <Fact
        label="成本 / 日"
        value={week.costPerDay === null ? "—" : `¥${yuanText(fen(Math.round(week.costPerDay)))}`}
        note={week.isCostComplete ? "每人" : "有缺价，偏低"}
      />
      <PlanCost model={model} cells={cells} />
      <Fact label="食材种类" value={String(week.variety)} note={`目标 ≥ ${VARIETY}`} isOff={week.variety < VARIETY} />
      {repeat ? (
        <Fact
          label="重复菜"
          value={`${week.repeats.length} 道`}
          note={`${repeat.name} ${repeat.dates.map((d) => weekdayOf(d)).join("、")}`}
          isOff
        />
      ) : (
        <Fact label="重复菜" value="无 3 日内重复主菜" />
      )}
      <Fact
        label="肝类"
        value={`${week.liverGrams} g`}
        note={`每周 ≤ ${LIVER_GRAMS} g`}
        isOff={week.liverGrams > LIVER_GRAMS}
      />
      <Fact
        label="未排"
        value={week.open.length === 0 ? "都排好了" : `${week.open.length} 处`}
        note={week.open.length > 0 ? `${places(week.open)}${week.open.length > 3 ? "等" : ""}` : undefined}
        isOff={week.open.length > 0}
      />
    </dl>
  );
}

/** Of the whole plan: what its ingredients cost, against the price it was quoted at. */
function PlanCost({ model, cells }: { model: Model; cells: Editor["state"]["cells"] }) {
  const { cost, margin, isEmpty } = planCost(model, cells);
  if (isEmpty || margin.permille === null) return null;
  const part = Math.round((1000 - margin.permille) / 10);
  return (
    <Fact
      label="整份食材"
      value={`¥${yuanText(cost.amount).replace(/\.\d+$/, "")}${cost.isComplete ? "" : " 起"}`}
      note={`占报价的 ${part}%`}
      isOff={margin.amount < 0}
    />
  );
}

function Fact({ label, value, note, isOff }: { label: string; value: string; note?: string; isOff?: boolean }) {
  return (
    <div>
      <dt>{label}</dt>
      <dd title={note}>
        <b className={`${classes.fact} ya-num ${isOff ? "ya-amber" : ""}`}>
          {isOff && "▲ "}
          {value}
        </b>
        {note && <span className={`${classes.factNote} ya-s`}>{note}</span>}
      </dd>
    </div>
  );
}
