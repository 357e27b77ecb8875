"use client";

import { useRouter } from "next/navigation";
import { Notice } from "@/components/card";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import type { RoleChoices } from "@/domain/identity/users/queries";
import { type RoleRow, RoleRows, rolesInput } from "../../_components/role-rows";
import { updateUserAction } from "../../actions";

type Values = {
  fullName: string;
  phone: string;
  email: string;
  department: string;
  position: string;
  roles: RoleRow[];
};

export function UserForm(props: {
  user: Values & { id: number; version: number; username: string };
  choices: RoleChoices;
  isSelf: boolean;
}) {
  const { isSelf, choices } = props;
  const { id, version, username, ...initial } = props.user;
  const router = useRouter();
  const form = useServerForm({
    initial: initial as Values,
    version,
    action: updateUserAction,
    toInput: ({ roles, ...rest }) => ({ ...rest, id, version, ...(!isSelf && { roles: rolesInput(roles) }) }),
    onDone: () => {
      toast("账号存好了");
      router.refresh();
    },
  });
  const rolesChanged = JSON.stringify(form.values.roles) !== JSON.stringify(initial.roles);
  return (
    <Form form={form} label="账号资料">
      <FormSection title="账号" hint={`用户名 ${username}`}>
        <TextField name="fullName" label="姓名" required maxLength={100} />
        <PhoneField name="phone" label="手机" help="可以用它登录" />
        <TextField name="email" label="邮箱" type="email" maxLength={100} />
        <TextField name="department" label="部门" maxLength={50} />
        <TextField name="position" label="职位" maxLength={50} />
      </FormSection>
      <FormSection title="角色" hint={isSelf ? "自己的角色要请另一位管理员改" : undefined} columns={1}>
        <RoleRows form={form} choices={choices} disabled={isSelf} />
        {rolesChanged && <Notice tone="warn">换角色会结束他所有的登录，要重新登录一次</Notice>}
      </FormSection>
      <FormFooter form={form} />
    </Form>
  );
}
