import Link from "next/link";
import { Card } from "@/components/card";
import { rounded } from "@/components/figures";
import { SlotMark } from "@/components/marks/slot-mark";
import { ScrollRegion } from "@/components/scroll-region";
import type { MealOut, NutritionDayOut } from "@/domain/planning/nutrition/schema";
import { dayTitle } from "@/lib/time";
import classes from "./nutrition.module.css";

/** One day down to its dishes: what each meal and each dish of it brings. */
export function DayDetail({ day, closeHref }: { day: NutritionDayOut; closeHref: string }) {
  const columns = day.targets.filter(({ unit }) => unit !== "%");
  return (
    <Card
      id="day"
      title={`${dayTitle(day.date)}逐餐逐菜`}
      sub={day.postpartumDay === null ? undefined : `产后第 ${day.postpartumDay} 天`}
      actions={
        <Link href={closeHref} scroll={false}>
          收起
        </Link>
      }
      flush
      style={{ marginBottom: 12 }}
    >
      <ScrollRegion label={`${dayTitle(day.date)}逐餐逐菜`} className={classes.wide}>
        <table className={classes.figures}>
          <thead>
            <tr>
              <th scope="col">餐与菜</th>
              {columns.map(({ code, name, unit }) => (
                <th key={code} scope="col" data-figure>
                  {name}
                  <br />
                  {unit}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {day.meals.map((meal) => (
              <Meal key={meal.slotId} meal={meal} codes={columns.map(({ code }) => code)} />
            ))}
          </tbody>
          <tfoot>
            <tr>
              <th scope="row">当天合计</th>
              {columns.map(({ code, amount, isComplete }) => (
                <td key={code} data-figure className="ya-num">
                  {amount === null ? "—" : `${rounded(amount)}${isComplete ? "" : "+"}`}
                </td>
              ))}
            </tr>
          </tfoot>
        </table>
      </ScrollRegion>
    </Card>
  );
}

function Meal({ meal, codes }: { meal: MealOut; codes: readonly string[] }) {
  const share = meal.actualShare === null ? "" : `，占全天 ${Math.round(meal.actualShare * 100)}%`;
  const aim = meal.energyShare === null ? "" : `（建议 ${Math.round(meal.energyShare * 100)}%）`;
  return (
    <>
      <tr className={classes.mean}>
        <th scope="row">
          <span className={classes.meal}>
            <SlotMark slot={meal.slot} name={meal.mealType} />
            <small>
              {meal.dishes.length === 0 ? "没排" : `${meal.dishes.length} 道${share}`}
              {meal.dishes.length > 0 && aim}
            </small>
          </span>
        </th>
        {codes.map((code) => (
          <Amount key={code} code={code} of={meal} />
        ))}
      </tr>
      {meal.dishes.map((dish) => (
        <tr key={dish.dishId}>
          <th scope="row" className={classes.inner}>
            <Link href={`/dishes/${dish.dishId}`}>{dish.dishName}</Link>
            {dish.quantity > 1 && <small> ×{dish.quantity}</small>}
          </th>
          {codes.map((code) => (
            <Amount key={code} code={code} of={dish} />
          ))}
        </tr>
      ))}
    </>
  );
}

function Amount({ code, of }: { code: string; of: Pick<MealOut, "nutrition" | "missing"> }) {
  const amount = of.nutrition[code];
  const isPartly = of.missing.includes(code);
  return (
    <td data-figure className="ya-num" title={isPartly ? "有配料没有数据，实际更高" : undefined}>
      {amount === undefined ? "—" : `${rounded(amount)}${isPartly ? "+" : ""}`}
    </td>
  );
}
