"use client";

import { TextInput } from "@mantine/core";
import { useState } from "react";
import { FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import type { ServerForm } from "@/components/form/use-server-form";
import { toBase } from "@/domain/inventory/rules";
import type { Day } from "@/lib/time";
import type { DocumentValues } from "./line-value";
import classes from "./stock.module.css";
import { amountText, expiryText } from "./words";

/** The sheet that one walks along the shelves with: every lot with what the book says, and what was really found. */
export function CountLines({ form, today }: { form: ServerForm<DocumentValues>; today: Day }) {
  const [search, setSearch] = useState("");
  const { lines } = form.values;
  const shown = lines
    .map((line, i) => ({ line, i }))
    .filter(({ line }) => search === "" || line.name.includes(search.trim()));
  const changed = lines.filter((line) => differenceOf(line) !== 0).length;
  return (
    <FormSection
      title="盘点表"
      hint={`${lines.length} 批，${changed > 0 ? `${changed} 批有出入` : "和账面一致"}`}
      columns={1}
    >
      <div>
        <TextInput
          aria-label="在盘点表里找物料"
          placeholder="找物料"
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          style={{ maxWidth: 250, marginBottom: 8 }}
        />
        {shown.map(({ line, i }) => {
          const difference = differenceOf(line);
          const lot = line.lots.find((one) => String(one.id) === line.lotId);
          return (
            <div
              key={`${line.itemId}-${line.lotId}`}
              className={classes.counted}
              data-changed={difference !== 0 || undefined}
            >
              <div>
                <b>{line.name}</b>
                <div className="ya-note">
                  {[
                    line.lotNo,
                    expiryText(lot?.expiresOn ?? null, today),
                    `账面 ${amountText(line.book ?? 0, line.baseUnit)}`,
                  ]
                    .filter(Boolean)
                    .join("，")}
                </div>
              </div>
              <NumberField
                name={`lines.${i}.quantity`}
                label={`${line.name}实数`}
                unit={line.unit}
                min={0}
                decimals={3}
              />
              <span className="ya-num ya-nw">
                {line.quantity === null
                  ? "没填"
                  : difference === 0
                    ? "一致"
                    : `${difference > 0 ? "多" : "少"} ${amountText(Math.abs(difference), line.baseUnit)}`}
              </span>
            </div>
          );
        })}
        {shown.length === 0 && <p className="ya-note">{`盘点表里没有“${search}”`}</p>}
      </div>
    </FormSection>
  );
}

function differenceOf(line: DocumentValues["lines"][number]): number {
  if (line.quantity === null) return 0;
  const base = toBase({ baseUnit: line.baseUnit, units: [] }, line.quantity, line.unit) ?? line.quantity;
  return Math.round((base - (line.book ?? 0)) * 1000) / 1000;
}
