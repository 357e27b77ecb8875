"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Card, Facts } from "@/components/card";
import { grouped } from "@/components/figures";
import { SelectField, TagsField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { PhoneField, TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { patientKindLabels } from "@/db/enums/customers";
import type { FamilyDetailOut, PatientOut } from "@/domain/customers/families/schema";
import { choicesOf, genders } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import { createPatientAction, updatePatientAction } from "../actions";
import classes from "./family.module.css";

type CreateInput = Parameters<typeof createPatientAction>[0];
type UpdateInput = Parameters<typeof updatePatientAction>[0];

/** Everyone of a family who is cared for, each with what must be known, and adding one. */
export function FamilyMembers(props: { family: FamilyDetailOut; mayEdit: boolean; showLink?: boolean }) {
  const { family, mayEdit, showLink } = props;
  const [editing, edit] = useState<PatientOut | "new" | null>(null);
  const close = () => edit(null);
  const mothers = family.patients.filter((one) => one.kind === "mother" && one.isActive);
  return (
    <>
      <div className={classes.members}>
        {family.patients.map((one) => (
          <Card
            key={one.id}
            title={one.name}
            sub={`${patientKindLabels[one.kind]}，${one.relationshipToHead}${one.isActive ? "" : "，已归档"}`}
            actions={
              <>
                {one.customerId && !showLink && <Link href={`/customers/${one.customerId}`}>客户档案</Link>}
                {mayEdit && (
                  <Button size="xs" onClick={() => edit(one)}>
                    修改
                  </Button>
                )}
              </>
            }
          >
            <Facts layout="list" items={factsOf(one)} />
          </Card>
        ))}
      </div>
      <div className="ya-row" style={{ marginTop: 12 }}>
        {mayEdit && (
          <Button leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => edit("new")}>
            添加照护对象
          </Button>
        )}
        {showLink && <Link href={`/families/${family.id}`}>打开家庭资料</Link>}
      </div>
      <FormModal
        opened={editing !== null}
        onClose={close}
        title={editing === "new" ? "添加照护对象" : "修改照护对象"}
        wide
      >
        {editing === "new" ? (
          <NewMember family={family} mothers={mothers} onDone={close} />
        ) : (
          editing && <EditMember patient={editing} onDone={close} />
        )}
      </FormModal>
    </>
  );
}

function factsOf(one: PatientOut) {
  const facts: [string, string | null][] = [
    ["性别", one.gender === null ? null : one.gender === "female" ? "女" : "男"],
    [
      "出生",
      one.birthDate
        ? `${one.birthDate}${one.kind === "baby" ? "" : `，${one.age} 岁`}`
        : one.age === null
          ? null
          : `${one.age} 岁`,
    ],
    ["出生体重", one.birthWeightG === null ? null : `${grouped(one.birthWeightG)} g`],
    ["手机", one.phone],
    ["证件", one.idCard],
    ["过敏与忌口", one.allergies],
    ["病史", one.medicalHistory.join("、") || null],
    ["在用药", one.currentMedications.join("、") || null],
    ["照护偏好", one.servicePreferences.join("、") || null],
  ];
  const known = facts.filter((fact): fact is [string, string] => fact[1] !== null);
  return known.length > 0 ? known.map(([label, value]) => ({ label, value })) : [{ label: "资料", value: "还没填" }];
}

const Fields = ({ isBaby }: { isBaby: boolean }) => (
  <>
    <FormSection>
      <TextField name="name" label="姓名" required maxLength={100} />
      <TextField name="relationshipToHead" label="与户主关系" maxLength={20} placeholder="丈夫、女儿、外婆" />
      <SelectField name="gender" label="性别" options={genders} />
      <DateField name="birthDate" label="出生日期" />
      {isBaby && <NumberField name="birthWeightG" label="出生体重" unit="g" min={300} max={8000} />}
      {!isBaby && <PhoneField name="phone" label="手机" />}
      <TextField name="idCard" label="身份证" maxLength={32} />
    </FormSection>
    <FormSection columns={1}>
      <TextArea name="allergies" label="过敏与忌口" maxLength={1000} help="写给照护的人看；要拦菜，请登记成禁忌" />
      <TagsField name="medicalHistory" label="病史" />
      <TagsField name="currentMedications" label="在用药" />
      <TagsField name="servicePreferences" label="照护偏好" />
    </FormSection>
  </>
);

function NewMember(props: { family: FamilyDetailOut; mothers: PatientOut[]; onDone: () => void }) {
  const { family, mothers, onDone } = props;
  const form = useServerForm({
    initial: {
      kind: "baby" as string | null,
      motherId: mothers[0] ? String(mothers[0].id) : (null as string | null),
      name: "",
      relationshipToHead: "",
      gender: null as string | null,
      birthDate: null as string | null,
      birthWeightG: null as number | null,
      phone: "",
      idCard: "",
      allergies: "",
      medicalHistory: [] as string[],
      currentMedications: [] as string[],
      servicePreferences: [] as string[],
    },
    action: createPatientAction,
    toInput: ({ kind, motherId, ...v }): CreateInput =>
      ({
        familyId: family.id,
        kind,
        ...(kind === "baby" && motherId && { motherId: Number(motherId) }),
        ...v,
      }) as CreateInput,
    onDone: () => {
      toast("已添加到这个家庭");
      onDone();
    },
  });
  const isBaby = form.values.kind === "baby";
  return (
    <Form form={form} label="添加照护对象">
      <FormSection>
        <SelectField name="kind" label="是谁" options={choicesOf(patientKindLabels)} required />
        {isBaby && mothers.length > 0 && (
          <SelectField
            name="motherId"
            label="妈妈"
            options={mothers.map((one) => ({ value: String(one.id), label: one.name }))}
          />
        )}
      </FormSection>
      <Fields isBaby={isBaby} />
      <FormFooter form={form} verb="添加" onCancel={onDone} />
    </Form>
  );
}

function EditMember({ patient, onDone }: { patient: PatientOut; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      name: patient.name,
      relationshipToHead: patient.relationshipToHead,
      gender: patient.gender as string | null,
      birthDate: patient.birthDate as string | null,
      birthWeightG: patient.birthWeightG,
      phone: patient.phone ?? "",
      idCard: patient.idCard ?? "",
      allergies: patient.allergies ?? "",
      medicalHistory: patient.medicalHistory,
      currentMedications: patient.currentMedications,
      servicePreferences: patient.servicePreferences,
    },
    version: patient.version,
    action: updatePatientAction,
    toInput: (v): UpdateInput => ({ id: patient.id, ...v }) as UpdateInput,
    onDone: () => {
      toast(`已改好${patient.name}的资料`);
      onDone();
    },
  });
  return (
    <Form form={form} label="修改照护对象">
      <Fields isBaby={patient.kind === "baby"} />
      <FormFooter form={form} onCancel={onDone} />
    </Form>
  );
}
