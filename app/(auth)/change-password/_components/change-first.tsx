"use client";

import { PasswordForm } from "@/app/(portal)/me/_components/password-form";

export function ChangeFirst() {
  return <PasswordForm verb="换好，开始用" onDone={() => window.location.assign("/")} />;
}
