"use client";

import { PasswordForm } from "@/app/(portal)/me/_components/password-form";

export function ChangeFirst() {
  return (
    <PasswordForm
      title="换成自己的密码"
      hint="现在的密码是管理员给的，只能用这一次"
      verb="换好，开始用"
      onDone={() => window.location.assign("/")}
    />
  );
}
