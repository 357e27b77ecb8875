"use client";

import { Autocomplete, SegmentedControl } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { RestrictionTag } from "@/components/marks/restriction-tag";
import { toast } from "@/components/toast";
import {
  type RestrictionKind,
  type RestrictionTarget,
  restrictionKindLabels,
  restrictionKinds,
  restrictionTargetLabels,
} from "@/db/enums/customers";
import { addRestrictionAction, editRestrictionAction, findTargetsAction } from "../actions";
import classes from "./dialogs.module.css";

type Target = { target: RestrictionTarget; targetId: number; name: string; hint: string };
type Values = {
  kind: RestrictionKind;
  strength: "hard" | "soft";
  label: string;
  adjustment: string;
  reason: string;
  validFrom: string | null;
  validTo: string | null;
};
type AddInput = Parameters<typeof addRestrictionAction>[0];
type EditInput = Parameters<typeof editRestrictionAction>[0];

/** 登记禁忌: what it is, how strict, what it points at. Takes effect at once on plans and tickets. */
export function RestrictionForm(props: { customerId: number; name: string; today: string; onDone: () => void }) {
  const { customerId, name, today, onDone } = props;
  const [target, setTarget] = useState<Target | null>(null);
  const form = useServerForm({
    initial: {
      kind: "allergy",
      strength: "hard",
      label: "",
      adjustment: "",
      reason: "",
      validFrom: today,
      validTo: null,
    } as Values,
    action: addRestrictionAction,
    toInput: (v): AddInput => ({
      id: customerId,
      kind: v.kind,
      strength: v.strength,
      label: v.label,
      reason: v.reason,
      ...(v.kind !== "allergy" && { adjustment: v.adjustment }),
      ...(v.validFrom && { validFrom: v.validFrom }),
      validTo: v.validTo,
      ...(target && target.name === v.label && { target: target.target, targetId: target.targetId }),
    }),
    onDone: () => {
      toast(`已登记，${name}的餐单按它重新检查`);
      onDone();
    },
  });
  const { values } = form;
  return (
    <Form form={form} label="登记禁忌">
      <FormSection columns={1}>
        <SegmentedControl
          fullWidth
          aria-label="禁忌种类"
          value={values.kind}
          onChange={(kind) => {
            form.set("kind", kind);
            form.set("strength", kind === "dislike" ? "soft" : "hard");
          }}
          data={restrictionKinds.map((value) => ({ value, label: restrictionKindLabels[value] }))}
        />
        <TargetField
          value={values.label}
          error={form.inner.api.errorOf("label") ?? form.inner.api.errorOf("targetId")}
          onChange={(label, found) => {
            form.set("label", label);
            setTarget(found);
          }}
        />
        <p className="ya-note">
          {values.label === ""
            ? "从过敏原、标签、食材、菜品里选，选不到就直接写"
            : target?.name === values.label
              ? `对应${restrictionTargetLabels[target.target]}“${target.name}”，含它的菜都拦`
              : "没有选到对应的项，保存时按这个词找；找不到就按名字比对"}
        </p>
        <SegmentedControl
          fullWidth
          aria-label="有多严"
          value={values.strength}
          onChange={(strength) => form.set("strength", strength)}
          data={[
            { value: "hard", label: "硬性，不能排" },
            { value: "soft", label: "提醒，确认后能排" },
          ]}
        />
      </FormSection>
      <FormSection>
        {values.kind !== "allergy" && (
          <TextField name="adjustment" label="换个做法就能吃" placeholder="少盐、撇油" maxLength={50} />
        )}
        <TextField name="reason" label="依据" placeholder="入住登记，本人确认" maxLength={200} />
        <DateField name="validFrom" label="从哪天起" />
        <DateField name="validTo" label="到哪天" min={values.validFrom ?? undefined} help="不填就一直有效" />
      </FormSection>
      {values.label && (
        <p className="ya-row">
          看起来是：
          <RestrictionTag kind={values.kind} strength={values.strength} label={values.label} until={values.validTo} />
        </p>
      )}
      <FormFooter form={form} verb="登记禁忌" onCancel={onDone} />
    </Form>
  );
}

