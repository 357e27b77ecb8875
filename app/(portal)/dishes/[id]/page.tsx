import Link from "next/link";
import { page } from "@/app/_server/page";
import { Card, Cell, Columns, Facts, Notice } from "@/components/card";
import { rounded } from "@/components/figures";
import { SlotMark } from "@/components/marks/slot-mark";
import { Money } from "@/components/money";
import { PageHeader } from "@/components/shell/page-header";
import { Timeline } from "@/components/timeline";
import { type FoodTagKind, foodTagKindLabels } from "@/db/enums/dishes";
import { may } from "@/domain/core/ctx";
import { dailyTargets } from "@/domain/dishes/queries";
import { dishDetail } from "@/domain/dishes/recipes/queries";
import { DishId } from "@/domain/dishes/recipes/schema";
import { substitutesOfDish } from "@/domain/dishes/substitutes/queries";
import { timelineOf } from "@/domain/identity/audit/queries";
import { AllergenList, CostText, weeksText } from "../_components/dish-marks";
import classes from "../_components/dishes.module.css";
import { DishStatus } from "../_components/dishes-table";
import { EnergyShares } from "../_components/energy-shares";
import { DishActions } from "./_components/dish-actions";
import { NutritionTable, RecipeTable } from "./_components/dish-tables";
import { NutritionRadar } from "./_components/nutrition-radar";
import { SubstitutesCard } from "./_components/substitutes-card";

export const metadata = { title: "菜品" };

const onRadar = ["energy_kcal", "protein_g", "carb_g", "fibre_g", "iron_mg", "calcium_mg", "vitc_mg", "sodium_mg"];

