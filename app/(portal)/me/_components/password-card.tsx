"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/toast";
import { PasswordForm } from "./password-form";

export function PasswordCard({ hint }: { hint: string }) {
  const router = useRouter();
  const [round, setRound] = useState(0);
  return (
    <PasswordForm
      key={round} // an empty form again
      title="密码"
      hint={hint}
      onDone={() => {
        toast("密码换好了，别处的登录都已结束");
        setRound(round + 1);
        router.refresh();
      }}
    />
  );
}