export type KnownRestriction = {
  id: number;
  version: number;
  kind: RestrictionKind;
  strength: "hard" | "soft";
  label: string;
  target: RestrictionTarget;
  adjustment: string | null;
  reason: string | null;
  validFrom: string;
  validTo: string | null;
};

/** 修改禁忌; what it is about stays as written, an unmapped word may be given its target. */
export function EditRestrictionForm(props: { restriction: KnownRestriction; onDone: () => void }) {
  const { restriction, onDone } = props;
  const [target, setTarget] = useState<Target | null>(null);
  const [text, setText] = useState("");
  const form = useServerForm({
    initial: {
      strength: restriction.strength as string,
      adjustment: restriction.adjustment ?? "",
      reason: restriction.reason ?? "",
      validFrom: restriction.validFrom as string | null,
      validTo: restriction.validTo,
    },
    version: restriction.version,
    action: editRestrictionAction,
    toInput: (v): EditInput =>
      ({
        id: restriction.id,
        ...v,
        validFrom: v.validFrom ?? restriction.validFrom,
        ...(target && { target: target.target, targetId: target.targetId }),
      }) as EditInput,
    onDone: () => {
      toast(`已改好“${restriction.label}”`);
      onDone();
    },
  });
  return (
    <Form form={form} label="修改禁忌">
      <p className="ya-row">
        <RestrictionTag kind={restriction.kind} strength={restriction.strength} label={restriction.label} />
        {restriction.target === "text" && <span className="ya-amber">还没对应到食材，只能按名字比对</span>}
      </p>
      <FormSection columns={1}>
        {restriction.target === "text" && (
          <TargetField
            value={text}
            onChange={(value, found) => {
              setText(value);
              setTarget(found);
            }}
            label="对应到"
          />
        )}
        <SelectField
          name="strength"
          label="有多严"
          required
          options={[
            { value: "hard", label: "硬性，不能排" },
            { value: "soft", label: "提醒，确认后能排" },
          ]}
        />
      </FormSection>
      <FormSection>
        {restriction.kind !== "allergy" && <TextField name="adjustment" label="换个做法就能吃" maxLength={50} />}
        <TextField name="reason" label="依据" maxLength={200} />
        <DateField name="validFrom" label="从哪天起" />
        <DateField name="validTo" label="到哪天" help="不填就一直有效" />
      </FormSection>
      <FormFooter form={form} verb="改好" onCancel={onDone} />
    </Form>
  );
}

/** Search over allergens, tags, ingredients and dishes; what is typed counts too. */
function TargetField(props: {
  value: string;
  onChange: (value: string, target: Target | null) => void;
  error?: string;
  label?: string;
}) {
  const [found, setFound] = useState<Target[]>([]);
  const search = useDebouncedCallback(async (text: string) => {
    const answer = await findTargetsAction({ search: text }).catch(() => null);
    if (answer?.ok) setFound(answer.data.items);
  }, 200);
  const byName = new Map(found.map((one) => [one.name, one]));
  return (
    <Autocomplete
      label={props.label ?? "忌什么"}
      required={!props.label}
      data-autofocus
      placeholder="花生、虾、羊肉、麻油猪肝"
      value={props.value}
      error={props.error}
      data={[...byName.keys()]}
      filter={({ options }) => options}
      limit={24}
      maxDropdownHeight={260}
      onFocus={() => found.length === 0 && search(props.value)}
      onChange={(value) => {
        props.onChange(value, byName.get(value) ?? null);
        search(value);
      }}
      renderOption={({ option }) => (
        <span className={classes.found}>
          <span>{option.value}</span>
          <span className="ya-note">{byName.get(option.value)?.hint}</span>
        </span>
      )}
    />
  );
}
