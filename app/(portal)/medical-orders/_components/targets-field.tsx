"use client";

import { Button, NumberInput, Select } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import classes from "./orders.module.css";

export type Nutrient = { code: string; name: string; unit: string };
export type Bounds = { key: number; nutrient: string | null; min: number | null; max: number | null };

/** 每天限量: a nutrient with its lower and upper bound a day. One given here takes the place of a quick choice's. */
export function TargetsField(props: { value: Bounds[]; nutrients: Nutrient[]; onChange: (rows: Bounds[]) => void }) {
  const { value, nutrients, onChange } = props;
  const change = (key: number, part: Partial<Bounds>) =>
    onChange(value.map((row) => (row.key === key ? { ...row, ...part } : row)));
  const add = () => onChange([...value, { key: (value.at(-1)?.key ?? 0) + 1, nutrient: null, min: null, max: null }]);
  return (
    <div className={classes.targets}>
      {value.map((row) => {
        const chosen = nutrients.find((one) => one.code === row.nutrient);
        const unit = chosen ? ` ${chosen.unit}` : "";
        return (
          <div key={row.key} className={classes.target}>
            <Select
              label="每天限量"
              placeholder="钠、脂肪、碳水"
              searchable
              data={nutrients.map(({ code, name, unit: u }) => ({ value: code, label: `${name}（${u}）` }))}
              value={row.nutrient}
              onChange={(nutrient) => change(row.key, { nutrient })}
            />
            <NumberInput
              label="至少"
              min={0}
              hideControls
              suffix={unit}
              value={row.min ?? ""}
              onChange={(min) => change(row.key, { min: numberOf(min) })}
            />
            <NumberInput
              label="最多"
              min={0}
              hideControls
              suffix={unit}
              value={row.max ?? ""}
              onChange={(max) => change(row.key, { max: numberOf(max) })}
            />
            <Button
              variant="text"
              aria-label={`去掉${chosen?.name ?? "这一项"}`}
              onClick={() => onChange(value.filter((one) => one.key !== row.key))}
            >
              去掉
            </Button>
          </div>
        );
      })}
      <div>
        <Button variant="text" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={add}>
          加一项每天限量
        </Button>
      </div>
    </div>
  );
}

const numberOf = (given: number | string): number | null =>
  given === "" || !Number.isFinite(Number(given)) ? null : Number(given);
