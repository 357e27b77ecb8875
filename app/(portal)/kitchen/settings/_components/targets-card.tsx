"use client";

import { Button, Select } from "@mantine/core";
import { useState } from "react";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import type { TargetOut } from "@/domain/dishes/guidance/schema";
import { updateTargetAction } from "../actions";
import { EditDialog } from "./edit-dialog";
import { ListCard } from "./lists-cards";

type Values = { minAmount: number | null; targetAmount: number | null; maxAmount: number | null; source: string };
type Input = Parameters<typeof updateTargetAction>[0];

/** Daily targets by profile: who they are for, which version, where each figure comes from. An edit makes the next version. */
export function TargetsCard({ rows, canEdit }: { rows: TargetOut[]; canEdit: boolean }) {
  const profiles = [...new Map(rows.map((row) => [row.profile, row])).values()];
  const [chosen, choose] = useState(profiles[0]?.profile ?? "");
  const [row, edit] = useState<TargetOut | null>(null);
  const current = profiles.find((one) => one.profile === chosen);
  const figure = (n: number | null) => (n === null ? "—" : n);
  return (
    <>
      <div style={{ maxWidth: 360, marginBottom: 12 }}>
        <Select
          label="给谁的目标"
          data={profiles.map(({ profile, profileLabel }) => ({ value: profile, label: profileLabel }))}
          value={chosen}
          onChange={(value) => value && choose(value)}
          allowDeselect={false}
          searchable
        />
      </div>
      <ListCard
        title={current?.profileLabel ?? "每日目标"}
        sub={
          current
            ? `第 ${current.version} 版，${current.since} 起。改一项就出新的一版，以前的日子仍按当时的`
            : "还没有目标"
        }
        onAdd={() => undefined}
        heads={
          <>
            <th scope="col">营养素</th>
            <th scope="col" data-figure>
              下限
            </th>
            <th scope="col" data-figure>
              目标
            </th>
            <th scope="col" data-figure>
              上限
            </th>
            <th scope="col">依据</th>
            <th scope="col">核对</th>
          </>
        }
      >
        {rows
          .filter((one) => one.profile === chosen)
          .map((one) => (
            <tr key={one.id}>
              <th scope="row" className="ya-nw">
                {one.nutrient} <span className="ya-note">{one.unit}</span>
              </th>
              <td data-figure>{figure(one.minAmount)}</td>
              <td data-figure>{figure(one.targetAmount)}</td>
              <td data-figure>{figure(one.maxAmount)}</td>
              <td className="ya-m">{one.source}</td>
              <td className="ya-nw">
                {one.confidence === "checked" ? "已核对" : <span className="ya-amber">▲ 待核对</span>}
              </td>
              <td data-verbs>
                {canEdit && (
                  <Button size="xs" aria-label={`修改${one.nutrient}的目标`} onClick={() => edit(one)}>
                    修改
                  </Button>
                )}
              </td>
            </tr>
          ))}
      </ListCard>
      {row && (
        <EditDialog<Values, Input>
          title={`${row.nutrient}，${row.profileLabel}`}
          verb="保存并记为已核对"
          done={`${row.nutrient}的目标出了第 ${row.version + 1} 版，今天起按它比`}
          initial={{
            minAmount: row.minAmount,
            targetAmount: row.targetAmount,
            maxAmount: row.maxAmount,
            source: row.source,
          }}
          version={row.version}
          action={(input) => updateTargetAction({ ...input, id: row.id })}
          toInput={(values) => values as unknown as Input}
          onClose={() => edit(null)}
        >
          <NumberField name="minAmount" label="下限" unit={row.unit} min={0} decimals={4} help="少于它算不足" />
          <NumberField
            name="targetAmount"
            label="目标"
            unit={row.unit}
            min={0}
            decimals={4}
            help="没有下限时，到目标的 90% 算够"
          />
          <NumberField name="maxAmount" label="上限" unit={row.unit} min={0} decimals={4} help="多于它算超" />
          <TextField name="source" label="依据" required maxLength={64} />
        </EditDialog>
      )}
    </>
  );
}
