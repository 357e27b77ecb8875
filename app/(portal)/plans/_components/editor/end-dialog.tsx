"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Confirm } from "@/components/confirm";
import { TextField } from "@/components/form/text-fields";
import { toast } from "@/components/toast";
import { cancelPlanAction, deletePlanAction } from "../../actions";
import type { Editor } from "./use-editor";

/** A draft is deleted, a running plan is cancelled with a reason. */
export function EndDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const router = useRouter();
  const { plan, who, may } = editor.data;
  const [reason, setReason] = useState("");
  if (plan.status === "draft" && may.edit)
    return (
      <Confirm
        opened
        onClose={onClose}
        title={`删除${who.name}的草稿 ${plan.planNumber}？`}
        verb="删除草稿"
        keep="不删"
        onConfirm={async () => {
          const answer = await deletePlanAction({ id: plan.id });
          if (answer.ok) {
            toast(`已删除草稿 ${plan.planNumber}`);
            router.push("/plans");
          }
          return answer;
        }}
      >
        排好的菜会一起删掉，不能恢复。
      </Confirm>
    );
  return (
    <Confirm
      opened
      onClose={onClose}
      title={`取消${who.name}的计划 ${plan.planNumber}？`}
      verb="取消计划"
      keep="不取消"
      onConfirm={async () => {
        if (reason.trim() === "") return { ok: false, error: { code: "validation_failed", message: "写明取消的原因" } };
        const answer = await cancelPlanAction({ id: plan.id, reason });
        if (answer.ok) {
          toast(`已取消计划 ${plan.planNumber}`);
          router.refresh();
        }
        return answer;
      }}
    >
      <p>从现在起厨房不再按它备餐，已经吃过的餐保留。</p>
      <TextField label="原因" required value={reason} onChange={setReason} maxLength={200} />
    </Confirm>
  );
}
