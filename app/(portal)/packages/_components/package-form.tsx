"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { servicePackageKindLabels } from "@/db/enums/packages";
import { choicesOf } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import { archivePackageAction, createPackageAction, updatePackageAction } from "../actions";
import type { Row } from "./row";

type Option = { value: string; label: string };
type Values = {
  name: string;
  kind: string | null;
  price: number | null;
  durationDays: number | null;
  serviceFrequency: number | null;
  description: string;
  isActive: boolean;
};
type CreateInput = Parameters<typeof createPackageAction>[0];
type UpdateInput = Parameters<typeof updatePackageAction>[0];

const Fields = ({ kind }: { kind: string | null }) => (
  <FormSection>
    <TextField name="name" label="套餐名称" required maxLength={100} placeholder="28 天尊享" />
    <SelectField name="kind" label="种类" options={choicesOf(servicePackageKindLabels)} required />
    <MoneyField name="price" label="价格" required min={0} words />
    <NumberField name="durationDays" label="天数" unit="天" min={1} max={730} required />
    {kind !== "stay" && <NumberField name="serviceFrequency" label="服务次数" unit="次" min={0} max={1000} />}
    <TextArea name="description" label="内容" maxLength={2000} wide />
    <SwitchField name="isActive" label="在售" on="签约时能选" off="签约时选不到" />
  </FormSection>
);

const input = (v: Values) => ({
  name: v.name,
  kind: v.kind as CreateInput["kind"],
  price: v.price as CreateInput["price"],
  durationDays: v.durationDays,
  serviceFrequency: v.serviceFrequency ?? 0,
  description: v.description,
  isActive: v.isActive,
});

export function NewPackageButton({ centres }: { centres: Option[] }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open(true)}>
        新建套餐
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="新建套餐" wide>
        <NewPackage centres={centres} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function NewPackage({ centres, onDone }: { centres: Option[]; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      name: "",
      kind: "stay",
      price: null,
      durationDays: 28,
      serviceFrequency: 0,
      description: "",
      isActive: true,
      centreId: centres[0]?.value ?? "",
    } as Values & { centreId: string | null },
    action: createPackageAction,
    toInput: ({ centreId, ...v }): CreateInput => ({ ...input(v), centreId: centreId ? Number(centreId) : null }),
    onDone: () => {
      toast("已新建套餐，签约时能选");
      onDone();
    },
  });
  return (
    <Form form={form} label="新建套餐">
      {centres.length > 1 && (
        <FormSection columns={1}>
          <SelectField name="centreId" label="适用中心" options={centres} required />
        </FormSection>
      )}
      <Fields kind={form.values.kind} />
      <FormFooter form={form} verb="新建" onCancel={onDone} />
    </Form>
  );
}

export function EditPackageForm({ row, onDone }: { row: Row; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      name: row.name,
      kind: row.kind,
      price: row.price,
      durationDays: row.durationDays,
      serviceFrequency: row.serviceFrequency,
      description: row.description ?? "",
      isActive: row.isActive,
    } as Values,
    version: row.version,
    action: updatePackageAction,
    toInput: (v): UpdateInput => ({ id: row.id, version: row.version, ...input(v) }),
    onDone: () => {
      toast(`已改好“${row.name}”，以后签的按新的`);
      onDone();
    },
  });
  return (
    <Form form={form} label="修改套餐">
      <Fields kind={form.values.kind} />
      <FormFooter form={form} onCancel={onDone}>
        <ConfirmButton
          size="md"
          label="归档"
          title={`归档“${row.name}”？`}
          verb="归档"
          keep="不归档"
          onConfirm={async () => {
            const answer = await archivePackageAction({ id: row.id, version: row.version });
            if (answer.ok) onDone();
            return answer;
          }}
        >
          不再能选，已签的合同不变
        </ConfirmButton>
      </FormFooter>
    </Form>
  );
}
