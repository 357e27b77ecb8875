"use client";

import { ActionIcon, Button, NumberInput, Popover } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useState } from "react";
import { rounded } from "@/components/figures";
import { OptionSearch } from "@/components/form/option-search";
import { findMenuDishesAction } from "../actions";
import classes from "./menus.module.css";

export type CellDish = { dishId: number; name: string; quantity: number; isAvailable: boolean };
export type PickedDish = { id: number; name: string };

/** The dishes of one slot of one day: name and portions; add by search, change portions, take away. */
export function DishCell(props: {
  /** "第 2 天午餐", for who cannot see the grid. */
  label: string;
  slotId?: number;
  items: readonly CellDish[];
  onAdd: (dish: PickedDish) => void;
  onQuantity: (dishId: number, quantity: number) => void;
  onRemove: (dishId: number) => void;
}) {
  const { label, items } = props;
  const [adding, add] = useState(false);
  return (
    <div className={classes.cell}>
      {items.map((item) => (
        <span key={item.dishId} className={classes.dish} data-off={item.isAvailable ? undefined : true}>
          <span className={classes.dishName}>
            {item.name}
            {!item.isAvailable && <span className="ya-note"> 已停用</span>}
          </span>
          <Portions item={item} label={label} onChange={(n) => props.onQuantity(item.dishId, n)} />
          <ActionIcon
            variant="subtle"
            size={24}
            aria-label={`${label}去掉${item.name}`}
            title="去掉"
            onClick={() => props.onRemove(item.dishId)}
          >
            <IconX size={13} stroke={1.75} />
          </ActionIcon>
        </span>
      ))}
      <Popover opened={adding} onChange={add} width={300} position="bottom-start" trapFocus withinPortal shadow="md">
        <Popover.Target>
          <Button
            variant="text"
            size="xs"
            justify="flex-start"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            aria-label={`${label}加菜`}
            onClick={() => add(!adding)}
          >
            加菜
          </Button>
        </Popover.Target>
        <Popover.Dropdown>
          <DishSearch
            label={`${label}加菜`}
            slotId={props.slotId}
            taken={items.map((item) => item.dishId)}
            onPick={(dish) => {
              props.onAdd(dish);
              add(false);
            }}
          />
        </Popover.Dropdown>
      </Popover>
    </div>
  );
}

/** Dishes by name, initials or ingredient; those of the slot first. */
export function DishSearch(props: {
  label: string;
  slotId?: number;
  taken: readonly number[];
  onPick: (dish: PickedDish) => void;
}) {
  const { label, slotId, taken, onPick } = props;
  return (
    <OptionSearch
      label={label}
      placeholder="菜名、拼音首字母、配料"
      what="菜"
      find={async (search) => {
        const answer = await findMenuDishesAction({ search, slotId });
        if (!answer.ok) return [];
        return answer.data.map((o) => ({
          id: o.id,
          label: o.name,
          hint: [
            o.category,
            o.kcal !== null && `${rounded(o.kcal)} kcal`,
            slotId !== undefined && !o.slotIds.includes(slotId) && "不是这个餐次的菜",
          ]
            .filter(Boolean)
            .join("，"),
          disabled: taken.includes(o.id),
        }));
      }}
      onPick={(o) => onPick({ id: o.id, name: o.label })}
    />
  );
}

function Portions({ item, label, onChange }: { item: CellDish; label: string; onChange: (n: number) => void }) {
  const [open, setOpen] = useState(false);
  return (
    <Popover opened={open} onChange={setOpen} width={150} trapFocus withinPortal shadow="md">
      <Popover.Target>
        <Button
          variant="text"
          size="compact-xs"
          aria-label={`${label}${item.name} ${item.quantity} 份，改份数`}
          onClick={() => setOpen(!open)}
        >
          ×{item.quantity}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        <NumberInput
          size="xs"
          label="份数"
          min={1}
          max={9999}
          allowDecimal={false}
          value={item.quantity}
          onChange={(value) => typeof value === "number" && value >= 1 && onChange(value)}
          onKeyDown={(event) => {
            if (event.key !== "Enter") return;
            event.preventDefault();
            setOpen(false);
          }}
        />
      </Popover.Dropdown>
    </Popover>
  );
}
