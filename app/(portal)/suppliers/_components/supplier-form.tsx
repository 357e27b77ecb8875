"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { supplierStatusLabels } from "@/db/enums/purchasing";
import type { SupplierOut } from "@/domain/purchasing/suppliers/schema";
import { choicesOf } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import { archiveSupplierAction, createSupplierAction, updateSupplierAction } from "../actions";

type Values = {
  name: string;
  contactName: string;
  phone: string;
  address: string;
  licenseNo: string;
  licenseExpiresOn: string | null;
  bankAccount: string;
  leadDays: number | null;
  termDays: number | null;
  status: string | null;
};
type CreateInput = Parameters<typeof createSupplierAction>[0];
type UpdateInput = Parameters<typeof updateSupplierAction>[0];

const Fields = ({ known }: { known?: { phone: string | null; bankAccountLast4: string | null } }) => (
  <FormSection>
    <TextField name="name" label="供应商名称" required maxLength={100} />
    <SelectField name="status" label="状态" options={choicesOf(supplierStatusLabels)} required />
    <TextField name="contactName" label="联系人" maxLength={50} />
    <PhoneField name="phone" label="电话" help={known?.phone ? `现在是 ${known.phone}，留空就不改` : undefined} />
    <NumberField name="leadDays" label="下单后几天到" unit="天" min={0} max={365} decimals={0} required />
    <NumberField name="termDays" label="账期" unit="天" min={0} max={365} decimals={0} />
    <TextField name="licenseNo" label="许可证号" maxLength={64} />
    <DateField name="licenseExpiresOn" label="许可证到期" />
    <TextField
      name="bankAccount"
      label="银行账号"
      help={known?.bankAccountLast4 ? `现在尾号 ${known.bankAccountLast4}，留空就不改` : undefined}
    />
    <TextField name="address" label="地址" maxLength={255} wide />
  </FormSection>
);

const input = (v: Values) => ({
  name: v.name,
  contactName: v.contactName,
  address: v.address,
  licenseNo: v.licenseNo,
  licenseExpiresOn: v.licenseExpiresOn,
  leadDays: v.leadDays ?? 0,
  termDays: v.termDays ?? 0,
  status: v.status as NonNullable<CreateInput["status"]>,
  ...(v.phone && { phone: v.phone }),
  ...(v.bankAccount && { bankAccount: v.bankAccount }),
});

export function NewSupplierButton() {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open(true)}>
        新建供应商
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="新建供应商" wide>
        <NewSupplier onCancel={() => open(false)} />
      </FormModal>
    </>
  );
}

function NewSupplier({ onCancel }: { onCancel: () => void }) {
  const router = useRouter();
  const form = useServerForm({
    initial: {
      name: "",
      contactName: "",
      phone: "",
      address: "",
      licenseNo: "",
      licenseExpiresOn: null,
      bankAccount: "",
      leadDays: 1,
      termDays: 0,
      status: "active",
    } as Values,
    action: createSupplierAction,
    toInput: (values): CreateInput => input(values),
    onDone: (supplier) => {
      toast(`已新建“${supplier.name}”，接着填目录`);
      router.push(`/suppliers/${supplier.id}`);
    },
  });
  return (
    <Form form={form} label="新建供应商">
      <Fields />
      <FormFooter form={form} verb="新建" onCancel={onCancel} />
    </Form>
  );
}

export function EditSupplierButton({ row }: { row: Omit<SupplierOut, "createdAt" | "updatedAt" | "archivedAt"> }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" onClick={() => open(true)}>
        修改资料
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title={`修改“${row.name}”`} wide>
        <EditSupplier row={row} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function EditSupplier({
  row,
  onDone,
}: {
  row: Omit<SupplierOut, "createdAt" | "updatedAt" | "archivedAt">;
  onDone: () => void;
}) {
  const router = useRouter();
  const form = useServerForm({
    initial: {
      name: row.name,
      contactName: row.contactName ?? "",
      phone: "",
      address: row.address ?? "",
      licenseNo: row.licenseNo ?? "",
      licenseExpiresOn: row.licenseExpiresOn,
      bankAccount: "",
      leadDays: row.leadDays,
      termDays: row.termDays,
      status: row.status,
    } as Values,
    version: row.version,
    action: updateSupplierAction,
    toInput: (values): UpdateInput => ({ id: row.id, version: row.version, ...input(values) }),
    onDone: () => {
      toast(`“${row.name}”的资料已改好`);
      router.refresh();
      onDone();
    },
  });
  return (
    <Form form={form} label="修改供应商">
      <Fields known={row} />
      <FormFooter form={form} onCancel={onDone}>
        <ConfirmButton
          size="md"
          label="归档"
          title={`归档“${row.name}”？`}
          verb="归档"
          keep="不归档"
          onConfirm={async () => {
            const answer = await archiveSupplierAction({ id: row.id, version: row.version });
            if (answer.ok) router.push("/suppliers");
            return answer;
          }}
        >
          采购建议不再选它，买过的记录都保留
        </ConfirmButton>
      </FormFooter>
    </Form>
  );
}