export default page({ permission: "dishes:read", input: DishId }, async (ctx, { id }) => {
  const dish = await dishDetail(ctx, { id });
  const [targets, happened, substitutes] = await Promise.all([
    dailyTargets(ctx),
    timelineOf(ctx, "dish", id, 30),
    substitutesOfDish(ctx, { id }),
  ]);
  const shares = dish.nutrition.map(({ code, amount }) => {
    const target = targets.find((t) => t.code === code);
    const whole = target?.target ?? target?.max ?? target?.min ?? null;
    return { code, share: amount === null || !whole ? null : (amount / whole) * 100 };
  });
  const radar = onRadar.flatMap((code) => {
    const share = shares.find((s) => s.code === code)?.share ?? null;
    const name = dish.nutrition.find((n) => n.code === code)?.name;
    return share === null || !name ? [] : [{ x: name, share: Math.round(share * 10) / 10 }];
  });
  const isArchived = dish.archivedAt !== null;
  return (
    <>
      <PageHeader
        title={dish.name}
        crumbs={[{ label: dish.name }]}
        meta={
          <span className={classes.tagline}>
            <DishStatus row={{ isArchived, isAvailable: dish.isAvailable }} tinted />
            {dish.category}
            {dish.slots.map((slot) => (
              <SlotMark key={slot.code} slot={slot.code} name={slot.name} />
            ))}
          </span>
        }
        actions={
          may(ctx, "dishes:edit") && (
            <DishActions
              id={id}
              name={dish.name}
              version={dish.version}
              isAvailable={dish.isAvailable}
              isArchived={isArchived}
              menuCount={dish.menuCount}
            />
          )
        }
      />
      <Columns>
        <Cell span={8}>
          <div className={classes.stack}>
            {dish.caution && (
              <Notice tone="warn" title="谁要慎吃">
                {dish.caution}
              </Notice>
            )}
            <Card title="配料" sub="一人份" flush>
              <RecipeTable dish={dish} canOpen={may(ctx, "ingredients:read")} />
            </Card>
            <Columns>
              <Cell span={6}>
                <NutritionRadar rows={radar} profile="哺乳期每日目标" />
              </Cell>
              <Cell span={6}>
                <Card title="每份">
                  <p className={classes.big}>
                    {dish.calories === null ? "—" : rounded(dish.calories)} <small>kcal</small>
                  </p>
                  <EnergyShares shares={dish.energyShares} />
                  <Facts
                    layout="list"
                    items={[
                      { label: "成本", value: <CostText amount={dish.cost} isComplete={dish.isCostComplete} /> },
                      { label: "售价", value: dish.price === null ? "没定" : <Money fen={dish.price} /> },
                      {
                        label: "毛利",
                        value:
                          dish.price && dish.isCostComplete
                            ? `${rounded(((dish.price - dish.cost) / dish.price) * 100)}%`
                            : "售价和成本齐了才能算",
                      },
                      {
                        label: "每份重量",
                        value: dish.portionGrams === null ? "没填" : `${rounded(dish.portionGrams)} g`,
                      },
                    ]}
                  />
                </Card>
              </Cell>
            </Columns>
            <Card
              title="营养"
              sub={dish.isNutritionComplete ? "每份，全部有数据" : "每份，有配料缺数据，≥ 表示实际不少于"}
              flush
            >
              <NutritionTable rows={dish.nutrition} shares={shares} />
            </Card>
          </div>
        </Cell>
        <Cell span={4}>
          <div className={classes.stack}>
            {dish.imageUrl && (
              // biome-ignore lint/performance/noImgElement: a signed, short-lived link of ours
              <img className={classes.photo} src={dish.imageUrl} alt={dish.name} />
            )}
            <SubstitutesCard
              key={substitutes.version}
              list={substitutes}
              canEdit={may(ctx, "dishes:edit") && !isArchived}
            />
            <Card title="过敏原" sub="来自哪种配料">
              {dish.allergens.length === 0 ? (
                <AllergenList items={[]} />
              ) : (
                <ul className={classes.stack} style={{ gap: 4 }}>
                  {dish.allergens.map((a) => (
                    <li key={a.code}>
                      <b className={a.state === "contains" ? "ya-red" : "ya-amber"}>
                        {a.state === "contains" ? `含${a.name}` : `▲ ${a.name}未申报`}
                      </b>{" "}
                      <span className="ya-m">{a.from.join("、")}</span>
                    </li>
                  ))}
                </ul>
              )}
              {dish.allergens.some((a) => a.state === "unknown") && (
                <p className="ya-note">未申报的按含有拦下。去食材里申报后就放行</p>
              )}
            </Card>
            <Card title="做法">
              <Facts
                layout="list"
                items={[
                  { label: "做法", value: dish.method ?? "没填" },
                  { label: "工位", value: dish.station ?? "没填" },
                  { label: "用时", value: dish.cookMinutes === null ? "没填" : `${dish.cookMinutes} 分钟` },
                  { label: "菜系", value: dish.region ?? "没填" },
                  { label: "适用周", value: weeksText(dish.weeks) },
                  {
                    label: "性质",
                    value: [dish.isBase && "底料", dish.isMedicinal && "含药材"].filter(Boolean).join("、") || "普通菜",
                  },
                ]}
              />
              {dish.description && <p className="ya-m">{dish.description}</p>}
            </Card>
            {dish.tagSources.length > 0 && (
              <Card title="标签">
                <ul className={classes.stack} style={{ gap: 4 }}>
                  {dish.tagSources.map((tag) => (
                    <li key={tag.code}>
                      <b>{tag.name}</b>{" "}
                      <span className="ya-note">
                        {foodTagKindLabels[tag.kind as FoodTagKind]}
                        {tag.from.length > 0 && `，来自${tag.from.join("、")}`}
                      </span>
                    </li>
                  ))}
                </ul>
              </Card>
            )}
            <Card title="用在哪里">
              <Facts
                layout="list"
                items={[
                  { label: "菜单模板", value: dish.menuCount === 0 ? "没有用到" : `${dish.menuCount} 份` },
                  {
                    label: "替代菜",
                    value:
                      dish.substitutes.length === 0
                        ? "没设，客人不能吃时由厨房挑"
                        : dish.substitutes.map((s, i) => (
                            <span key={s.id}>
                              {i > 0 && "、"}
                              <Link href={`/dishes/${s.id}`}>{s.name}</Link>
                            </span>
                          )),
                  },
                  ...(dish.baseOf.length > 0
                    ? [
                        {
                          label: "底料用于",
                          value: dish.baseOf.map((d, i) => (
                            <span key={d.id}>
                              {i > 0 && "、"}
                              <Link href={`/dishes/${d.id}`}>{d.name}</Link>
                            </span>
                          )),
                        },
                      ]
                    : []),
                ]}
              />
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
