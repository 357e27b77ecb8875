"use client";

import { SegmentedControl } from "@mantine/core";
import { IconLock, IconSparkles } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useEffect, useState } from "react";
import { useCrumbs } from "@/components/shell/crumbs";
import { toast } from "@/components/toast";
import type { ProposalOut, ProposalRowOut } from "@/domain/planning/proposals/schema";
import { acceptProposalAction, discardProposalAction } from "../../../actions";
import { WeekTabs, Who } from "../head";
import { RunStrip } from "../run-strip";
import type { Editor } from "../use-editor";
import type { Scheduling } from "../use-scheduling";
import classes from "./proposal.module.css";
import { ProposalGrid } from "./proposal-grid";
import { ProposalSide } from "./proposal-side";
import { type Mode, useProposal } from "./use-proposal";

const modes: { value: Mode; label: string }[] = [
  { value: "diff", label: "只看改动" },
  { value: "before", label: "改前" },
  { value: "after", label: "改后" },
];

/** A proposal as a diff over the plan: nothing of it holds until it is accepted. */
export function ProposalView(props: {
  editor: Editor;
  proposal: ProposalOut;
  history: readonly ProposalRowOut[];
  scheduling: Scheduling;
}) {
  const { editor, proposal, history, scheduling } = props;
  const { plan } = editor.data;
  const router = useRouter();
  const review = useProposal(editor, proposal);
  const [busy, setBusy] = useState<"accept" | "discard" | null>(null);
  useCrumbs([{ label: plan.planNumber, href: `/plans/${plan.id}` }, { label: "自动排餐方案" }]);
  const { goWeek } = editor;
  const first = proposal.weekNumber ?? weekOf(editor, review.changes[0]?.date);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another proposal opens at its own first change
  useEffect(() => {
    if (first !== null && !review.here.length) goWeek(first);
  }, [proposal.id]);

  const back = () => router.push(`/plans/${plan.id}`);
  const accept = async (all: boolean) => {
    // 全部采纳 takes what was unticked by hand along, never a dish that asks first and was not said yes to.
    const keys = review.changes
      .filter((change) => review.taken.has(change.key) || (all && !review.waiting.includes(change)))
      .map((change) => change.key);
    if (!review.isOpen || keys.length === 0 || busy) return;
    setBusy("accept");
    const isAll = keys.length === review.changes.length;
    const answer = await acceptProposalAction({
      id: plan.id,
      proposal: proposal.id,
      ...(!isAll && { items: keys }),
    }).catch(() => null);
    setBusy(null);
    if (!answer) return toast("没采纳上，网络断了。计划没有变，连上后再点一次", { tone: "off", id: "proposal" });
    if (!answer.ok) {
      toast(answer.error.message, { tone: "off", id: "proposal" });
      return router.refresh(); // it may have gone stale meanwhile; the page then says so
    }
    const { version, cells, dates, origins, accepted } = answer.data;
    const left = review.waiting.length > 0 ? `，${review.waiting.length} 道要确认的没采纳` : "";
    const label = `已采纳方案 ${proposal.number} 的 ${accepted} 处改动${left}`;
    editor.dispatch({ type: "accepted", label, version, cells, dates });
    editor.takeOrigins(origins, dates);
    toast(label, { id: "plan-act", undo: () => editor.dispatch({ type: "undo" }) });
    back();
  };
  const discard = async () => {
    setBusy("discard");
    const answer = await discardProposalAction({ id: plan.id, proposal: proposal.id }).catch(() => null);
    setBusy(null);
    if (!answer?.ok)
      return toast(answer?.error.message ?? "没放弃成，网络断了。计划没有变", { tone: "off", id: "proposal" });
    toast(`已放弃方案 ${proposal.number}，计划没有变`);
    back();
  };
  const again = () => {
    void scheduling.start({ scope: proposal.scope, weekNumber: proposal.weekNumber ?? undefined });
    back();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if ((event.ctrlKey || event.metaKey) && (event.code === "Enter" || event.code === "NumpadEnter")) {
      event.preventDefault();
      void accept(true);
    } else if (event.code === "Escape" && !event.defaultPrevented) back();
  };

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: hears the keys of everything inside
    <div className={classes.root} onKeyDown={onKeyDown}>
      <div className={classes.main}>
        <Who editor={editor} />
        <div className={classes.bar}>
          <WeekTabs editor={editor} onKeyDown={() => undefined} />
          <span className={classes.badge}>
            <IconSparkles size={14} stroke={1.75} aria-hidden />
            {proposal.status === "accepted" ? "看已采纳的方案" : "看方案，还没生效"}
          </span>
          <SegmentedControl
            className={classes.modes}
            size="xs"
            value={review.mode}
            onChange={(value) => review.setMode(value as Mode)}
            data={modes}
            aria-label="看什么"
          />
        </div>
        <RunStrip scheduling={scheduling} />
        <ProposalGrid editor={editor} review={review} />
        <Legend />
      </div>
      <ProposalSide
        editor={editor}
        review={review}
        history={history}
        busy={busy}
        isRunning={scheduling.run.is === "running" || scheduling.run.is === "saving"}
        onAccept={() => void accept(false)}
        onAgain={again}
        onDiscard={() => void discard()}
      />
      <span className="ya-sr" role="status" aria-live="polite">
        {editor.said}
      </span>
    </div>
  );
}

const weekOf = ({ model }: Editor, date: string | undefined): number | null =>
  [...model.weeks].find(([, days]) => days.some((day) => day === date))?.[0] ?? null;

const Legend = () => (
  <div className={classes.legend}>
    <span>
      <i data-new aria-hidden="true" />
      换上
    </span>
    <span>
      <s>菜名</s> 换下
    </span>
    <span>
      <IconLock size={13} stroke={1.75} aria-hidden />
      锁定，不动
    </span>
    <span>
      <i data-cut aria-hidden="true" />
      已截单，不动
    </span>
    <span>
      <i data-gap aria-hidden="true" />
      没有菜可选
    </span>
    <span className={classes.keys}>
      <span>
        <kbd>空格</kbd> 采纳或不采纳
      </span>
      <span>
        <kbd>?</kbd> 为什么
      </span>
      <span>
        <kbd>Ctrl</kbd> <kbd>↵</kbd> 全部采纳
      </span>
    </span>
  </div>
);
