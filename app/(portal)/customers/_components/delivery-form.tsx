"use client";

import { Button } from "@mantine/core";
import { IconPlus, IconX } from "@tabler/icons-react";
import { useClock } from "@/components/clock";
import { SelectField } from "@/components/form/choice-fields";
import { DateField, TimeField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { postpartum } from "@/domain/customers/rules";
import { type Day, isDay } from "@/lib/time";
import { editBirthAction, recordDeliveryAction } from "../actions";
import { deliveryModes, feedings, genders } from "./choices";
import classes from "./dialogs.module.css";

type Baby = { name: string; gender: string | null; birthWeightG: number | null };
type Values = {
  deliveredOn: string | null;
  deliveredTime: string | null;
  deliveryMode: string | null;
  feeding: string | null;
  parity: number | null;
  gestationWeeks: number | null;
  gestationRest: number | null;
  babies: Baby[];
};
type RecordInput = Parameters<typeof recordDeliveryAction>[0];
type EditInput = Parameters<typeof editBirthAction>[0];
export type KnownBirth = {
  id: number;
  version: number;
  deliveredOn: string | null;
  deliveredTime: string | null;
  deliveryMode: string | null;
  feeding: string | null;
  parity: number | null;
  gestationDays: number | null;
  expectedDeliveryDate: string | null;
};

const gestation = (v: Pick<Values, "gestationWeeks" | "gestationRest">) =>
  v.gestationWeeks === null ? null : v.gestationWeeks * 7 + (v.gestationRest ?? 0);

/** 登记分娩: day, mode, feeding and the babies; her stages count from here. */
export function DeliveryForm(props: { customerId: number; known: KnownBirth | null; onDone: () => void }) {
  const { customerId, known, onDone } = props;
  const form = useServerForm({
    initial: {
      deliveredOn: null,
      deliveredTime: null,
      deliveryMode: known?.deliveryMode ?? null,
      feeding: known?.feeding ?? null,
      parity: known?.parity ?? null,
      gestationWeeks: null,
      gestationRest: null,
      babies: [{ name: "", gender: null, birthWeightG: null }],
    } as Values,
    action: recordDeliveryAction,
    toInput: (v): RecordInput => ({
      id: customerId,
      deliveredOn: v.deliveredOn ?? "",
      deliveredTime: v.deliveredTime,
      deliveryMode: v.deliveryMode as RecordInput["deliveryMode"],
      feeding: v.feeding as RecordInput["feeding"],
      parity: v.parity,
      gestationDays: gestation(v),
      babies: v.babies.map((baby) => ({ ...baby, gender: baby.gender as "female" | "male" | null })),
    }),
    onDone: () => {
      toast("已登记分娩，产后阶段从这天算起");
      onDone();
    },
  });
  return (
    <Form form={form} label="登记分娩">
      <FormSection>
        <DateField
          name="deliveredOn"
          label="分娩日期"
          required
          autoFocus
          help={<Stage day={form.values.deliveredOn} due={known?.expectedDeliveryDate ?? null} />}
        />
        <TimeField name="deliveredTime" label="几点" />
        <SelectField name="deliveryMode" label="分娩方式" options={deliveryModes} required />
        <SelectField name="feeding" label="喂养方式" options={feedings} />
        <NumberField name="gestationWeeks" label="孕周" unit="周" min={20} max={45} />
        <NumberField name="gestationRest" label="孕周零几天" unit="天" min={0} max={6} />
        <NumberField name="parity" label="第几胎" min={1} max={15} />
      </FormSection>
      {form.values.babies.map((_, i) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: babies have no identity before they are saved
        <div key={i} className={classes.baby}>
          <FormSection title={form.values.babies.length > 1 ? `宝宝 ${i + 1}` : "宝宝"} columns={3}>
            <TextField name={`babies.${i}.name`} label="名字" placeholder="没起就空着" />
            <SelectField name={`babies.${i}.gender`} label="性别" options={genders} />
            <NumberField name={`babies.${i}.birthWeightG`} label="出生体重" unit="g" min={300} max={8000} />
          </FormSection>
          {form.values.babies.length > 1 && (
            <Button
              variant="text"
              size="xs"
              leftSection={<IconX size={14} stroke={1.75} />}
              onClick={() => form.lists.removeListItem("babies", i)}
            >
              去掉这个宝宝
            </Button>
          )}
        </div>
      ))}
      <Button
        variant="text"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        disabled={form.values.babies.length >= 6}
        onClick={() => form.lists.insertListItem("babies", { name: "", gender: null, birthWeightG: null })}
      >
        双胞胎，再加一个
      </Button>
      <FormFooter form={form} verb="登记分娩" onCancel={onDone} />
    </Form>
  );
}

/** 修改分娩信息 of a birth that is known; the stages move with the date. */
export function EditBirthForm(props: { birth: KnownBirth; onDone: () => void }) {
  const { birth, onDone } = props;
  const form = useServerForm({
    initial: {
      expectedDeliveryDate: birth.expectedDeliveryDate,
      deliveredOn: birth.deliveredOn,
      deliveredTime: birth.deliveredTime,
      deliveryMode: birth.deliveryMode,
      feeding: birth.feeding,
      parity: birth.parity,
      gestationWeeks: birth.gestationDays === null ? null : Math.floor(birth.gestationDays / 7),
      gestationRest: birth.gestationDays === null ? null : birth.gestationDays % 7,
    },
    version: birth.version,
    action: editBirthAction,
    toInput: ({ gestationWeeks, gestationRest, ...v }): EditInput =>
      ({
        id: birth.id,
        ...v,
        gestationDays: gestation({ gestationWeeks, gestationRest }),
      }) as EditInput,
    onDone: () => {
      toast("已改好分娩信息，产后阶段重新算过");
      onDone();
    },
  });
  return (
    <Form form={form} label="修改分娩信息">
      <FormSection>
        <DateField name="deliveredOn" label="分娩日期" help={<Stage day={form.values.deliveredOn} due={null} />} />
        <TimeField name="deliveredTime" label="几点" />
        <DateField name="expectedDeliveryDate" label="预产期" />
        <SelectField name="deliveryMode" label="分娩方式" options={deliveryModes} />
        <SelectField name="feeding" label="喂养方式" options={feedings} />
        <NumberField name="parity" label="第几胎" min={1} max={15} />
        <NumberField name="gestationWeeks" label="孕周" unit="周" min={20} max={45} />
        <NumberField name="gestationRest" label="孕周零几天" unit="天" min={0} max={6} />
      </FormSection>
      <FormFooter form={form} verb="改好" onCancel={onDone} />
    </Form>
  );
}

function Stage({ day, due }: { day: string | null; due: string | null }) {
  const clock = useClock();
  if (!clock) return null;
  const now = day && isDay(day) ? postpartum({ deliveredOn: day as Day }, clock.today) : null;
  if (now) return `产后第 ${now.day} 天，${stageGuideStageLabels[now.stage]}`;
  return due ? `预产期 ${due}` : null;
}
