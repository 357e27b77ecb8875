"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { column, DataTable } from "@/components/data-table";
import { rounded } from "@/components/figures";
import { FilterBar } from "@/components/filter-bar";
import { StatusBadge } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { refusalIn } from "@/components/shell/use-after";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import { useUrlState } from "@/components/url-state";
import { dishGapLabels, dishGaps } from "@/domain/dishes/recipes/schema";
import type { Page } from "@/lib/page";
import { setAvailableAction } from "../actions";
import { AllergenList, type AllergenMark, CostText, SlotMarks, weeksText } from "./dish-marks";
import classes from "./dishes.module.css";

export type DishRow = {
  id: number;
  name: string;
  thumbUrl: string | null;
  category: string | null;
  slots: { code: string; name: string }[];
  weeks: number[] | null;
  calories: number | null;
  protein: number | null;
  missing: string[];
  allergens: AllergenMark[];
  cost: number;
  isCostComplete: boolean;
  price: number | null;
  ingredientsText: string;
  method: string | null;
  station: string | null;
  isAvailable: boolean;
  isBase: boolean;
  isMedicinal: boolean;
  isArchived: boolean;
  updatedAt: string;
};
type Option = { value: string; label: string };

export function DishesTable(props: {
  page: Page<DishRow>;
  sort: string;
  exportHref?: string;
  canEdit: boolean;
  slots: Option[];
  categories: Option[];
  allergens: Option[];
  tags: Option[];
}) {
  const { page, canEdit } = props;
  const url = useUrlState();
  const pictured = page.rows.some((row) => row.thumbUrl);
  const columns = [
    column<DishRow>(
      "name",
      "菜品",
      (row) => (
        <span className={classes.name}>
          {pictured &&
            (row.thumbUrl ? (
              // biome-ignore lint/performance/noImgElement: a signed, short-lived link of ours
              <img className={classes.thumb} src={row.thumbUrl} alt="" loading="lazy" />
            ) : (
              <span className={classes.thumb} />
            ))}
          <b>{row.name}</b>
        </span>
      ),
      { sortKey: "name" },
    ),
    column<DishRow>("category", "分类", (row) => (row.isBase ? `${row.category ?? ""} 底料` : (row.category ?? "—"))),
    column<DishRow>("slots", "餐次", (row) => <SlotMarks slots={row.slots} />),
    column<DishRow>("weeks", "适用周", (row) => <span className="ya-nw">{weeksText(row.weeks)}</span>),
    column<DishRow>(
      "calories",
      "能量 kcal",
      (row) => <Figure value={row.calories} complete={!row.missing.includes("energy_kcal")} />,
      {
        align: "right",
        sortKey: "calories",
      },
    ),
    column<DishRow>(
      "protein",
      "蛋白质 g",
      (row) => <Figure value={row.protein} complete={!row.missing.includes("protein_g")} />,
      {
        align: "right",
      },
    ),
    column<DishRow>("allergens", "过敏原", (row) => <AllergenList items={row.allergens} />),
    column<DishRow>("cost", "成本", (row) => <CostText amount={row.cost} isComplete={row.isCostComplete} />, {
      align: "right",
    }),
    column<DishRow>("price", "售价", (row) => (row.price === null ? "—" : <Money fen={row.price} />), {
      align: "right",
      sortKey: "price",
    }),
    column<DishRow>("method", "做法", undefined, { defaultHidden: true }),
    column<DishRow>("station", "工位", undefined, { defaultHidden: true }),
    column<DishRow>("ingredientsText", "配料", undefined, { defaultHidden: true }),
    column<DishRow>("updatedAt", "更新", (row) => <When iso={row.updatedAt} />, {
      defaultHidden: true,
      sortKey: "updatedAt",
    }),
    column<DishRow>("status", "状态", (row) => <DishStatus row={row} />),
  ];
  const switchAll = async (rows: DishRow[], isAvailable: boolean, done: () => void) => {
    const ids = rows.map((row) => row.id);
    const answer = await setAvailableAction({ ids, isAvailable });
    const refused = refusalIn(answer);
    if (refused) return toast(refused, { tone: "off" });
    done();
    url.refresh();
    const before = rows.filter((row) => row.isAvailable !== isAvailable).map((row) => row.id);
    toast(`${rows.length} 道菜已${isAvailable ? "恢复可选" : "停用"}`, {
      undo: before.length
        ? async () => {
            await setAvailableAction({ ids: before, isAvailable: !isAvailable });
            url.refresh();
          }
        : undefined,
    });
  };
  return (
    <DataTable
      label="菜品"
      columns={columns}
      page={page}
      sort={props.sort}
      defaultSort="-id"
      rowKey={(row) => row.id}
      rowLabel={(row) => row.name}
      rowTone={(row) => (row.isAvailable ? undefined : "muted")}
      onRowHref={(row) => `/dishes/${row.id}`}
      storageKey="dishes"
      unit="道"
      selectable={canEdit}
      exportHref={props.exportHref}
      bulkActions={(rows, clear) => (
        <>
          <Button size="xs" onClick={() => void switchAll(rows, true, clear)}>
            恢复可选
          </Button>
          <Button size="xs" onClick={() => void switchAll(rows, false, clear)}>
            停用
          </Button>
        </>
      )}
      empty={{
        title: url.query.size > 0 ? "没有符合条件的菜" : "还没有菜品",
        hint: url.query.size > 0 ? "去掉几个筛选条件再看" : "新建，或用表格导入，菜品会出现在这里",
        action: canEdit ? (
          <Button component={Link} href="/dishes/new">
            新建菜品
          </Button>
        ) : undefined,
      }}
      toolbar={
        <FilterBar
          search={{ param: "search", placeholder: "菜名、拼音首字母、配料" }}
          filters={[
            { param: "category_id", label: "餐次", type: "select", options: props.slots },
            { param: "category", label: "分类", type: "select", options: props.categories },
            {
              param: "week",
              label: "产后周",
              type: "select",
              options: [1, 2, 3, 4, 5, 6].map((n) => ({ value: String(n), label: `第 ${n} 周` })),
            },
            { param: "free", label: "不含过敏原", type: "multi", options: props.allergens },
            {
              param: "is_available",
              label: "状态",
              type: "select",
              options: [
                { value: "true", label: "可选" },
                { value: "false", label: "停用" },
              ],
            },
            {
              param: "gap",
              label: "缺什么",
              type: "select",
              options: dishGaps.map((value) => ({ value, label: dishGapLabels[value] })),
            },
            { param: "tag", label: "标签", type: "select", options: props.tags },
            { param: "is_base", label: "只看底料", type: "bool" },
            { param: "archived", label: "已归档", type: "bool" },
          ]}
        />
      }
    />
  );
}

function Figure({ value, complete }: { value: number | null; complete: boolean }) {
  if (value === null) return <span className="ya-s">未知</span>;
  const text = rounded(value);
  return complete ? (
    <span>{text}</span>
  ) : (
    <span className="ya-amber ya-nw" title="有配料缺营养数据，实际不少于这个数">
      ≥ {text}
    </span>
  );
}

export function DishStatus({ row, tinted }: { row: Pick<DishRow, "isArchived" | "isAvailable">; tinted?: boolean }) {
  if (row.isArchived) return <StatusBadge tone="cancelled" label="已归档" tinted={tinted} />;
  return row.isAvailable ? (
    <StatusBadge tone="done" label="可选" tinted={tinted} />
  ) : (
    <StatusBadge tone="cancelled" label="停用" tinted={tinted} />
  );
}
