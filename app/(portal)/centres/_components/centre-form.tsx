"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { centreStatusLabels } from "@/db/enums/centres";
import { choicesOf } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import { archiveCentreAction, createCentreAction, updateCentreAction } from "../actions";

export type CentreValues = {
  code: string;
  name: string;
  phone: string;
  address: string;
  openedOn: string | null;
  status: string | null;
};
type UpdateInput = Parameters<typeof updateCentreAction>[0];

const Fields = ({ isNew }: { isNew?: boolean }) => (
  <FormSection>
    <TextField name="name" label="名称" required maxLength={100} />
    <TextField name="code" label="代号" required maxLength={20} help="字母和数字，编号里会用到" />
    <PhoneField name="phone" label="电话" />
    <DateField name="openedOn" label="开业日期" />
    <TextField name="address" label="地址" maxLength={255} wide />
    {!isNew && <SelectField name="status" label="状态" options={choicesOf(centreStatusLabels)} required />}
  </FormSection>
);

export function NewCentreButton() {
  const [opened, open] = useState(false);
  const router = useRouter();
  const form = useServerForm({
    initial: { code: "", name: "", phone: "", address: "", openedOn: null } as Omit<CentreValues, "status">,
    action: createCentreAction,
    onDone: (made) => {
      open(false);
      router.push(`/centres/${made.id}`);
    },
  });
  return (
    <>
      <Button size="md" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />} onClick={() => open(true)}>
        新建中心
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="新建中心" wide>
        <Form form={form} label="新建中心">
          <Fields isNew />
          <FormFooter form={form} verb="新建" onCancel={() => open(false)} />
        </Form>
      </FormModal>
    </>
  );
}

export function EditCentreButton(props: { id: number; version: number; initial: CentreValues }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" onClick={() => open(true)}>
        修改中心
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="修改中心" wide>
        <EditCentre {...props} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function EditCentre(props: { id: number; version: number; initial: CentreValues; onDone: () => void }) {
  const router = useRouter();
  const form = useServerForm({
    initial: props.initial,
    version: props.version,
    action: updateCentreAction,
    toInput: (v): UpdateInput => ({ id: props.id, version: props.version, ...v }) as UpdateInput,
    onDone: () => {
      toast("已改好中心资料");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="修改中心">
      <Fields />
      <FormFooter form={form} onCancel={props.onDone}>
        <ConfirmButton
          size="md"
          label="归档"
          title={`归档${props.initial.name}？`}
          verb="归档"
          keep="不归档"
          onConfirm={async () => {
            const answer = await archiveCentreAction({ id: props.id, version: props.version });
            if (answer.ok) router.push("/centres");
            return answer;
          }}
        >
          不再能选，过去的记录都在。还有房间时要先归档房间
        </ConfirmButton>
      </FormFooter>
    </Form>
  );
}
