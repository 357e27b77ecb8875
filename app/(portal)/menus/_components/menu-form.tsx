"use client";

import { SegmentedControl } from "@mantine/core";
import { useRouter } from "next/navigation";
import { type CSSProperties, useState } from "react";
import { Card } from "@/components/card";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { useField } from "@/components/form/context";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { FieldError } from "@/components/form/wrap";
import { SlotMark } from "@/components/marks/slot-mark";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import { type MenuType, type menuForm, menuTypeLabels, menuTypes } from "@/domain/dishes/menus/schema";
import { createMenuAction, updateMenuAction } from "../actions";
import { type CellDish, DishCell, type PickedDish } from "./dish-cell";
import classes from "./menus.module.css";

type Row = ReturnType<typeof menuForm>;
type Line = Row["dishes"][number];
type Values = Omit<Row, "version" | "description" | "menuType"> & { description: string; menuType: MenuType };
export type KnownDish = { id: number; name: string; isAvailable: boolean };
export type SlotChoice = { id: number; code: string; name: string };

const MOST_DAYS = 60;

export function MenuForm(props: {
  id?: number;
  row?: Row;
  known: KnownDish[];
  slots: SlotChoice[];
  readOnly?: boolean;
}) {
  const { id, row } = props;
  const router = useRouter();
  const form = useServerForm<Values, { id: number }, Values & { id: number; version: number }>({
    initial: row ? valuesOf(row) : { ...empty },
    version: row?.version,
    action: (input) => (id === undefined ? createMenuAction(input) : updateMenuAction({ ...input, id })),
    toInput: (values) => values as Values & { id: number; version: number },
    fromRow: (current) => valuesOf(current as unknown as Row),
    onDone: (data) => {
      toast(id === undefined ? `已新建“${form.values.name}”` : `“${form.values.name}”已保存，已生成的每日菜单不变`);
      if (id === undefined) router.push(`/menus/${data.id}`);
      router.refresh();
    },
  });
  return (
    <Form form={form} label={id === undefined ? "新建菜单模板" : "修改菜单模板"}>
      <FormSection columns={3}>
        <TextField name="name" label="菜单名" required maxLength={100} autoFocus={id === undefined} />
        <SelectField
          name="menuType"
          label="类型"
          required
          options={menuTypes.map((value) => ({ value, label: menuTypeLabels[value] }))}
        />
        <NumberField
          name="cycleDays"
          label="几天一轮"
          unit="天"
          min={1}
          max={MOST_DAYS}
          decimals={0}
          help="不填就每天一样"
        />
        <TextArea name="description" label="说明" maxLength={2000} minRows={1} wide />
        <SwitchField name="isActive" label="启用" on="能用来生成每日菜单" off="停用，留着不用" />
      </FormSection>
      <MenuGrid form={form} known={props.known} slots={props.slots} />
      <FormFooter
        form={form}
        verb={id === undefined ? "新建菜单" : "保存"}
        onCancel={() => leaveThen(() => router.push("/menus"))}
      />
    </Form>
  );
}

const empty: Values = { name: "", description: "", menuType: "basic", cycleDays: 7, isActive: true, dishes: [] };
const valuesOf = ({ version, ...row }: Row): Values => ({ ...row, description: row.description ?? "" });

/** Slots × days of the cycle. What stands under 每天 is served whatever the day; a dish without slot goes to its own. */
function MenuGrid({ form, known, slots }: { form: ServerForm<Values>; known: KnownDish[]; slots: SlotChoice[] }) {
  const { dishes, cycleDays } = form.values;
  const [names, learn] = useState<ReadonlyMap<number, KnownDish>>(new Map(known.map((d) => [d.id, d])));
  const [day, show] = useState("1");
  const field = useField<Line[]>({ label: "菜", name: "dishes" }, { empty: [], show: (lines) => `${lines.length} 行` });
  const length = Math.min(Math.max(cycleDays ?? 1, ...dishes.map((d) => d.cycleDay ?? 0)), MOST_DAYS);
  const everyDay = cycleDays === null || dishes.some((d) => d.cycleDay === null);
  const days: (number | null)[] = [
    ...(everyDay ? [null] : []),
    ...(cycleDays === null && length <= 1 && !dishes.some((d) => d.cycleDay === 1)
      ? []
      : Array.from({ length }, (_, i) => i + 1)),
  ];
  const rows: (SlotChoice | null)[] = [...slots, ...(dishes.some((d) => d.categoryId === null) ? [null] : [])];
  const isAt = (line: Line, slotId: number | null, at: number | null) =>
    line.categoryId === slotId && line.cycleDay === at;
  const cellOf = (slotId: number | null, at: number | null): CellDish[] =>
    dishes
      .filter((line) => isAt(line, slotId, at))
      .map(({ dishId, quantity }) => ({
        dishId,
        quantity,
        name: names.get(dishId)?.name ?? "",
        isAvailable: names.get(dishId)?.isAvailable ?? true,
      }));
  const set = (next: Line[]) => form.set("dishes", next);
  const add = (slotId: number | null, at: number | null, dish: PickedDish) => {
    learn(new Map(names).set(dish.id, { ...dish, isAvailable: true }));
    set([...dishes, { dishId: dish.id, quantity: 1, categoryId: slotId, cycleDay: at }]);
  };
  const word = (at: number | null) => (at === null ? "每天" : `第 ${at} 天`);
  return (
    <Card title="每天的菜" sub={`${dishes.length} 道次，${length} 天一轮`} flush>
      {field.error && (
        <p style={{ padding: "0 14px 8px" }}>
          <FieldError sentence={field.error} />
        </p>
      )}
      <div className={classes.days}>
        <SegmentedControl
          aria-label="看第几天"
          value={day}
          onChange={show}
          data={days.map((at) => ({ value: String(at ?? 0), label: word(at) }))}
        />
      </div>
      <ScrollRegion label="每天的菜" className={classes.scroll}>
        <table className={classes.grid} style={{ "--days": days.length } as CSSProperties}>
          <thead>
            <tr>
              <th scope="col">餐次</th>
              {days.map((at) => (
                <th key={at ?? 0} scope="col">
                  {word(at)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((slot) => (
              <tr key={slot?.id ?? 0}>
                <th scope="row">{slot ? <SlotMark slot={slot.code} name={slot.name} /> : "按菜的主餐次"}</th>
                {days.map((at) => (
                  <td key={at ?? 0} data-elsewhere={String(at ?? 0) === day ? undefined : true}>
                    <DishCell
                      label={`${word(at)}${slot?.name ?? ""}`}
                      slotId={slot?.id}
                      items={cellOf(slot?.id ?? null, at)}
                      onAdd={(dish) => add(slot?.id ?? null, at, dish)}
                      onQuantity={(dishId, quantity) =>
                        set(
                          dishes.map((l) =>
                            l.dishId === dishId && isAt(l, slot?.id ?? null, at) ? { ...l, quantity } : l,
                          ),
                        )
                      }
                      onRemove={(dishId) =>
                        set(dishes.filter((l) => !(l.dishId === dishId && isAt(l, slot?.id ?? null, at))))
                      }
                    />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
    </Card>
  );
}
