import { Card } from "@/components/card";
import { grouped } from "@/components/figures";
import { ScrollRegion } from "@/components/scroll-region";
import type { IngredientTotal } from "@/domain/kitchen/rules";
import classes from "./sheet.module.css";
import { ViewSwitch } from "./view-switch";

/** Under a kilogram in grams, above in kilograms. */
const weight = (grams: number): string =>
  grams < 1000 ? `${grouped(Math.round(grams))} g` : `${grouped(Math.round(grams / 10) / 100)} kg`;

/** What the slot takes from the store: gross to fetch, net into the pots, and for which dishes. */
export function IngredientTotals({ slot, totals }: { slot: string; totals: readonly IngredientTotal[] }) {
  return (
    <Card
      title={`${slot}用料`}
      sub={`${totals.length} 种，毛重含骨、皮和修整`}
      actions={<ViewSwitch view="ingredients" />}
      flush
    >
      <ScrollRegion className={classes.scroll} label={`${slot}用料`}>
        <table className={classes.table}>
          <thead>
            <tr>
              <th scope="col">食材</th>
              <th scope="col" className={classes.num}>
                领料（毛重）
              </th>
              <th scope="col" className={classes.num}>
                下锅（净重）
              </th>
              <th scope="col">用在</th>
            </tr>
          </thead>
          <tbody>
            {totals.map((total) => (
              <tr key={total.ingredientId}>
                <th scope="row" className={classes.dish}>
                  {total.name}
                </th>
                <td className={classes.count}>{weight(total.grossGrams)}</td>
                <td className={classes.num}>{weight(total.netGrams)}</td>
                <td>{total.dishes.map((dish) => `${dish.dishName} ${dish.portions} 份`).join("，")}</td>
              </tr>
            ))}
            {totals.length === 0 && (
              <tr>
                <td colSpan={4} className={classes.empty}>
                  这一餐没有要用的食材
                </td>
              </tr>
            )}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
