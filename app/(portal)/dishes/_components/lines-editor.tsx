"use client";

import { ActionIcon, Checkbox, NumberInput, SegmentedControl, Select } from "@mantine/core";
import { IconArrowDown, IconArrowUp, IconTrash } from "@tabler/icons-react";
import { type ReactNode, useState } from "react";
import { useField } from "@/components/form/context";
import { FormSection } from "@/components/form/form";
import { OptionSearch } from "@/components/form/option-search";
import type { ServerForm } from "@/components/form/use-server-form";
import { FieldError } from "@/components/form/wrap";
import { Money } from "@/components/money";
import { costOf, flatten, type Larder, netWeight, PORTION } from "@/domain/dishes/rules";
import { toGrams } from "@/domain/inventory/rules";
import { findDishesAction, findIngredientsAction } from "../actions";
import classes from "./dishes.module.css";
import type { DishValues, LineValue } from "./form-values";

type Learn = (wanted: { ingredientIds?: number[]; dishIds?: number[] }) => Promise<string | null>;

/** The recipe per serving: add by name, amount and unit, net or gross; weight and cost follow at once. */
export function LinesEditor(props: { form: ServerForm<DishValues>; larder: Larder; learn: Learn; dishId?: number }) {
  const { form, larder, learn } = props;
  const lines = form.values.ingredients;
  const [failure, fail] = useState<string | null>(null);
  const errors = useField<LineValue[]>(
    { label: "配料", name: "ingredients" },
    { empty: [], show: (v) => `${v.length} 行` },
  );
  const add = async (line: LineValue) => {
    const wanted = line.ingredientId ? { ingredientIds: [line.ingredientId] } : { dishIds: [line.dishId ?? 0] };
    const refused = await learn(wanted);
    fail(refused);
    if (!refused) form.lists.insertListItem("ingredients", line);
  };
  return (
    <FormSection title="配料" hint="一人份的用量。净重是下锅的分量，毛重连骨带皮" columns={1}>
      <div>
        {lines.length > 0 && (
          <table className={classes.lines}>
            <thead>
              <tr>
                <th scope="col">食材</th>
                <th scope="col">用量</th>
                <th scope="col">单位</th>
                <th scope="col">按</th>
                <th scope="col" data-figure>
                  可食 g
                </th>
                <th scope="col" data-figure>
                  成本
                </th>
                <th scope="col">可不放</th>
                <th scope="col">
                  <span className="ya-sr">操作</span>
                </th>
              </tr>
            </thead>
            <tbody>
              {lines.map((line, i) => (
                <Line
                  // biome-ignore lint/suspicious/noArrayIndexKey: one ingredient may stand in two lines
                  key={`${line.ingredientId ?? `d${line.dishId}`}-${i}`}
                  form={form}
                  larder={larder}
                  line={line}
                  index={i}
                  last={i === lines.length - 1}
                />
              ))}
            </tbody>
          </table>
        )}
        {lines.length === 0 && <p className="ya-note">还没有配料。加上后，营养、过敏原和成本会在旁边算出来</p>}
        {errors.error && <FieldError sentence={errors.error} />}
        {failure && <FieldError sentence={failure} />}
        <div className={classes.adders}>
          <OptionSearch
            label="添加食材"
            placeholder="加食材：名称、别名或拼音首字母"
            what="食材"
            find={async (search) => {
              const answer = await findIngredientsAction({ search });
              if (!answer.ok) return [];
              return answer.data.map((o) => ({ id: o.id, label: o.name, hint: o.alias ?? o.category, unit: o.unit }));
            }}
            onPick={(o) =>
              void add({
                ingredientId: o.id,
                dishId: null,
                quantity: null,
                unit: o.unit,
                basis: "net",
                isOptional: false,
              })
            }
          />
          <OptionSearch
            label="添加底料菜"
            placeholder="加底料：高汤、酱汁"
            what="底料菜"
            find={async (search) => {
              const answer = await findDishesAction({ search, isBase: true });
              if (!answer.ok) return [];
              return answer.data
                .filter((o) => o.id !== props.dishId)
                .map((o) => ({ id: o.id, label: o.name, hint: o.category ?? "" }));
            }}
            onPick={(o) =>
              void add({
                ingredientId: null,
                dishId: o.id,
                quantity: 1,
                unit: PORTION,
                basis: "net",
                isOptional: false,
              })
            }
          />
        </div>
      </div>
    </FormSection>
  );
}

