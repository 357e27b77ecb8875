"use client";

import { Chip, SegmentedControl } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Cell, Columns } from "@/components/card";
import { MultiSelectField, SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import { type MedicalOrderOrderType, medicalOrderOrderTypeLabels, medicalOrderOrderTypes } from "@/db/enums/care";
import { dietText, expandDiet, presets, targetText } from "@/domain/care/diet/rules";
import { type Diet, type DietPreset, dietPresets } from "@/domain/care/diet/schema";
import { addDays, type Day } from "@/lib/time";
import { createOrderAction } from "../actions";
import { AwayField, type Food } from "./away-field";
import { DietPreview } from "./diet-preview";
import classes from "./orders.module.css";
import { type Bounds, type Nutrient, TargetsField } from "./targets-field";

type Values = {
  orderType: MedicalOrderOrderType;
  presets: DietPreset[];
  away: Food[];
  conditions: string[];
  targets: Bounds[];
  startsOn: string | null;
  stopsOn: string | null;
  content: string;
  dosage: string;
  frequency: string;
  duration: string;
  notes: string;
  doctorId: string | null;
};
type Input = Parameters<typeof createOrderAction>[0];

const lengths = [
  { label: "3 天", days: 3 },
  { label: "7 天", days: 7 },
  { label: "14 天", days: 14 },
  { label: "到停止为止", days: null },
];

/** 开医嘱: a diet order in a few touches (quick choices, from when to when), and what it would change before it is given. */
export function OrderForm(props: {
  who: { customerId: number; patientId: number; name: string };
  today: Day;
  doctors: { id: number; name: string; title: string | null; isMe: boolean }[];
  nutrients: Nutrient[];
  conditions: { code: string; name: string }[];
}) {
  const { who, today, doctors, nutrients, conditions } = props;
  const router = useRouter();
  const [onceKey] = useState(() => crypto.randomUUID());
  const me = doctors.find((doctor) => doctor.isMe);
  const names = new Map(nutrients.map(({ code, name, unit }) => [code, { name, unit }]));
  const conditionOf = new Map(conditions.map(({ code, name }) => [code, name]));
  const form = useServerForm({
    initial: {
      orderType: "diet",
      presets: [],
      away: [],
      conditions: [],
      targets: [],
      startsOn: today,
      stopsOn: addDays(today, 6),
      content: "",
      dosage: "",
      frequency: "",
      duration: "",
      notes: "",
      doctorId: me ? String(me.id) : null,
    } as Values,
    action: createOrderAction,
    toInput: (v): Input => ({
      patientId: who.patientId,
      orderType: v.orderType,
      ...(v.orderType === "diet" && { diet: dietOf(v) }),
      ...(v.orderType !== "diet" && { dosage: v.dosage, frequency: v.frequency, duration: v.duration }),
      ...(v.content.trim() && { content: v.content }),
      ...(v.startsOn && { startsOn: v.startsOn }),
      stopsOn: v.stopsOn,
      notes: v.notes,
      ...(v.doctorId && { doctorId: Number(v.doctorId) }),
      onceKey,
    }),
    onDone: ({ number }) => {
      toast(`已开立 ${number}。${who.name}还没送的餐按它重新检查，护士和厨房会收到`);
      router.push(`/customers/${who.customerId}?tab=orders`);
    },
  });
  const { values } = form;
  const isDiet = values.orderType === "diet";
  const diet = dietOf(values);
  return (
    <Form form={form} label="开医嘱">
      <Columns>
        <Cell span={isDiet ? 8 : 12}>
          <FormSection title="医嘱" columns={1}>
            <SegmentedControl
              aria-label="医嘱类型"
              value={values.orderType}
              onChange={(type) => form.set("orderType", type)}
              data={["diet" as const, ...medicalOrderOrderTypes.filter((type) => type !== "diet")].map((value) => ({
                value,
                label: medicalOrderOrderTypeLabels[value],
              }))}
            />
            {isDiet && (
              <div>
                <Chip.Group
                  multiple
                  value={values.presets}
                  onChange={(chosen) => form.set("presets", chosen as DietPreset[])}
                >
                  <fieldset className={classes.presets} aria-label="常用饮食">
                    {dietPresets.map((code) => (
                      <Chip key={code} value={code} size="sm">
                        {presets[code].label}
                      </Chip>
                    ))}
                  </fieldset>
                </Chip.Group>
                <Meaning diet={diet} nutrients={names} conditions={conditionOf} />
              </div>
            )}
          </FormSection>
          {isDiet && (
            <FormSection title="还要" hint="常用饮食之外的忌口、身体状况和每天限量" columns={1}>
              <AwayField value={values.away} onChange={(away) => form.set("away", away)} />
              <MultiSelectField
                name="conditions"
                label="按身体状况配餐"
                options={conditions.map(({ code, name }) => ({ value: code, label: name }))}
              />
              <TargetsField
                value={values.targets}
                nutrients={nutrients}
                onChange={(targets) => form.set("targets", targets)}
              />
            </FormSection>
          )}
          <FormSection title="内容与时间">
            <TextArea
              name="content"
              label="医嘱内容"
              required={!isDiet}
              maxLength={2000}
              wide
              placeholder={isDiet ? dietText(diet, names, conditionOf) || "选了常用饮食会自动写好" : ""}
              help={isDiet ? "不填就按上面选的写" : undefined}
            />
            {!isDiet && (
              <>
                <TextField name="dosage" label="剂量" maxLength={100} placeholder="150 mg" />
                <TextField name="frequency" label="频次" maxLength={50} placeholder="每天 2 次" />
                <TextField name="duration" label="疗程" maxLength={50} placeholder="7 天" />
              </>
            )}
            <DateField name="startsOn" label="从哪天起" min={today} required />
            <DateField name="stopsOn" label="到哪天" min={values.startsOn ?? today} help="不填就到停止为止" />
            <div className={`${classes.presets} ${classes.wide}`}>
              {lengths.map(({ label, days }) => {
                const last = days === null ? null : addDays((values.startsOn ?? today) as Day, days - 1);
                return (
                  <Chip
                    key={label}
                    size="xs"
                    type="radio"
                    name="length"
                    checked={values.stopsOn === last}
                    onChange={() => form.set("stopsOn", last)}
                  >
                    {label}
                  </Chip>
                );
              })}
            </div>
            <TextField name="notes" label="给护士的话" maxLength={2000} wide />
            {!me && (
              <SelectField
                name="doctorId"
                label="开医嘱的医生"
                required
                options={doctors.map(({ id, name, title }) => ({
                  value: String(id),
                  label: title ? `${name}，${title}` : name,
                }))}
              />
            )}
          </FormSection>
        </Cell>
        {isDiet && (
          <Cell span={4}>
            <DietPreview
              patientId={who.patientId}
              name={who.name}
              diet={diet}
              startsOn={values.startsOn}
              stopsOn={values.stopsOn}
            />
          </Cell>
        )}
      </Columns>
      <FormFooter form={form} verb="开立医嘱" onCancel={() => leaveThen(() => router.back())} />
    </Form>
  );
}

const dietOf = (v: Values): Diet => ({
  presets: v.presets,
  texture: null,
  restrictions: v.away.map(({ target, targetId, name }) => ({
    kind: "medical",
    strength: "hard",
    label: name,
    ...(target && targetId && { target, targetId }),
  })),
  conditions: v.conditions,
  targets: v.targets
    .filter((t) => t.nutrient !== null && (t.min !== null || t.max !== null))
    .map((t) => ({ nutrient: t.nutrient ?? "", min: t.min, max: t.max })),
});

/** What the quick choices stand for, so that nobody orders more than meant. */
function Meaning(props: {
  diet: Diet;
  nutrients: ReadonlyMap<string, { name: string; unit: string }>;
  conditions: ReadonlyMap<string, string>;
}) {
  const { diet, nutrients, conditions } = props;
  if (diet.presets.length === 0)
    return (
      <p className="ya-note" style={{ marginTop: 8 }}>
        点一个或几个，下面写明它会做什么
      </p>
    );
  const found = expandDiet(diet);
  const bounds = found.targets.map((target) => targetText(target, nutrients)).join("，");
  const names = found.conditions.map((code) => conditions.get(code) ?? code).join("、");
  return (
    <ul className={classes.means}>
      {diet.presets.map((code) => (
        <li key={code}>
          {presets[code].label}：{presets[code].hint}
        </li>
      ))}
      {names && <li>按{names}的膳食规则配餐</li>}
      {bounds && <li>每天：{bounds}</li>}
    </ul>
  );
}
