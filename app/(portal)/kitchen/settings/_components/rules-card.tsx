"use client";

import { Button, SegmentedControl } from "@mantine/core";
import { useState } from "react";
import { type Option, SelectField, SwitchField } from "@/components/form/choice-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { StatusBadge } from "@/components/marks/status-badge";
import {
  childbirthDeliveryModeLabels,
  childbirthDeliveryModes,
  childbirthFeedingLabels,
  childbirthFeedings,
} from "@/db/enums/customers";
import {
  type DietRuleAppliesTo,
  type DietRuleStrength,
  dietRuleAppliesTo,
  dietRuleAppliesToLabels,
  dietRuleStrengthLabels,
  dietRuleStrengths,
  stageGuideStageLabels,
  stageGuideStages,
} from "@/db/enums/dishes";
import type { DietRuleOut } from "@/domain/dishes/guidance/schema";
import { createDietRuleAction, updateDietRuleAction } from "../actions";
import { EditDialog } from "./edit-dialog";
import { ListCard } from "./lists-cards";

type Values = {
  name: string;
  appliesTo: DietRuleAppliesTo;
  appliesValue: string | null;
  dayFrom: number | null;
  dayTo: number | null;
  tagId: string | null;
  strength: DietRuleStrength;
  text: string;
  basis: string;
  isActive: boolean;
};
type Input = Parameters<typeof createDietRuleAction>[0] & { version?: number };

const daysText = ({ dayFrom, dayTo }: Pick<DietRuleOut, "dayFrom" | "dayTo">): string =>
  dayFrom === null && dayTo === null ? "一直" : `产后第 ${dayFrom ?? 0}–${dayTo ?? ""} 天`;

/** What is kept from whom, how strictly and on what ground. Whoever may, adds, changes and takes out of use. */
export function RulesCard(props: { rows: DietRuleOut[]; canEdit: boolean; conditions: Option[]; tags: Option[] }) {
  const { rows, canEdit, conditions, tags } = props;
  const [kind, show] = useState<DietRuleAppliesTo>("condition");
  const [editing, edit] = useState<DietRuleOut | "new" | null>(null);
  const row = editing === "new" ? undefined : (editing ?? undefined);
  return (
    <>
      <SegmentedControl
        aria-label="按什么分"
        value={kind}
        onChange={(value) => show(value as DietRuleAppliesTo)}
        data={dietRuleAppliesTo.map((value) => ({ value, label: dietRuleAppliesToLabels[value] }))}
        mb={12}
      />
      <ListCard
        title="膳食规则"
        sub="硬性的拦下，提醒的先确认；改了以后，还没送的餐按新的判断"
        add={canEdit ? "加规则" : undefined}
        onAdd={() => edit("new")}
        heads={
          <>
            <th scope="col">对谁</th>
            <th scope="col">不吃</th>
            <th scope="col">什么时候</th>
            <th scope="col">多严</th>
            <th scope="col">说明与依据</th>
          </>
        }
      >
        {rows
          .filter((one) => one.appliesTo === kind)
          .map((one) => (
            <tr key={one.id}>
              <th scope="row">{one.appliesLabel}</th>
              <td>{one.tagName ?? one.ingredientName}</td>
              <td className="ya-nw ya-num">{daysText(one)}</td>
              <td className="ya-nw">
                {one.isActive ? dietRuleStrengthLabels[one.strength] : <StatusBadge tone="cancelled" label="停用" />}
              </td>
              <td className="ya-m">
                {one.text}
                {one.basis && <span className="ya-note">（{one.basis}）</span>}
              </td>
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
      {editing && (
        <EditDialog<Values, Input>
          title={row ? `修改${row.name}` : "加规则"}
          verb={row ? "保存" : "加规则"}
          done="规则已保存，还没送的餐按它判断"
          initial={{
            name: row?.name ?? "",
            appliesTo: row?.appliesTo ?? kind,
            appliesValue: row?.appliesValue ?? null,
            dayFrom: row?.dayFrom ?? null,
            dayTo: row?.dayTo ?? null,
            tagId: row?.tagId ? String(row.tagId) : null,
            strength: row?.strength ?? "hard",
            text: row?.text ?? "",
            basis: row?.basis ?? "",
            isActive: row?.isActive ?? true,
          }}
          {...(row && { version: row.version })}
          action={({ version, ...input }) =>
            row
              ? updateDietRuleAction({ ...input, id: row.id, version: version ?? row.version })
              : createDietRuleAction(input)
          }
          toInput={(v): Input =>
            ({
              ...v,
              ...(row?.ingredientId ? {} : { tagId: v.tagId === null ? null : Number(v.tagId) }),
              ...(row?.ingredientId && { tagId: null }),
            }) as unknown as Input
          }
          fromRow={(found) => ({ tagId: found.tagId ? String(found.tagId) : null })}
          onClose={() => edit(null)}
        >
          <RuleFields
            conditions={conditions}
            tags={tags}
            ingredient={row?.ingredientName ?? null}
            kind={row?.appliesTo ?? kind}
          />
        </EditDialog>
      )}
    </>
  );
}

function RuleFields(props: {
  conditions: Option[];
  tags: Option[];
  ingredient: string | null;
  kind: DietRuleAppliesTo;
}) {
  const values: Record<DietRuleAppliesTo, readonly Option[]> = {
    stage: stageGuideStages.map((value) => ({ value, label: stageGuideStageLabels[value] })),
    delivery_mode: childbirthDeliveryModes.map((value) => ({ value, label: childbirthDeliveryModeLabels[value] })),
    feeding: childbirthFeedings.map((value) => ({ value, label: childbirthFeedingLabels[value] })),
    condition: props.conditions,
  };
  return (
    <>
      <TextField name="name" label="规则名" required maxLength={100} autoFocus />
      <SelectField
        name="appliesValue"
        label={`对谁（${dietRuleAppliesToLabels[props.kind]}）`}
        required
        options={values[props.kind]}
      />
      {props.ingredient ? (
        <p className="ya-note">不吃食材“{props.ingredient}”，换食材请另加一条</p>
      ) : (
        <SelectField name="tagId" label="不吃带这个标签的" required options={props.tags} />
      )}
      <SelectField
        name="strength"
        label="多严"
        required
        options={dietRuleStrengths.map((value) => ({ value, label: dietRuleStrengthLabels[value] }))}
      />
      <NumberField name="dayFrom" label="从产后第几天" min={0} max={1000} decimals={0} help="不填就一直有效" />
      <NumberField name="dayTo" label="到产后第几天" min={0} max={1000} decimals={0} />
      <TextField name="basis" label="依据" maxLength={100} placeholder="指南、医师、本馆规定" />
      <SwitchField name="isActive" label="使用" on="在用" off="停用，不再拦" />
      <TextArea name="text" label="说明" required maxLength={255} wide help="拦下时会念给配餐的人听" />
    </>
  );
}
