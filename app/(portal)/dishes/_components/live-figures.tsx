"use client";

import { Card } from "@/components/card";
import { rounded } from "@/components/figures";
import { Money } from "@/components/money";
import {
  allergensOf,
  circleOf,
  costOf,
  energyShares,
  flatten,
  type Larder,
  mergedNutrition,
  netWeight,
  nutritionOf,
  type Part,
  type Recipe,
  tagsOf,
} from "@/domain/dishes/rules";
import { AllergenList } from "./dish-marks";
import classes from "./dishes.module.css";
import { EnergyShares } from "./energy-shares";
import type { DishValues } from "./form-values";

export type DishMasters = {
  nutrients: { id: number; code: string; name: string; unit: string }[];
  allergens: { id: number; code: string; name: string }[];
  tags: { id: number; code: string; name: string; kind: string }[];
};

const shown = ["protein_g", "fat_g", "carb_g", "fibre_g", "iron_mg", "calcium_mg", "sodium_mg"];

/** What the recipe as it stands means for nutrition, allergens and cost; computed here, as the server will on saving. */
export function LiveFigures(props: { values: DishValues; larder: Larder; masters: DishMasters; dishId?: number }) {
  const { values, larder, masters } = props;
  const recipe: Recipe = {
    id: props.dishId ?? 0,
    name: values.name || "这道菜",
    portionGrams: values.portionGrams,
    lines: values.ingredients
      .filter((l) => (l.ingredientId === null ? larder.recipes.has(l.dishId ?? 0) : larder.foods.has(l.ingredientId)))
      .map((l) => ({ ...l, subDishId: l.dishId, quantity: l.quantity ?? 0 })),
  };
  const circle = circleOf(recipe, larder.recipes);
  const parts = circle ? [] : flatten(recipe, larder);
  const computed = nutritionOf(
    parts,
    masters.nutrients.map((n) => n.code),
  );
  const overrides = Object.entries(values.overrides).flatMap(([code, amount]) =>
    amount === null ? [] : [{ code, amount, source: "override" as const, reason: values.reason }],
  );
  const { rows, isComplete } = mergedNutrition(computed, overrides);
  const amounts = Object.fromEntries(rows.map((row) => [row.code, row.amount]));
  const unmeasured = namesOf(parts.filter((p) => p.net === null));
  const missing = computed.missing.filter((m) => !overrides.some((o) => o.code === m.code));
  const cost = costOf(parts);
  const weight = netWeight(parts);
  const ownTags = masters.tags.filter((t) => values.tags.includes(t.code)).map((t) => t.id);
  const tags = tagsOf(parts, ownTags);
  const cautions = masters.tags.filter((t) => t.kind === "caution" && tags.has(t.id));
  return (
    <Card title="边改边算" sub="每份">
      <p className={classes.big} aria-live="polite">
        {amounts.energy_kcal === undefined ? "—" : rounded(amounts.energy_kcal)} <small>kcal</small>
        {weight !== null && weight > 0 && <small> 净重 {rounded(weight)} g</small>}
      </p>
      {circle && <p className="ya-red">配料绕成了圈：{circle.join(" → ")}</p>}
      <EnergyShares shares={energyShares(amounts)} />
      <table className={classes.figures}>
        <tbody>
          {masters.nutrients
            .filter((n) => shown.includes(n.code))
            .map((n) => (
              <tr key={n.code}>
                <th scope="row">{n.name}</th>
                <td>
                  {missing.some((m) => m.code === n.code) && amounts[n.code] !== undefined && "≥ "}
                  {amounts[n.code] === undefined ? "未知" : rounded(amounts[n.code] ?? 0)} <small>{n.unit}</small>
                </td>
              </tr>
            ))}
          <tr>
            <th scope="row">成本</th>
            <td>
              <Money fen={cost.amount} bold />
              {!cost.isComplete && parts.length > 0 && <span className="ya-amber"> 不全</span>}
            </td>
          </tr>
          {values.price !== null && values.price > 0 && parts.length > 0 && (
            <tr>
              <th scope="row">成本率</th>
              <td>{rounded((cost.amount / values.price) * 100)}%</td>
            </tr>
          )}
        </tbody>
      </table>
      <p style={{ marginTop: 8 }}>
        <span className="ya-note">过敏原 </span>
        {parts.length === 0 ? (
          <span className="ya-s">加了配料才知道</span>
        ) : (
          <AllergenList items={allergensOf(parts, masters.allergens)} />
        )}
      </p>
      {cautions.length > 0 && (
        <p>
          <span className="ya-note">慎用 </span>
          {cautions.map((t) => t.name).join("、")}
        </p>
      )}
      {unmeasured.length > 0 && <p className="ya-amber">▲ {unmeasured.join("、")}没写用量，营养和成本都不全</p>}
      {cost.missing.some((name) => !unmeasured.includes(name)) && (
        <p className="ya-amber">▲ {cost.missing.filter((name) => !unmeasured.includes(name)).join("、")}没有价格</p>
      )}
      {parts.length > 0 && !isComplete && unmeasured.length === 0 && (
        <p className="ya-amber">▲ {[...new Set(missing.flatMap((m) => m.foods))].join("、")}缺营养数据</p>
      )}
    </Card>
  );
}

const namesOf = (parts: readonly Part[]) => [...new Set(parts.map((p) => p.food.name))];
