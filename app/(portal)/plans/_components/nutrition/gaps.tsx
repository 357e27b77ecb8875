import Link from "next/link";
import { Card, Cell, Columns } from "@/components/card";
import { rounded } from "@/components/figures";
import type { GapOut, NutritionWeekOut, SurplusOut } from "@/domain/planning/nutrition/schema";
import classes from "./nutrition.module.css";

/** What lacks and what would close it, what is too much and where it comes from. */
export function Gaps({ period, planId }: { period: Pick<NutritionWeekOut, "gaps" | "surpluses">; planId: number }) {
  return (
    <Columns style={{ marginBottom: 12 }}>
      <Cell span={8}>
        <Card title="缺口和能补上的" sub="只列她能吃的菜，按一份能补多少排" flush>
          {period.gaps.length === 0 ? (
            <p className={classes.none}>日均没有缺口，各项都到了下限</p>
          ) : (
            <ul className={classes.gaps}>
              {period.gaps.map((gap) => (
                <Gap key={gap.code} gap={gap} planId={planId} />
              ))}
            </ul>
          )}
        </Card>
      </Cell>
      <Cell span={4}>
        <Card title="偏多的来自哪里" sub="这一段里最多的三道" flush>
          {period.surpluses.length === 0 ? (
            <p className={classes.none}>日均没有超过上限的</p>
          ) : (
            <ul className={classes.gaps}>
              {period.surpluses.map((surplus) => (
                <Surplus key={surplus.code} surplus={surplus} />
              ))}
            </ul>
          )}
        </Card>
      </Cell>
    </Columns>
  );
}

function Gap({ gap, planId }: { gap: GapOut; planId: number }) {
  const { name, unit } = gap;
  return (
    <li>
      <h3>
        <span className="ya-amber">
          ▼ {name}差 {rounded(gap.lack)} {unit}
        </span>
        <span className="ya-note">
          日均 {rounded(gap.amount)}，下限 {rounded(gap.from)} {unit}
          {!gap.isComplete && "，数据不全，实际更高"}
        </span>
      </h3>
      {gap.dishes.length > 0 ? (
        <table className={classes.closers}>
          <thead>
            <tr>
              <th scope="col">菜</th>
              <th scope="col">餐次</th>
              <th scope="col" data-figure>
                一份，{unit}
              </th>
              <th scope="col" data-figure>
                kcal
              </th>
              <th scope="col">留意</th>
            </tr>
          </thead>
          <tbody>
            {gap.dishes.map((dish) => (
              <tr key={dish.dishId}>
                <th scope="row">
                  <Link href={`/dishes/${dish.dishId}`}>{dish.dishName}</Link>
                </th>
                <td>{dish.slots.join("、")}</td>
                <td data-figure>
                  <b className="ya-green ya-num">+{rounded(dish.amount)}</b>
                  {!dish.isComplete && <small> 不全</small>}
                </td>
                <td data-figure className="ya-num">
                  {dish.kcal}
                </td>
                <td className={classes.caveats}>{dish.caveats.length > 0 ? dish.caveats.join("；") : "—"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      ) : (
        <p className="ya-note">菜品库里没有她能吃、又能明显补上{name}的菜。可以请厨房加一道，或请营养师看补充剂</p>
      )}
      {gap.foods.length > 0 && (
        <p className={classes.foods}>
          <span className="ya-s">食材</span>
          {gap.foods.map((food) => (
            <span key={food.ingredientId} title={`用在 ${food.dishes.join("、")}`}>
              {food.name} {food.grams} g <b className="ya-num">+{rounded(food.amount)}</b>
            </span>
          ))}
          <Link href={`/plans/${planId}`}>去排餐里换</Link>
        </p>
      )}
    </li>
  );
}

function Surplus({ surplus }: { surplus: SurplusOut }) {
  const { name, unit } = surplus;
  return (
    <li>
      <h3>
        <span className="ya-amber">
          ▲ {name}超 {rounded(surplus.excess)} {unit}
        </span>
        <span className="ya-note">
          日均 {rounded(surplus.amount)}，上限 {rounded(surplus.to)}
        </span>
      </h3>
      <ul className={classes.sources}>
        {surplus.sources.map((source) => (
          <li key={source.dishId}>
            <Link href={`/dishes/${source.dishId}`}>{source.dishName}</Link>
            <span className="ya-s">{source.times} 次</span>
            <b className="ya-num">
              {rounded(source.amount)} {unit}
            </b>
          </li>
        ))}
      </ul>
    </li>
  );
}
