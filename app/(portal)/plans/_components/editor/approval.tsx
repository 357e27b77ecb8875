"use client";

import { Button, Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { toast } from "@/components/toast";
import { cellKey, openCells } from "@/domain/planning/rules";
import { shortDay } from "@/lib/time";
import type { ApprovalAnswer } from "../../_server/outcomes";
import { approvePlanAction, submitPlanAction } from "../../actions";
import { unsaved } from "./state";
import type { Editor } from "./use-editor";

/** The one filled button: who made the plan hands it in, another colleague approves the filled weeks. */
export function Approval({ editor }: { editor: Editor }) {
  const router = useRouter();
  const { data, state, saving } = editor;
  const [busy, setBusy] = useState(false);
  const [refusal, refuse] = useState<string | { message: string; lines: string[] } | null>(null);
  const weeks = waitingWeeks(editor);
  const isOpen = data.plan.status === "draft" || data.plan.status === "active";
  if (!isOpen || (data.plan.status === "active" && weeks.length === 0)) return null;
  const label = weeks.length === 0 ? "" : `第 ${weeks.join("、")} 周`;

  const run = async (work: () => Promise<void>) => {
    setBusy(true);
    if (unsaved(state).length > 0) await saving.save();
    await work().catch(() => refuse("网络断了，这一步没有生效。连上后再试一次"));
    setBusy(false);
  };
  const approve = () =>
    run(async () => {
      const answer = await approvePlanAction({ id: data.plan.id });
      if (!answer.ok) return refuse(answer.error.message);
      if (answer.data.status === "refused") return refuse(said(answer.data));
      toast(`已审核第 ${answer.data.weeks.join("、")} 周，厨房按它备餐`);
      router.refresh();
    });
  const submit = () =>
    run(async () => {
      const answer = await submitPlanAction({ id: data.plan.id });
      if (!answer.ok) return refuse(answer.error.message);
      toast(`已请${answer.data.asked.slice(0, 3).join("、")}${answer.data.asked.length > 3 ? " 等" : ""}审核`);
    });

  return (
    <>
      {data.may.approve ? (
        <Button
          variant="filled"
          loading={busy}
          disabled={weeks.length === 0}
          title={weeks.length === 0 ? "排满一周就能审核" : label}
          onClick={() => void approve()}
        >
          审核{weeks.length > 0 && weeks.length < editor.model.weeks.size ? label : "通过"}
        </Button>
      ) : (
        data.may.edit && (
          <Button
            variant="filled"
            loading={busy}
            disabled={weeks.length === 0}
            title={weeks.length === 0 ? "排满一周就能提交" : label}
            onClick={() => void submit()}
          >
            提交审核
          </Button>
        )
      )}
      {refusal && (
        <Modal opened onClose={() => refuse(null)} title="还不能审核" size={520}>
          <p>{typeof refusal === "string" ? refusal : refusal.message}</p>
          {typeof refusal !== "string" && refusal.lines.length > 0 && (
            <ul>
              {refusal.lines.map((line) => (
                <li key={line}>{line}</li>
              ))}
            </ul>
          )}
        </Modal>
      )}
    </>
  );
}

/** Weeks that are full and that nobody has approved. */
function waitingWeeks({ data, model, state, today }: Editor): number[] {
  const filled = new Set(Object.keys(state.cells));
  const slotIds = model.slots.map((slot) => slot.id);
  return data.weeks.flatMap(({ weekNumber, isApproved }) => {
    const days = model.weeks.get(weekNumber) ?? [];
    const has = days.some((date) => slotIds.some((id) => filled.has(cellKey(date, id))));
    const open = openCells({ days }, slotIds, filled, { ...data.plan, today });
    return !isApproved && has && open.length === 0 ? [weekNumber] : [];
  });
}

function said(answer: Extract<ApprovalAnswer, { status: "refused" }>): { message: string; lines: string[] } {
  const lines = [
    ...answer.conflicts.map((c) => `${shortDay(c.date)} ${c.slot}，${c.dishName}：${c.reasons[0]}`),
    ...answer.gaps.map((gap) => `${shortDay(gap.date)} ${gap.slot}`),
  ];
  return { message: answer.message, lines: lines.slice(0, 20) };
}
