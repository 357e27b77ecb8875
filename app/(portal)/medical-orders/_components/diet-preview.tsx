"use client";

import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { Card } from "@/components/card";
import { StatusBadge } from "@/components/marks/status-badge";
import { isEmptyDiet } from "@/domain/care/diet/rules";
import type { Diet } from "@/domain/care/diet/schema";
import type { HitMeal } from "@/domain/planning/preview/queries";
import { previewOrderAction } from "../actions";
import classes from "./orders.module.css";

type Preview = { meals: HitMeal[]; checked: number };
type State = { for: string; found: Preview | null } | { for: string; failed: string } | null;

const effects = {
  refused: { tone: "critical", label: "要换" },
  changed: { tone: "off", label: "改做法" },
  note: { tone: "waiting", label: "留意" },
} as const;
const SHOWN = 12;

/** What the order would change before it is given: which of her coming meals have to be replaced or cooked another way. */
export function DietPreview(props: {
  patientId: number;
  name: string;
  diet: Diet;
  startsOn: string | null;
  stopsOn: string | null;
}) {
  const { patientId, name, diet, startsOn, stopsOn } = props;
  const asked = JSON.stringify({ patientId, diet, ...(startsOn && { startsOn }), stopsOn });
  const [settled] = useDebouncedValue(asked, 300);
  const [state, setState] = useState<State>(null);
  const isEmpty = isEmptyDiet(diet);
  useEffect(() => {
    if (isEmpty) return;
    let isOld = false;
    void previewOrderAction(JSON.parse(settled) as Parameters<typeof previewOrderAction>[0])
      .then((answer) => {
        if (isOld) return;
        setState(answer.ok ? { for: settled, found: answer.data } : { for: settled, failed: answer.error.message });
      })
      .catch(() => !isOld && setState({ for: settled, failed: "没算出来，网络断了。连上后会再算" }));
    return () => {
      isOld = true;
    };
  }, [settled, isEmpty]);
  const isWaiting = !isEmpty && state?.for !== asked;
  return (
    <Card title="会改到的餐" sub={`${name}还没送的餐`}>
      <div aria-live="polite" aria-busy={isWaiting}>
        {isEmpty ? (
          <p className="ya-note">选了饮食要求，这里列出要换和要改做法的菜</p>
        ) : state === null ? (
          <p className="ya-note">在算</p>
        ) : "failed" in state ? (
          <p className="ya-amber">{state.failed}</p>
        ) : state.found === null ? (
          <p className="ya-note">她没有在执行的餐单。医嘱照样生效，以后排餐按它来</p>
        ) : (
          <Hits {...state.found} />
        )}
      </div>
    </Card>
  );
}

function Hits({ meals, checked }: Preview) {
  if (meals.length === 0) return <p className="ya-green">{checked} 道菜都不受影响</p>;
  const count = (effect: HitMeal["effect"]) => meals.filter((meal) => meal.effect === effect).length;
  const late = meals.filter((meal) => meal.isLate && meal.effect !== "note").length;
  return (
    <>
      <p>
        {checked} 道菜里，<b className="ya-red">{count("refused")} 道要换</b>，{count("changed")} 道改做法
        {count("note") > 0 && `，${count("note")} 道留意`}
      </p>
      {late > 0 && <p className="ya-amber">▲ {late} 道已过截单，开立后厨房会收到差异单</p>}
      <ul className={classes.hits}>
        {meals.slice(0, SHOWN).map((meal) => (
          <li key={`${meal.date}${meal.slot}${meal.dishName}`}>
            <span className={classes.hit}>
              <span className="ya-num ya-m">
                {meal.date.slice(5)} {meal.slot}
              </span>
              <b>{meal.dishName}</b>
              <StatusBadge {...effects[meal.effect]} />
            </span>
            <span className="ya-note">{meal.reasons[0]}</span>
          </li>
        ))}
      </ul>
      {meals.length > SHOWN && <p className="ya-note">还有 {meals.length - SHOWN} 道，开立后在计划里逐道处理</p>}
    </>
  );
}
