"use client";

import { ActionIcon, Button, TextInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useField } from "@/components/form/context";
import { NumberField } from "@/components/form/number-fields";
import { type FoundOption, OptionSearch } from "@/components/form/option-search";
import { FieldError } from "@/components/form/wrap";
import { orderDishesAction } from "../actions";
import classes from "./orders.module.css";

export type Line = {
  dishId: number;
  name: string;
  quantity: number | null;
  notes: string;
  overrideReason?: string | null;
};
type Dish = { id: number; name: string; isOnMenu: boolean };

/** Dishes of an order: those on the menu of that meal are one touch away, all others are found by name. */
export function DishLines({
  name,
  centreId,
  date,
  slot,
}: {
  name: string;
  centreId: number;
  date: string | null;
  slot: string | null;
}) {
  const field = useField<Line[]>(
    { name, label: "菜品", required: true },
    { empty: [], show: (lines) => lines.map((line) => line.name).join("、") },
  );
  const lines = field.value;
  const [menu, setMenu] = useState<Dish[]>([]);
  useEffect(() => {
    if (!date || !slot) return setMenu([]);
    let current = true;
    orderDishesAction({ centreId, date, slot })
      .then((answer) => current && answer.ok && setMenu(answer.data.filter((dish) => dish.isOnMenu)))
      .catch(() => current && setMenu([]));
    return () => {
      current = false;
    };
  }, [centreId, date, slot]);

  const add = (dish: { id: number; name: string }) => {
    const had = lines.find((line) => line.dishId === dish.id);
    field.set(
      had
        ? lines.map((line) => (line === had ? { ...line, quantity: (line.quantity ?? 0) + 1 } : line))
        : [...lines, { dishId: dish.id, name: dish.name, quantity: 1, notes: "" }],
    );
  };
  const change = (at: number, values: Partial<Line>) =>
    field.set(lines.map((line, i) => (i === at ? { ...line, ...values } : line)));

  return (
    <div className={classes.full}>
      <OptionSearch<FoundOption & { name: string }>
        label="加一道菜"
        placeholder={date && slot ? "菜名" : "先选日期和餐次"}
        what="菜"
        find={async (search): Promise<(FoundOption & { name: string })[]> => {
          if (!date || !slot) return [];
          const answer = await orderDishesAction({ centreId, date, slot, search });
          return answer.ok
            ? answer.data.map((dish) => ({
                id: dish.id,
                label: dish.name,
                name: dish.name,
                hint: dish.isOnMenu ? "这一餐的菜单里有" : "",
              }))
            : [];
        }}
        onPick={add}
      />
      {menu.length > 0 && (
        <fieldset className={classes.picks} style={{ border: 0, padding: 0 }}>
          <legend className="ya-note">这一餐的菜单</legend>
          {menu.map((dish) => (
            <Button key={dish.id} size="xs" onClick={() => add(dish)}>
              {dish.name}
            </Button>
          ))}
        </fieldset>
      )}
      {lines.length > 0 && (
        <ul className={classes.chosen}>
          {lines.map((line, at) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: one dish may stand there twice, in two ways of cooking
            <li key={`${at} ${line.dishId}`}>
              <b>{line.name}</b>
              <NumberField
                name={`${name}.${at}.quantity`}
                label={`${line.name} 份数`}
                unit="份"
                min={1}
                max={500}
                decimals={0}
                required
              />
              <TextInput
                aria-label={`${line.name} 备注`}
                placeholder="少盐、不放葱"
                maxLength={200}
                value={line.notes}
                onChange={(event) => change(at, { notes: event.currentTarget.value })}
              />
              <ActionIcon
                variant="subtle"
                aria-label={`去掉 ${line.name}`}
                onClick={() => field.set(lines.filter((other) => other !== line))}
              >
                <IconTrash size={16} stroke={1.75} />
              </ActionIcon>
            </li>
          ))}
        </ul>
      )}
      {field.error && <FieldError sentence={field.error} />}
    </div>
  );
}