function Line(props: { form: ServerForm<DishValues>; larder: Larder; line: LineValue; index: number; last: boolean }) {
  const { form, larder, line, index, last } = props;
  const path = `ingredients.${index}`;
  const food = line.ingredientId === null ? undefined : larder.foods.get(line.ingredientId);
  const base = line.dishId === null ? undefined : larder.recipes.get(line.dishId);
  const name = food?.name ?? base?.name ?? "正在读取";
  const amount = useField<number | null>({ label: `${name}用量`, name: `${path}.quantity` }, { empty: null });
  const unit = useField<string>({ label: `${name}单位`, name: `${path}.unit` }, { empty: "g" });
  const whole = useField<number | null>({ label: name, name: `${path}.ingredientId` }, { empty: null });
  const units = food ? unitsFor(food.units, line.unit) : [PORTION, "g", "kg"];
  const parts =
    food || base
      ? flatten(
          {
            id: 0,
            name: "",
            portionGrams: null,
            lines: [{ ...line, subDishId: line.dishId, quantity: line.quantity ?? 0 }],
          },
          larder,
        )
      : [];
  const grams = parts.length > 0 ? netWeight(parts) : null;
  const cost = costOf(parts);
  const error = amount.error ?? unit.error ?? whole.error;
  return (
    <>
      <tr>
        <td className={classes.lineName} data-wide>
          {name}
          {food && food.ediblePct < 100 && <small>可食 {food.ediblePct}%</small>}
          {base && <small>底料，{base.lines.length} 种配料</small>}
        </td>
        <td>
          <NumberInput
            size="xs"
            w={92}
            aria-label={`${name}用量`}
            placeholder="适量"
            hideControls
            min={0}
            max={99_999}
            decimalScale={2}
            error={amount.error !== undefined}
            value={line.quantity ?? ""}
            onChange={(value) => amount.set(typeof value === "number" && value > 0 ? value : null)}
          />
        </td>
        <td>
          <Select
            size="xs"
            w={86}
            aria-label={`${name}单位`}
            data={units}
            value={line.unit}
            allowDeselect={false}
            error={unit.error !== undefined}
            onChange={(value) => value && unit.set(value)}
          />
        </td>
        <td>
          {food && (
            <SegmentedControl
              size="xs"
              aria-label={`${name}按净重还是毛重`}
              value={line.basis}
              onChange={(value) => form.set(`${path}.basis`, value)}
              data={[
                { value: "net", label: "净" },
                { value: "gross", label: "毛" },
              ]}
            />
          )}
        </td>
        <td data-figure data-label="可食 g">
          {grams === null ? <span className="ya-s">适量</span> : Math.round(grams * 10) / 10}
        </td>
        <td data-figure data-label="成本">
          {grams === null ? (
            "—"
          ) : cost.isComplete ? (
            <Money fen={cost.amount} />
          ) : (
            <span className="ya-amber ya-nw">▲ 缺价格</span>
          )}
        </td>
        <td>
          <Checkbox
            size="xs"
            aria-label={`${name}可不放`}
            checked={line.isOptional}
            onChange={(event) => form.set(`${path}.isOptional`, event.currentTarget.checked)}
          />
        </td>
        <td>
          <span className={classes.orders}>
            <Act label={`${name}上移`} disabled={index === 0} onClick={() => move(form, index, index - 1)}>
              <IconArrowUp size={15} stroke={1.75} />
            </Act>
            <Act label={`${name}下移`} disabled={last} onClick={() => move(form, index, index + 1)}>
              <IconArrowDown size={15} stroke={1.75} />
            </Act>
            <Act label={`去掉${name}`} onClick={() => form.lists.removeListItem("ingredients", index)}>
              <IconTrash size={15} stroke={1.75} />
            </Act>
          </span>
        </td>
      </tr>
      {error && (
        <tr className={classes.fault}>
          <td colSpan={8} data-wide role="alert">
            {error}
          </td>
        </tr>
      )}
    </>
  );
}

const move = (form: ServerForm<DishValues>, from: number, to: number) =>
  form.lists.reorderListItem("ingredients", { from, to });

function Act(props: { label: string; disabled?: boolean; onClick: () => void; children: ReactNode }) {
  return (
    <ActionIcon
      variant="subtle"
      size={28}
      aria-label={props.label}
      title={props.label}
      disabled={props.disabled}
      onClick={props.onClick}
    >
      {props.children}
    </ActionIcon>
  );
}

/** Units this food can be weighed in, the current one kept even when it cannot. */
function unitsFor(units: { baseUnit: string; units: readonly { unit: string }[] }, current: string): string[] {
  const item = units as Parameters<typeof toGrams>[0];
  const all = new Set([item.baseUnit, ...item.units.map((u) => u.unit), "g", "kg", "两", current]);
  return [...all].filter((unit) => unit === current || toGrams(item, 1, unit) !== null);
}
