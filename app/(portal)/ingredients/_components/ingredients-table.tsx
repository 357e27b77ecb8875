"use client";

import { column, DataTable } from "@/components/data-table";
import { rounded } from "@/components/figures";
import { FilterBar } from "@/components/filter-bar";
import { LinkButton } from "@/components/link-button";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { When } from "@/components/time";
import { useUrlState } from "@/components/url-state";
import { ingredientGapLabels, ingredientGaps } from "@/domain/dishes/ingredients/schema";
import type { Page } from "@/lib/page";
import { AllergenList, type AllergenMark } from "../../dishes/_components/dish-marks";

export type IngredientRow = {
  id: number;
  name: string;
  aliases: string[];
  category: string;
  ediblePct: number;
  calories: number | null;
  protein: number | null;
  fat: number | null;
  carbohydrates: number | null;
  allergens: AllergenMark[];
  perKg: number | null;
  unit: string;
  isAvailable: boolean;
  isArchived: boolean;
  updatedAt: string;
};
type Option = { value: string; label: string };

export function IngredientsTable(props: {
  page: Page<IngredientRow>;
  sort: string;
  exportHref?: string;
  canEdit: boolean;
  categories: string[];
  allergens: Option[];
  tags: Option[];
}) {
  const url = useUrlState();
  const columns = [
    column<IngredientRow>(
      "name",
      "食材",
      (row) => (
        <span className="ya-nw">
          <b>{row.name}</b>
          {row.aliases.length > 0 && <span className="ya-note"> {row.aliases.slice(0, 2).join("、")}</span>}
        </span>
      ),
      { sortKey: "name" },
    ),
    column<IngredientRow>("category", "分类", undefined, { sortKey: "category" }),
    column<IngredientRow>("ediblePct", "可食部", (row) => `${row.ediblePct}%`, { align: "right" }),
    column<IngredientRow>("calories", "能量 kcal/100 g", (row) => <Amount value={row.calories} />, { align: "right" }),
    column<IngredientRow>("protein", "蛋白质 g", (row) => <Amount value={row.protein} />, { align: "right" }),
    column<IngredientRow>("carbohydrates", "碳水 g", (row) => <Amount value={row.carbohydrates} />, { align: "right" }),
    column<IngredientRow>("fat", "脂肪 g", (row) => <Amount value={row.fat} />, { align: "right" }),
    column<IngredientRow>("allergens", "过敏原", (row) => <AllergenList items={row.allergens} />),
    column<IngredientRow>(
      "perKg",
      "每千克价",
      (row) => (row.perKg === null ? <span className="ya-amber">▲ 缺价格</span> : <Money fen={row.perKg} />),
      { align: "right" },
    ),
    column<IngredientRow>("unit", "单位", undefined, { defaultHidden: true }),
    column<IngredientRow>("updatedAt", "更新", (row) => <When iso={row.updatedAt} />, {
      defaultHidden: true,
      sortKey: "updatedAt",
    }),
    column<IngredientRow>("status", "状态", (row) => <IngredientStatus row={row} />),
  ];
  return (
    <DataTable
      label="食材"
      columns={columns}
      page={props.page}
      sort={props.sort}
      defaultSort="category"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      rowTone={(row) => (row.isAvailable ? undefined : "muted")}
      onRowHref={(row) => `/ingredients/${row.id}`}
      storageKey="ingredients"
      unit="种"
      exportHref={props.exportHref}
      empty={{
        title: url.query.size > 0 ? "没有符合条件的食材" : "还没有食材",
        hint: url.query.size > 0 ? "去掉几个筛选条件，或换个叫法再找" : "新建，或用表格导入，食材会出现在这里",
        action: props.canEdit ? <LinkButton href="/ingredients/new">新建食材</LinkButton> : undefined,
      }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "名称、别名、拼音首字母" }}
          filters={[
            {
              param: "category",
              label: "分类",
              type: "select",
              options: props.categories.map((value) => ({ value, label: value })),
            },
            { param: "allergen", label: "含过敏原", type: "select", options: props.allergens },
            {
              param: "gap",
              label: "缺什么",
              type: "select",
              options: ingredientGaps.map((value) => ({ value, label: ingredientGapLabels[value] })),
            },
            { param: "tag", label: "标签", type: "select", options: props.tags },
            {
              param: "is_available",
              label: "状态",
              type: "select",
              options: [
                { value: "true", label: "可用" },
                { value: "false", label: "停用" },
              ],
            },
            { param: "archived", label: "已归档", type: "bool" },
          ]}
        />
      }
    />
  );
}

const Amount = ({ value }: { value: number | null }) =>
  value === null ? <span className="ya-s">未知</span> : <span>{rounded(value)}</span>;

export function IngredientStatus({
  row,
  tinted,
}: {
  row: Pick<IngredientRow, "isArchived" | "isAvailable">;
  tinted?: boolean;
}) {
  if (row.isArchived) return <StatusBadge tone="cancelled" label="已归档" tinted={tinted} />;
  return (
    <StatusBadge
      tone={row.isAvailable ? "done" : "cancelled"}
      label={row.isAvailable ? "可用" : "停用"}
      tinted={tinted}
    />
  );
}
