"use client";

import { Checkbox } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useClock } from "@/components/clock";
import { SelectField, TagsField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { PhoneField, TextArea, TextField } from "@/components/form/text-fields";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { leaveThen } from "@/components/unsaved";
import { customerStatuses, customerStatusLabels } from "@/db/enums/customers";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { postpartum } from "@/domain/customers/rules";
import type { CreateCustomer, UpdateCustomer } from "@/domain/customers/schema";
import { type Day, isDay } from "@/lib/time";
import { createCustomerAction, updateCustomerAction } from "../actions";
import { deliveryModes, feedings, genders, sources, tastes } from "./choices";

export type Option = { value: string; label: string };
export type CustomerValues = {
  centreId: string | null;
  name: string;
  phone: string;
  gender: string | null;
  birthDate: string | null;
  age: number | null;
  idCard: string;
  email: string;
  area: string;
  address: string;
  payerRelation: string;
  emergencyContact: string;
  emergencyPhone: string;
  source: string | null;
  consultantId: string | null;
  butlerId: string | null;
  status: string | null;
  expectedDeliveryDate: string | null;
  deliveryDate: string | null;
  deliveryMode: string | null;
  feeding: string | null;
  parity: number | null;
  checkInDate: string | null;
  checkOutDate: string | null;
  dietaryRestrictions: string[];
  preferences: string[];
  notes: string;
  allowDuplicate: boolean;
};

export const emptyCustomer: CustomerValues = {
  centreId: null,
  name: "",
  phone: "",
  gender: "female",
  birthDate: null,
  age: null,
  idCard: "",
  email: "",
  area: "",
  address: "",
  payerRelation: "本人",
  emergencyContact: "",
  emergencyPhone: "",
  source: null,
  consultantId: null,
  butlerId: null,
  status: "active",
  expectedDeliveryDate: null,
  deliveryDate: null,
  deliveryMode: null,
  feeding: null,
  parity: null,
  checkInDate: null,
  checkOutDate: null,
  dietaryRestrictions: [],
  preferences: [],
  notes: "",
  allowDuplicate: false,
};

const number = (text: string | null) => (text === null ? null : Number(text));

/** Both forms' common fields as the commands take them; "" means nothing, which the schema turns into null. */
const common = (v: CustomerValues) => ({
  name: v.name,
  phone: v.phone,
  gender: v.gender as "female" | "male" | null,
  birthDate: v.birthDate,
  ...(v.birthDate === null && { age: v.age }),
  idCard: v.idCard,
  email: v.email,
  area: v.area,
  address: v.address,
  payerRelation: v.payerRelation,
  emergencyContact: v.emergencyContact,
  emergencyPhone: v.emergencyPhone,
  source: v.source,
  consultantId: number(v.consultantId),
  butlerId: number(v.butlerId),
  deliveryMode: v.deliveryMode as CreateCustomer["deliveryMode"],
  feeding: v.feeding as CreateCustomer["feeding"],
  parity: v.parity,
  expectedDeliveryDate: v.expectedDeliveryDate,
  preferences: v.preferences,
  notes: v.notes,
  ...(v.allowDuplicate && { allowDuplicate: true }),
});

const checked = (v: CustomerValues): Record<string, string> => ({
  ...(v.phone === "" && { phone: "请填手机号" }),
  ...(v.checkInDate && v.checkOutDate && v.checkOutDate <= v.checkInDate
    ? { checkOutDate: `退住要晚于入住的 ${v.checkInDate}` }
    : {}),
});

/** 新建客户: account, mother, birth, restrictions and stay on one page. */
export function NewCustomerForm(props: { centres: Option[]; centreId: string | null; people: Option[] }) {
  const router = useRouter();
  const form = useServerForm({
    initial: { ...emptyCustomer, centreId: props.centreId },
    action: createCustomerAction,
    toInput: (v) => ({
      ...common(v),
      ...(v.centreId && { centreId: Number(v.centreId) }),
      ...(v.deliveryDate && { deliveryDate: v.deliveryDate }),
      ...(v.checkInDate && { checkInDate: v.checkInDate, checkOutDate: v.checkOutDate }),
      ...(v.dietaryRestrictions.length > 0 && { dietaryRestrictions: v.dietaryRestrictions }),
    }),
    validate: checked,
    onDone: (made) => router.push(`/customers/${made.id}`),
  });
  return (
    <Form form={form} label="新建客户">
      <Person form={form} people={props.people} centres={props.centres.length > 1 ? props.centres : undefined} isNew />
      <FormSection title="分娩" hint="还没生只填预产期；生了再登记，产后阶段自动算">
        <DateField name="expectedDeliveryDate" label="预产期" />
        <DateField name="deliveryDate" label="分娩日期" help={<Derived day={form.values.deliveryDate} />} />
        <SelectField name="deliveryMode" label="分娩方式" options={deliveryModes} />
        <SelectField name="feeding" label="喂养方式" options={feedings} />
        <NumberField name="parity" label="第几胎" min={1} max={15} />
      </FormSection>
      <FormSection title="入住" hint="今天或以前的日期算已到店；房间在档案里选">
        <DateField name="checkInDate" label="入住日期" />
        <DateField name="checkOutDate" label="退住日期" min={form.values.checkInDate ?? undefined} />
      </FormSection>
      <FormSection title="饮食" columns={1}>
        <TagsField
          name="dietaryRestrictions"
          label="禁忌"
          help="过敏写“花生过敏”，忌口写“不吃羊肉”。系统会对应到过敏原、食材或标签"
          placeholder="花生过敏、不吃羊肉、清真"
        />
        <TagsField name="preferences" label="口味偏好" suggestions={tastes} />
        <TextArea name="notes" label="备注" maxLength={2000} />
      </FormSection>
      <FormFooter form={form} verb="建档" onCancel={() => leaveThen(() => router.push("/customers"))} />
    </Form>
  );
}

/** 修改客户, with what others changed meanwhile asked about. Dates of the stay and restrictions have their own dialogs. */
export function EditCustomerForm(props: { id: number; version: number; initial: CustomerValues; people: Option[] }) {
  const router = useRouter();
  const back = `/customers/${props.id}`;
  const form = useServerForm({
    initial: props.initial,
    version: props.version,
    action: updateCustomerAction,
    toInput: (v): UpdateInput => ({
      id: props.id,
      ...common(v),
      status: v.status as UpdateCustomer["status"],
    }),
    fromRow: (row) => ({
      ...(row as Partial<CustomerValues>),
      consultantId: asText(row.consultantId),
      butlerId: asText(row.butlerId),
    }),
    validate: checked,
    onDone: () => router.push(back),
  });
  return (
    <Form form={form} label="修改客户">
      <Person form={form} people={props.people} />
      <FormSection title="分娩" hint="分娩日期在档案里登记和修改">
        <DateField name="expectedDeliveryDate" label="预产期" />
        <SelectField name="deliveryMode" label="分娩方式" options={deliveryModes} />
        <SelectField name="feeding" label="喂养方式" options={feedings} />
        <NumberField name="parity" label="第几胎" min={1} max={15} />
      </FormSection>
      <FormSection title="其他" columns={1}>
        <TagsField name="preferences" label="口味偏好" suggestions={tastes} />
        <TextArea name="notes" label="备注" maxLength={2000} />
        <SelectField
          name="status"
          label="档案状态"
          options={customerStatuses.map((value) => ({ value, label: customerStatusLabels[value] }))}
          required
        />
      </FormSection>
      <FormFooter form={form} onCancel={() => leaveThen(() => router.push(back))} />
    </Form>
  );
}

type UpdateInput = Parameters<typeof updateCustomerAction>[0];
const asText = (value: unknown): string | null => (value === null || value === undefined ? null : String(value));

function Person(props: { form: ServerForm<CustomerValues>; people: Option[]; centres?: Option[]; isNew?: boolean }) {
  const { form, people, centres, isNew } = props;
  const hasDuplicate = form.inner.api.errorOf("phone")?.includes("共用手机号") || form.values.allowDuplicate;
  return (
    <FormSection title="妈妈">
      {centres && <SelectField name="centreId" label="中心" options={centres} required />}
      <TextField name="name" label="姓名" required maxLength={100} autoFocus={isNew} />
      <PhoneField name="phone" label="手机" required help={isNew ? undefined : "带星号的是原来的号码，不改就留着"} />
      {hasDuplicate && (
        <Checkbox
          label="共用手机号，是两位不同的客户"
          checked={form.values.allowDuplicate}
          onChange={(event) => form.set("allowDuplicate", event.currentTarget.checked)}
        />
      )}
      <SelectField name="gender" label="性别" options={genders} />
      <DateField name="birthDate" label="出生日期" />
      {!form.values.birthDate && <NumberField name="age" label="年龄" unit="岁" min={10} max={120} />}
      <TextField name="idCard" label="身份证" maxLength={32} />
      <TextField name="email" label="邮箱" maxLength={100} />
      <TextField name="area" label="所在区" maxLength={100} help="按区能搜到；详细地址加密保存，搜不到" />
      <TextField name="address" label="详细地址" maxLength={200} />
      <TextField name="payerRelation" label="付款人与妈妈的关系" maxLength={20} />
      <TextField name="emergencyContact" label="家属" maxLength={100} placeholder="陈可（丈夫）" />
      <PhoneField name="emergencyPhone" label="家属电话" />
      <SelectField name="butlerId" label="管家护士" options={people} clearable />
      <SelectField name="consultantId" label="销售顾问" options={people} clearable />
      <SelectField name="source" label="从哪里来" options={sourcesWith(form.values.source)} clearable />
    </FormSection>
  );
}

/** A source that came with an import or from elsewhere stays choosable. */
const sourcesWith = (own: string | null): Option[] => [
  ...sources.map((value) => ({ value, label: value })),
  ...(own && !sources.includes(own) ? [{ value: own, label: own === "import" ? "表格导入" : own }] : []),
];

/** What a date of delivery means today. */
function Derived({ day }: { day: string | null }) {
  const clock = useClock();
  if (!day || !isDay(day) || !clock) return null;
  const now = postpartum({ deliveredOn: day as Day }, clock.today);
  if (!now) return day > clock.today ? "这一天还没到，会记成预产期" : null;
  return `产后第 ${now.day} 天，${stageGuideStageLabels[now.stage]}`;
}
