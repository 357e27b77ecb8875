"use client";

import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PasswordField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { setUpAction } from "../actions";

export function SetupForm({ token }: { token: string }) {
  const form = useServerForm({
    initial: { token, username: "", fullName: "", password: "", again: "" },
    action: setUpAction,
    toInput: ({ again: _, ...input }) => input,
    validate: ({ password, again }): Record<string, string> =>
      password && again && password !== again ? { again: "和上面的密码不一样" } : {},
    onDone: () => window.location.assign("/login"),
  });
  return (
    <Form form={form} label="建立第一位管理员">
      <FormSection columns={1} title="建立第一位管理员" hint="系统里还没有账号，建好之后这一页就关闭">
        <TextField name="token" label="设置口令" required help="服务器启动日志里，网址末尾 token= 后面的那一串" />
        <TextField
          name="username"
          label="用户名"
          required
          autoComplete="username"
          help="3 到 50 位字母、数字或 . _ -"
        />
        <TextField name="fullName" label="姓名" required autoComplete="name" />
        <PasswordField name="password" label="密码" required meter autoComplete="new-password" />
        <PasswordField name="again" label="再写一遍密码" required autoComplete="new-password" />
      </FormSection>
      <FormFooter form={form} verb="建立管理员" />
    </Form>
  );
}
