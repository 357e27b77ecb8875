"use client";

import { useRouter } from "next/navigation";
import { SelectField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { leaveThen } from "@/components/unsaved";
import { createRoleAction } from "../actions";

export function NewRoleForm({ roles }: { roles: { value: string; label: string }[] }) {
  const router = useRouter();
  const form = useServerForm({
    initial: { label: "", description: "", copyFrom: null as string | null },
    action: createRoleAction,
    toInput: ({ label, description, copyFrom }) => ({
      label,
      description,
      ...(copyFrom && { copyFrom: Number(copyFrom) }),
    }),
    onDone: (role) => router.push(`/roles/${role.id}`),
  });
  return (
    <Form form={form} label="新建角色">
      <FormSection title="角色">
        <TextField name="label" label="角色名称" required maxLength={50} placeholder="例如 前台" />
        <SelectField
          name="copyFrom"
          label="从哪个角色的权限开始"
          options={roles}
          placeholder="从空白开始"
          help="建好后再逐项调整"
        />
        <TextArea name="description" label="说明" maxLength={500} wide />
      </FormSection>
      <FormFooter form={form} verb="建立并设权限" onCancel={() => leaveThen(() => router.push("/roles"))} />
    </Form>
  );
}
