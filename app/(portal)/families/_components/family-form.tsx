"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { FormModal } from "../../customers/_components/form-modal";
import { createFamilyAction, updateFamilyAction } from "../actions";

type Option = { value: string; label: string };
export type FamilyValues = {
  familyName: string;
  area: string;
  primaryAddress: string;
  secondaryAddress: string;
  contactPhone: string;
  emergencyContact: string;
  emergencyPhone: string;
};
const empty: FamilyValues = {
  familyName: "",
  area: "",
  primaryAddress: "",
  secondaryAddress: "",
  contactPhone: "",
  emergencyContact: "",
  emergencyPhone: "",
};

const Fields = () => (
  <FormSection>
    <TextField name="familyName" label="家庭名称" required maxLength={100} placeholder="张家" />
    <TextField name="area" label="所在区" maxLength={100} help="按区能搜到；地址加密保存，搜不到" />
    <TextField name="primaryAddress" label="常住地址" maxLength={200} />
    <TextField name="secondaryAddress" label="另一处地址" maxLength={200} />
    <PhoneField name="contactPhone" label="联系电话" />
    <TextField name="emergencyContact" label="家属" maxLength={100} placeholder="陈可（丈夫）" />
    <PhoneField name="emergencyPhone" label="家属电话" />
  </FormSection>
);

/** 新建家庭: one that is only visited, without a stay. */
export function NewFamilyButton(props: { centres: Option[]; centreId: number | null }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open(true)}>
        新建家庭
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="新建家庭" wide>
        <NewFamily {...props} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function NewFamily(props: { centres: Option[]; centreId: number | null; onDone: () => void }) {
  const router = useRouter();
  const form = useServerForm({
    initial: { ...empty, centreId: props.centreId === null ? null : String(props.centreId) },
    action: createFamilyAction,
    toInput: ({ centreId, ...v }) => ({ ...v, ...(centreId && { centreId: Number(centreId) }) }),
    onDone: (made) => {
      props.onDone();
      router.push(`/families/${made.id}`);
    },
  });
  return (
    <Form form={form} label="新建家庭">
      {props.centres.length > 1 && (
        <FormSection columns={1}>
          <SelectField name="centreId" label="中心" options={props.centres} required />
        </FormSection>
      )}
      <Fields />
      <FormFooter form={form} verb="新建" onCancel={props.onDone} />
    </Form>
  );
}

/** 修改家庭. */
export function EditFamilyButton(props: { id: number; version: number; initial: FamilyValues }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" onClick={() => open(true)}>
        修改
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="修改家庭" wide>
        <EditFamily {...props} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function EditFamily(props: { id: number; version: number; initial: FamilyValues; onDone: () => void }) {
  const form = useServerForm({
    initial: props.initial,
    version: props.version,
    action: updateFamilyAction,
    toInput: (v) => ({ id: props.id, ...v }),
    onDone: () => {
      toast("已改好家庭资料");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="修改家庭">
      <Fields />
      <FormFooter form={form} onCancel={props.onDone} />
    </Form>
  );
}
