"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { leaveThen } from "@/components/unsaved";
import type { RoleChoices } from "@/domain/identity/users/queries";
import { createUserAction } from "../actions";
import { OneTimePassword } from "./one-time-password";
import { EVERYWHERE, type RoleRow, RoleRows, rolesInput } from "./role-rows";

export function NewUserForm({ choices }: { choices: RoleChoices }) {
  const router = useRouter();
  const [created, setCreated] = useState<{ id: number; username: string; password: string | null } | null>(null);
  const first: RoleRow = {
    roleId: null,
    centreId: choices.centres[0] ? String(choices.centres[0].id) : EVERYWHERE,
  };
  const form = useServerForm({
    initial: { username: "", fullName: "", phone: "", email: "", department: "", position: "", roles: [first] },
    action: createUserAction,
    toInput: ({ roles, ...rest }) => ({ ...rest, roles: rolesInput(roles) }),
    onDone: (user) => setCreated({ id: user.id, username: user.username, password: user.oneTimePassword }),
  });
  return (
    <>
      <Form form={form} label="新建用户">
        <FormSection title="这个人">
          <TextField name="fullName" label="姓名" required maxLength={100} />
          <TextField
            name="username"
            label="用户名"
            required
            maxLength={50}
            help="登录用，3 到 50 位字母、数字或 . _ -，建好后不能改"
          />
          <PhoneField name="phone" label="手机" help="也可以用它登录" />
          <TextField name="email" label="邮箱" type="email" maxLength={100} />
          <TextField name="department" label="部门" maxLength={50} />
          <TextField name="position" label="职位" maxLength={50} />
        </FormSection>
        <FormSection title="角色" hint="决定他能看什么、做什么" columns={1}>
          <RoleRows form={form} choices={choices} />
        </FormSection>
        <FormFooter form={form} verb="建立账号" onCancel={() => leaveThen(() => router.push("/users"))} />
      </Form>
      <OneTimePassword
        name={form.values.fullName}
        username={created?.username ?? ""}
        password={created?.password ?? null}
        onClose={() => created && router.push(`/users/${created.id}`)}
      />
    </>
  );
}
