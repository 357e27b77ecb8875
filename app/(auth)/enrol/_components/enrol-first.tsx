"use client";

import { MfaSetup } from "@/app/(portal)/me/_components/mfa-setup";

export function EnrolFirst() {
  return <MfaSetup onDone={() => window.location.assign("/")} />;
}
