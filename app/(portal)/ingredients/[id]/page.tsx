import Link from "next/link";
import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts, Notice } from "@/components/card";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { PageHeader } from "@/components/shell/page-header";
import { Timeline } from "@/components/timeline";
import { may } from "@/domain/core/ctx";
import { ingredientDetail } from "@/domain/dishes/ingredients/queries";
import { allergenStateLabels, IngredientId } from "@/domain/dishes/ingredients/schema";
import { timelineOf } from "@/domain/identity/audit/queries";
import { isMass, toGrams } from "@/domain/inventory/rules";
import { IngredientActions } from "../_components/ingredient-actions";
import classes from "../_components/ingredients.module.css";
import { IngredientStatus } from "../_components/ingredients-table";
import { amountText, sourceWord } from "../_components/words";

export const metadata = { title: "食材" };

export default page({ permission: "ingredients:read", input: IngredientId }, async (ctx, { id }) => {
  const food = await ingredientDetail(ctx, { id });
  const happened = await timelineOf(ctx, "ingredient", id, 30);
  const isArchived = food.archivedAt !== null;
  const weight = isMass(food.unit) ? null : toGrams({ baseUnit: food.unit, units: food.units }, 1, food.unit);
  const unknown = food.allergens.filter((a) => a.state === "unknown");
  return (
    <>
      <PageHeader
        title={food.name}
        crumbs={[{ label: food.name }]}
        meta={
          <span className={classes.tagline}>
            <IngredientStatus row={{ isArchived, isAvailable: food.isAvailable }} tinted />
            {food.category}
            {food.isHerb && "药材，按不含营养素算"}
          </span>
        }
        actions={
          may(ctx, "ingredients:edit") && (
            <IngredientActions
              id={id}
              name={food.name}
              version={food.version}
              isArchived={isArchived}
              dishes={food.usedIn.length}
            />
          )
        }
      />
      <Columns>
        <Cell span={8}>
          <div className={classes.stack}>
            {food.note && (
              <Notice tone="warn" title="用这些数之前看一眼">
                {food.note}
              </Notice>
            )}
            <Card title="营养" sub="每 100 g 可食部分" flush>
              <ScrollRegion label="营养表" style={{ overflowX: "auto", position: "relative" }}>
                <table className={classes.plain}>
                  <thead>
                    <tr>
                      <th scope="col">营养素</th>
                      <th scope="col" data-figure>
                        含量
                      </th>
                      <th scope="col">来源</th>
                    </tr>
                  </thead>
                  <tbody>
                    {food.nutrients.map((n) => (
                      <tr key={n.code}>
                        <th scope="row">{n.name}</th>
                        <td data-figure>
                          {n.amount === null ? (
                            <span className={n.code === "alcohol_g" ? "ya-s" : "ya-amber"}>
                              {n.code === "alcohol_g" ? "没有记录" : "▲ 未知"}
                            </span>
                          ) : (
                            <>
                              {amountText(n.amount)} <span className="ya-s">{n.unit}</span>
                            </>
                          )}
                        </td>
                        <td className="ya-m">
                          {n.amount !== null && sourceWord(n.source)}
                          {n.isFilled && <span className="ya-note">，原表没有，从别处补的</span>}
                        </td>
                      </tr>
                    ))}
                  </tbody>
                </table>
              </ScrollRegion>
            </Card>
          </div>
        </Cell>
        <Cell span={4}>
          <div className={classes.stack}>
            <Card title="过敏原" sub={unknown.length > 0 ? `${unknown.length} 项没申报` : "都申报了"}>
              <ul className={classes.stack} style={{ gap: 2 }}>
                {food.allergens
                  .filter((a) => a.state !== "free")
                  .map((a) => (
                    <li key={a.code}>
                      <b className={a.state === "contains" ? "ya-red" : "ya-amber"}>
                        {a.state === "contains" ? `含${a.name}` : `▲ ${a.name}${allergenStateLabels.unknown}`}
                      </b>
                    </li>
                  ))}
                <li className="ya-s">
                  {food.allergens.every((a) => a.state === "free")
                    ? "全部不含"
                    : food.allergens.some((a) => a.state === "free") && "其余不含"}
                </li>
              </ul>
              {unknown.length > 0 && <p className="ya-note">未知的按含有拦下，标签到了请补上</p>}
            </Card>
            <Card title="单位与价格">
              <Facts
                layout="list"
                items={[
                  { label: "基本单位", value: food.unit },
                  { label: "可食部", value: `${food.ediblePct}%` },
                  ...(weight === null ? [] : [{ label: `1 ${food.unit}`, value: `${Math.round(weight * 10) / 10} g` }]),
                  ...food.units
                    .filter((u) => isMass(food.unit) || !isMass(u.unit))
                    .map((u) => ({ label: `1 ${u.unit}`, value: `${amountText(u.baseQuantity)} ${food.unit}` })),
                  {
                    label: "参考价",
                    value: food.price ? (
                      <>
                        <Money fen={food.price.amount} /> / {food.price.per === 1 ? "" : `${food.price.per} `}
                        {food.price.unit}
                      </>
                    ) : (
                      <span className="ya-amber">▲ 没填，用到它的菜成本不全</span>
                    ),
                  },
                ]}
              />
            </Card>
            <Card title="名称">
              <Facts
                layout="list"
                items={[
                  { label: "别名", value: food.aliases.join("、") || "没有" },
                  { label: "数据来源", value: sourceWord(food.source) },
                  ...(food.sourceRef ? [{ label: "原表编号", value: food.sourceRef }] : []),
                  { label: "标签", value: food.tags.map((t) => t.name).join("、") || "没有" },
                ]}
              />
              {food.description && <p className="ya-m">{food.description}</p>}
            </Card>
            <Card title="用它的菜" sub={`${food.usedIn.length} 道`}>
              {food.usedIn.length === 0 ? (
                <p className="ya-note">还没有菜用它</p>
              ) : (
                <p>
                  {food.usedIn.slice(0, 30).map((dish, i) => (
                    <span key={dish.id} className="ya-nw">
                      {i > 0 && "、"}
                      <Link href={`/dishes/${dish.id}`}>{dish.name}</Link>
                    </span>
                  ))}
                  {food.usedIn.length > 30 && ` 等 ${food.usedIn.length} 道`}
                </p>
              )}
            </Card>
            <Card title="经过">
              <Timeline
                items={happened.map((entry, i) => ({
                  id: i,
                  at: entry.at.toISOString(),
                  actor: entry.actorName,
                  text: entry.text,
                }))}
              />
            </Card>
          </div>
        </Cell>
      </Columns>
    </>
  );
});
