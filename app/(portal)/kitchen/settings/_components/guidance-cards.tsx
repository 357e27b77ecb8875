"use client";

import { Button } from "@mantine/core";
import { useState } from "react";
import { SwitchField, TagsField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { StatusBadge } from "@/components/marks/status-badge";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import type { ConditionOut, StageGuideOut } from "@/domain/dishes/guidance/schema";
import { updateConditionAction, updateStageGuideAction } from "../actions";
import { EditDialog } from "./edit-dialog";
import { ListCard } from "./lists-cards";

const listIn = (advice: Record<string, unknown> | null, key: string): string[] => {
  const found = advice?.[key];
  return Array.isArray(found) ? found.filter((one): one is string => typeof one === "string") : [];
};

type ConditionValues = {
  name: string;
  prefer: string[];
  limit: string[];
  avoid: string[];
  basis: string;
  isActive: boolean;
};
type ConditionInput = Parameters<typeof updateConditionAction>[0];

/** Health conditions: what to prefer, limit and avoid, and how many rules hang on each. */
export function ConditionsCard({ rows, canEdit }: { rows: ConditionOut[]; canEdit: boolean }) {
  const [row, edit] = useState<ConditionOut | null>(null);
  return (
    <>
      <ListCard
        title="身体状况"
        sub="登记到客户身上后，它的膳食规则和营养目标就生效；诊断以医师为准"
        onAdd={() => undefined}
        heads={
          <>
            <th scope="col">状况</th>
            <th scope="col">宜</th>
            <th scope="col">少</th>
            <th scope="col">忌</th>
            <th scope="col" data-figure>
              规则
            </th>
          </>
        }
      >
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row">
              {one.name} {!one.isActive && <StatusBadge tone="cancelled" label="停用" />}
            </th>
            <td className="ya-m">{listIn(one.advice, "prefer").join("；")}</td>
            <td className="ya-m">{listIn(one.advice, "limit").join("；")}</td>
            <td className="ya-m">{listIn(one.advice, "avoid").join("；")}</td>
            <td data-figure>{one.rules} 条</td>
            <td data-verbs>
              {canEdit && (
                <Button size="xs" aria-label={`修改${one.name}`} onClick={() => edit(one)}>
                  修改
                </Button>
              )}
            </td>
          </tr>
        ))}
      </ListCard>
      {row && (
        <EditDialog<ConditionValues, ConditionInput>
          title={`修改${row.name}`}
          verb="保存"
          done="身体状况已保存"
          initial={{
            name: row.name,
            prefer: listIn(row.advice, "prefer"),
            limit: listIn(row.advice, "limit"),
            avoid: listIn(row.advice, "avoid"),
            basis: row.basis ?? "",
            isActive: row.isActive,
          }}
          version={row.version}
          action={(input) => updateConditionAction({ ...input, id: row.id })}
          toInput={(values) => values as unknown as ConditionInput}
          onClose={() => edit(null)}
        >
          <TextField name="name" label="名称" required maxLength={100} autoFocus />
          <TextField name="basis" label="依据" maxLength={200} />
          <TagsField name="prefer" label="宜" max={30} wide />
          <TagsField name="limit" label="少" max={30} wide />
          <TagsField name="avoid" label="忌" max={30} wide />
          <SwitchField name="isActive" label="使用" on="可以登记" off="停用，不再登记新的" />
        </EditDialog>
      )}
    </>
  );
}

type GuideValues = {
  label: string;
  energyMin: number | null;
  energyMax: number | null;
  principles: string[];
  recommendedFoods: string[];
  avoidFoods: string[];
  basis: string;
};
type GuideInput = Parameters<typeof updateStageGuideAction>[0];

/** What each postpartum week asks for; new plans are filled from it. */
export function GuidesCard({ rows, canEdit }: { rows: StageGuideOut[]; canEdit: boolean }) {
  const [row, edit] = useState<StageGuideOut | null>(null);
  return (
    <>
      <ListCard
        title="周指引"
        sub="新做的计划按它填每周的重点、能量和食物；已有的计划不变"
        onAdd={() => undefined}
        heads={
          <>
            <th scope="col">周</th>
            <th scope="col">重点</th>
            <th scope="col" data-figure>
              能量 kcal
            </th>
            <th scope="col">原则</th>
            <th scope="col">不宜</th>
          </>
        }
      >
        {rows.map((one) => (
          <tr key={one.id}>
            <th scope="row" className="ya-nw">
              第 {one.weekNumber} 周（{stageGuideStageLabels[one.stage]}）
            </th>
            <td>{one.label}</td>
            <td data-figure>
              {one.energyMin ?? "—"}–{one.energyMax ?? "—"}
            </td>
            <td className="ya-m">{one.principles.join("；")}</td>
            <td className="ya-m">{one.avoidFoods.join("、")}</td>
            <td data-verbs>
              {canEdit && (
                <Button size="xs" aria-label={`修改第 ${one.weekNumber} 周的指引`} onClick={() => edit(one)}>
                  修改
                </Button>
              )}
            </td>
          </tr>
        ))}
      </ListCard>
      {row && (
        <EditDialog<GuideValues, GuideInput>
          title={`第 ${row.weekNumber} 周的指引`}
          verb="保存"
          done="周指引已保存，以后新做的计划按它"
          initial={{
            label: row.label,
            energyMin: row.energyMin,
            energyMax: row.energyMax,
            principles: row.principles,
            recommendedFoods: row.recommendedFoods,
            avoidFoods: row.avoidFoods,
            basis: row.basis ?? "",
          }}
          version={row.version}
          action={(input) => updateStageGuideAction({ ...input, id: row.id })}
          toInput={(values) => values as unknown as GuideInput}
          onClose={() => edit(null)}
        >
          <TextField name="label" label="本周重点" required maxLength={50} autoFocus />
          <TextField name="basis" label="依据" maxLength={200} />
          <NumberField name="energyMin" label="能量下限" unit="kcal" min={500} max={6000} decimals={0} />
          <NumberField name="energyMax" label="能量上限" unit="kcal" min={500} max={6000} decimals={0} />
          <TagsField name="principles" label="原则" max={30} wide />
          <TagsField name="recommendedFoods" label="宜" max={30} wide />
          <TagsField name="avoidFoods" label="不宜" max={30} wide />
        </EditDialog>
      )}
    </>
  );
}
