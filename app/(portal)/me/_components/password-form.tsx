"use client";

import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PasswordField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { changePasswordAction } from "../actions";
import { keepSignedIn } from "./renew";

/** The old password once, the new one twice. */
export function PasswordForm(props: { onDone: () => void; verb?: string; title: string; hint: string }) {
  const { onDone, verb = "换密码", title, hint } = props;
  const form = useServerForm({
    initial: { oldPassword: "", newPassword: "", again: "" },
    action: changePasswordAction,
    toInput: ({ oldPassword, newPassword }) => ({ oldPassword, newPassword }),
    validate: ({ newPassword, again }): Record<string, string> =>
      newPassword && again && newPassword !== again ? { again: "和上面的新密码不一样" } : {},
    onDone: ({ ticket }) => void keepSignedIn(ticket).then(onDone),
  });
  return (
    <Form form={form} label="换密码">
      <FormSection columns={1} title={title} hint={hint}>
        <PasswordField name="oldPassword" label="现在的密码" required autoComplete="current-password" />
        <PasswordField
          name="newPassword"
          label="新密码"
          required
          meter
          autoComplete="new-password"
          help="至少 10 位；一句只有您想得到的话，比字母加数字更好记也更难猜"
        />
        <PasswordField name="again" label="再写一遍新密码" required autoComplete="new-password" />
      </FormSection>
      <FormFooter form={form} verb={verb} />
    </Form>
  );
}
