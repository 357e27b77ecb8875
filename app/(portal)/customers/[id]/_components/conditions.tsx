"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import type { ConditionOut } from "@/domain/customers/restrictions/schema";
import { FormModal } from "../../_components/form-modal";
import { endConditionAction, setConditionAction } from "../../actions";
import classes from "./detail.module.css";

type Choice = { id: number; code: string; name: string };
type SetInput = Parameters<typeof setConditionAction>[0];

/** Health conditions: each brings its diet rules while it holds. */
export function Conditions(props: {
  customerId: number;
  items: ConditionOut[];
  choices: Choice[];
  today: string;
  mayEdit: boolean;
}) {
  const { items, mayEdit, today } = props;
  const [adding, add] = useState(false);
  return (
    <>
      <ul className={classes.rows}>
        {items.length === 0 && <li className="ya-note">没有登记。登记后，相应的膳食规则自动生效</li>}
        {items.map((item) => (
          <li key={item.id}>
            <b>{item.name}</b>
            <span className="ya-note ya-num">
              {item.fromDay.slice(5)} {item.toDay ? `至 ${item.toDay.slice(5)}` : "起"}
            </span>
            {item.note && <span className="ya-m">{item.note}</span>}
            {mayEdit && (item.toDay === null || item.toDay >= today) ? (
              <ConfirmButton
                size="xs"
                variant="default"
                danger={false}
                label="结束"
                title={`结束“${item.name}”？`}
                verb="结束"
                keep="不结束"
                onConfirm={() => endConditionAction({ id: item.id, version: item.version })}
              >
                从今天起不再按它限制菜品
              </ConfirmButton>
            ) : (
              <span />
            )}
          </li>
        ))}
      </ul>
      {mayEdit && (
        <Button
          variant="text"
          size="sm"
          m={8}
          leftSection={<IconPlus size={14} stroke={1.75} />}
          onClick={() => add(true)}
        >
          登记身体状况
        </Button>
      )}
      <FormModal opened={adding} onClose={() => add(false)} title="登记身体状况">
        <ConditionForm {...props} onDone={() => add(false)} />
      </FormModal>
    </>
  );
}

function ConditionForm(props: { customerId: number; choices: Choice[]; today: string; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      healthConditionId: null as string | null,
      fromDay: props.today as string | null,
      toDay: null as string | null,
      note: "",
    },
    action: setConditionAction,
    toInput: (v): SetInput => ({
      id: props.customerId,
      healthConditionId: Number(v.healthConditionId),
      ...(v.fromDay && { fromDay: v.fromDay }),
      toDay: v.toDay,
      note: v.note,
    }),
    validate: (v): Record<string, string> => (v.healthConditionId ? {} : { healthConditionId: "请选择身体状况" }),
    onDone: () => {
      toast("已登记，相应的膳食规则从这天起生效");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="登记身体状况">
      <FormSection columns={1}>
        <SelectField
          name="healthConditionId"
          label="身体状况"
          required
          options={props.choices.map((one) => ({ value: String(one.id), label: one.name }))}
        />
      </FormSection>
      <FormSection>
        <DateField name="fromDay" label="从哪天起" />
        <DateField name="toDay" label="到哪天" help="不填就一直有效" />
        <TextField name="note" label="说明" maxLength={200} wide />
      </FormSection>
      <FormFooter form={form} verb="登记" onCancel={props.onDone} />
    </Form>
  );
}
