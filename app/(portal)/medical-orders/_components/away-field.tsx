"use client";

import { Autocomplete, Pill } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { findFoodAction } from "../actions";
import classes from "./orders.module.css";

/** A food to keep away: one of the masters, or a word. */
export type Food = {
  name: string;
  target?: "ingredient" | "allergen" | "tag" | "dish" | "text";
  targetId?: number;
};
type Found = { target: NonNullable<Food["target"]>; targetId: number; name: string; hint: string };

/** 另外忌什么: searched among allergens, tags, ingredients and dishes; Enter adds what was typed. */
export function AwayField({ value, onChange }: { value: Food[]; onChange: (foods: Food[]) => void }) {
  const [text, setText] = useState("");
  const [found, setFound] = useState<Found[]>([]);
  const search = useDebouncedCallback(async (asked: string) => {
    const answer = await findFoodAction({ search: asked }).catch(() => null);
    if (answer?.ok) setFound(answer.data.items);
  }, 200);
  const byName = new Map(found.map((one) => [one.name, one]));
  const add = (name: string) => {
    const one = byName.get(name.trim());
    setText("");
    if (name.trim() === "" || value.some((food) => food.name === name.trim())) return;
    onChange([...value, one ? { name: one.name, target: one.target, targetId: one.targetId } : { name: name.trim() }]);
  };
  return (
    <div>
      <Autocomplete
        label="另外忌什么"
        placeholder="海带、香菇、糯米，选中或回车加上"
        value={text}
        data={[...byName.keys()]}
        filter={({ options }) => options}
        limit={20}
        onFocus={() => found.length === 0 && search("")}
        onChange={(asked) => {
          setText(asked);
          search(asked);
        }}
        onOptionSubmit={add}
        onKeyDown={(event) => {
          if (event.key !== "Enter" || event.nativeEvent.isComposing || event.defaultPrevented) return;
          event.preventDefault(); // Enter adds, it does not save the order
          add(text);
        }}
      />
      {value.length > 0 && (
        <div className={classes.away} style={{ marginTop: 8 }}>
          {value.map((food) => (
            <Pill
              key={food.name}
              withRemoveButton
              onRemove={() => onChange(value.filter((one) => one !== food))}
              removeButtonProps={{ "aria-label": `去掉${food.name}` }}
            >
              {food.name}
              {!food.targetId && "（按名字比对）"}
            </Pill>
          ))}
        </div>
      )}
    </div>
  );
}
