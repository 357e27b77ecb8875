"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { FormModal } from "../../customers/_components/form-modal";
import { breakGlassAction } from "../actions";

/** 紧急查看: a family that is not assigned to the caller, for four hours, with a reason that is kept. */
export function BreakGlassButton() {
  const [opened, open] = useState(false);
  return (
    <>
      <Button size="md" onClick={() => open(true)}>
        紧急查看
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title="紧急查看没分派给您的家庭">
        <BreakGlassForm onDone={() => open(false)} />
      </FormModal>
    </>
  );
}

function BreakGlassForm({ onDone }: { onDone: () => void }) {
  const router = useRouter();
  const form = useServerForm({
    initial: { who: "", reason: "" },
    action: breakGlassAction,
    onDone: (made) => {
      onDone();
      router.push(`/families/${made.familyId}`);
    },
  });
  return (
    <Form form={form} label="紧急查看">
      <p className="ya-note">打开 4 小时，之后自动收回。谁在什么时候、为什么看，会写进操作日志</p>
      <FormSection columns={1}>
        <TextField name="who" label="房号或妈妈的全名" required maxLength={100} placeholder="608" />
        <TextArea name="reason" label="原因" required maxLength={200} />
      </FormSection>
      <FormFooter form={form} verb="打开 4 小时" onCancel={onDone} />
    </Form>
  );
}
