import Link from "next/link";
import { rounded } from "@/components/figures";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { dishIngredientBasisLabels, dishNutritionSourceLabels } from "@/db/enums/dishes";
import type { DishDetailOut } from "@/domain/dishes/recipes/schema";
import classes from "../../_components/dishes.module.css";

type Part = Pick<DishDetailOut, "ingredients" | "cost" | "isCostComplete" | "costMissing">;

/** The recipe per serving: amount, edible and bought weight, cost of each line. */
export function RecipeTable({ dish, canOpen }: { dish: Part; canOpen: boolean }) {
  if (dish.ingredients.length === 0)
    return (
      <p style={{ padding: "0 14px 12px" }} className="ya-note">
        还没有配料。点“修改”加上，营养、过敏原和成本会自动算出来
      </p>
    );
  return (
    <ScrollRegion label="配料表" style={{ overflowX: "auto", position: "relative" }}>
      <table className={classes.plain}>
        <thead>
          <tr>
            <th scope="col">食材</th>
            <th scope="col" data-figure>
              用量
            </th>
            <th scope="col" data-figure>
              可食 g
            </th>
            <th scope="col" data-figure>
              采购 g
            </th>
            <th scope="col" data-figure>
              成本
            </th>
          </tr>
        </thead>
        <tbody>
          {dish.ingredients.map((line, i) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one ingredient may stand in two lines
            <tr key={`${line.id}-${i}`}>
              <th scope="row">
                {line.dishId !== null ? (
                  <Link href={`/dishes/${line.dishId}`}>{line.name}</Link>
                ) : canOpen ? (
                  <Link href={`/ingredients/${line.ingredientId}`}>{line.name}</Link>
                ) : (
                  line.name
                )}
                {line.dishId !== null && <span className="ya-note"> 底料</span>}
                {line.isOptional && <span className="ya-note"> 可不放</span>}
              </th>
              <td data-figure>
                {line.quantity === 0 ? (
                  <span className="ya-amber">适量</span>
                ) : (
                  <>
                    {line.quantity} <span className="ya-s">{line.unit}</span>
                    {line.dishId === null && <span className="ya-note"> {dishIngredientBasisLabels[line.basis]}</span>}
                  </>
                )}
              </td>
              <td data-figure>{line.grams === null ? "—" : rounded(line.grams)}</td>
              <td data-figure>{line.grossGrams === null ? "—" : rounded(line.grossGrams)}</td>
              <td data-figure>
                {line.cost === null ? <span className="ya-amber">▲ 缺价格</span> : <Money fen={line.cost} />}
              </td>
            </tr>
          ))}
        </tbody>
        <tfoot>
          <tr>
            <th scope="row" colSpan={4}>
              合计
              {!dish.isCostComplete && dish.costMissing.length > 0 && (
                <span className="ya-amber"> ▲ {dish.costMissing.join("、")}没有价格或用量，实际更高</span>
              )}
            </th>
            <td data-figure>
              <Money fen={dish.cost} />
            </td>
          </tr>
        </tfoot>
      </table>
    </ScrollRegion>
  );
}

type Share = { code: string; share: number | null };

/** Every nutrient of one serving, how it came about, and its part of the day's target. */
export function NutritionTable({ rows, shares }: { rows: DishDetailOut["nutrition"]; shares: readonly Share[] }) {
  return (
    <ScrollRegion label="营养表" style={{ overflowX: "auto", position: "relative" }}>
      <table className={classes.plain}>
        <thead>
          <tr>
            <th scope="col">营养素</th>
            <th scope="col" data-figure>
              每份
            </th>
            <th scope="col" data-figure>
              占一天
            </th>
            <th scope="col">来处</th>
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => {
            const share = shares.find((s) => s.code === row.code)?.share ?? null;
            return (
              <tr key={row.code}>
                <th scope="row">{row.name}</th>
                <td data-figure>
                  {row.amount === null ? (
                    <span className="ya-s">{row.missing.length > 0 ? "未知" : "没有"}</span>
                  ) : (
                    <>
                      {row.missing.length > 0 && "≥ "}
                      {rounded(row.amount)} <span className="ya-s">{row.unit}</span>
                    </>
                  )}
                </td>
                <td data-figure>{share === null ? "—" : `${rounded(share)}%`}</td>
                <td>
                  {row.source && dishNutritionSourceLabels[row.source]}
                  {row.reason && <span className="ya-note">，{row.reason}</span>}
                  {row.missing.length > 0 && <span className="ya-amber"> ▲ {row.missing.join("、")}没有数据</span>}
                </td>
              </tr>
            );
          })}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
