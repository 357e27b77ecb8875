"use client";

import { useRouter } from "next/navigation";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { PhoneField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { updateProfileAction } from "../actions";

type Values = { fullName: string; phone: string; email: string };

export function ProfileForm({ initial }: { initial: Values }) {
  const router = useRouter();
  const form = useServerForm({
    initial,
    action: updateProfileAction,
    onDone: () => {
      toast("资料存好了");
      router.refresh();
    },
  });
  return (
    <Form form={form} label="我的资料">
      <FormSection title="资料">
        <TextField name="fullName" label="姓名" required maxLength={100} autoComplete="name" />
        <PhoneField name="phone" label="手机" help="可以用它登录" />
        <TextField name="email" label="邮箱" type="email" maxLength={100} autoComplete="email" />
      </FormSection>
      <FormFooter form={form} />
    </Form>
  );
}
