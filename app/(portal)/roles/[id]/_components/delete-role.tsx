"use client";

import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import { deleteRoleAction } from "../../actions";

export function DeleteRole({ id, label, users }: { id: number; label: string; users: number }) {
  const router = useRouter();
  return (
    <ConfirmButton
      label="删除角色"
      disabled={users > 0}
      title={`删除“${label}”？`}
      verb="删除"
      keep="不删除"
      onConfirm={async () => {
        const answer = await deleteRoleAction({ id });
        if (answer.ok) {
          toast(`角色“${label}”已删除`);
          router.push("/roles");
        }
        return answer;
      }}
    >
      现在没有人用它。删除后要用得重新建
    </ConfirmButton>
  );
}
