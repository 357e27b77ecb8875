"use client";

import { Button } from "@mantine/core";
import { IconArrowsExchange, IconSparkles } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useEffect, useState } from "react";
import { StatusGlyph } from "@/components/marks/status-badge";
import { toast } from "@/components/toast";
import { sameCell } from "@/domain/planning/items/rules";
import { originKey } from "@/domain/planning/origins/rules";
import type { WhyHere } from "@/domain/planning/why/queries";
import { saidWhen } from "@/lib/time";
import { decideReleaseAction, whyAction } from "../../actions";
import classes from "./look.module.css";
import type { Editor } from "./use-editor";
import { WhyText } from "./why-text";

/** What is known of why a dish stands in the focused cell; `unsaved` while the server has not got the cell yet. */
export type Found = { is: "loading" } | { is: "unsaved" } | { is: "failed" } | { is: "found"; why: WhyHere };

export function useWhy({ data, here, state }: Editor, dishId: number): Found {
  const [found, set] = useState<Found>({ is: "loading" });
  const planId = data.plan.id;
  const [date, slotId] = [here?.date, here?.slotId];
  const isSaved = here !== null && sameCell(state.base[here.key] ?? [], state.cells[here.key] ?? []);
  useEffect(() => {
    if (date === undefined || slotId === undefined) return;
    if (!isSaved) return set({ is: "unsaved" });
    let isGone = false;
    set({ is: "loading" });
    void whyAction({ id: planId, date, slotId, dishId })
      .then((answer) => {
        if (isGone) return;
        if (!answer.ok) return set({ is: "failed" });
        set(answer.data ? { is: "found", why: answer.data } : { is: "unsaved" });
      })
      .catch(() => !isGone && set({ is: "failed" }));
    return () => {
      isGone = true;
    };
  }, [planId, date, slotId, dishId, isSaved]);
  return found;
}

/** One line: who or what placed it, and when. */
export function Placed({ editor, dishId, found }: { editor: Editor; dishId: number; found: Found }) {
  const origin = editor.here ? editor.origins[originKey(editor.here.key, dishId)] : undefined;
  return (
    <p className={classes.placed}>
      {origin === "auto" && <IconSparkles size={13} stroke={1.75} aria-hidden />}
      {origin === "substitute" && <IconArrowsExchange size={13} stroke={1.75} aria-hidden />}
      {placedText(found, editor.now())}
    </p>
  );
}

function placedText(found: Found, now: Date): string {
  if (found.is === "loading") return "正在查谁排的…";
  if (found.is === "unsaved") return "您刚放的，还没保存";
  if (found.is === "failed") return "没查到谁排的，网络断了";
  const { origin, placedBy, placedAt, why } = found.why;
  const when = saidWhen(new Date(placedAt), now);
  switch (origin) {
    case "auto":
      return `自动排餐，${when}${why ? `，从 ${why.candidates} 道里选出` : ""}${placedBy ? `，${placedBy}采纳` : ""}`;
    case "family":
      return `家属选的，${when}`;
    case "substitute":
      return `原来的菜不再适合，${when} 自动替上`;
    case "person":
      return `${placedBy ?? "建计划时"}${placedBy ? " " : "，"}${when} 排的`;
  }
}

/** What decided, what it stands in for, what came up since, and how its release stands. */
export function WhyFound({ editor, found, onClose }: { editor: Editor; found: Found; onClose: () => void }) {
  if (found.is !== "found") return null;
  const { why, substitute, flag, release } = found.why;
  const now = editor.now();
  return (
    <div className={classes.found}>
      {why && <WhyText why={why} />}
      {substitute && (
        <>
          <p className={classes.sentence}>
            替下 <s>{substitute.fromDishName}</s>：{substitute.because.join("；")}
          </p>
          {substitute.rejected.length > 0 && (
            <ul className={classes.losers} aria-label="先看过的">
              {substitute.rejected.slice(0, 4).map((other) => (
                <li key={other.dishId}>
                  <s>{other.dishName}</s>
                  <span>{other.because}</span>
                </li>
              ))}
            </ul>
          )}
        </>
      )}
      {flag && (
        <p className={classes.sentence} data-tone="no">
          <StatusGlyph tone="critical" />
          {saidWhen(new Date(flag.at), now)} 起不再适合：{flag.texts.join("；")}
        </p>
      )}
      {release && <Release editor={editor} release={release} onClose={onClose} />}
    </div>
  );
}

type ReleaseProps = { editor: Editor; release: NonNullable<WhyHere["release"]>; onClose: () => void };

/** A refused dish is served only when a second person lets it through. */
function Release({ editor, release, onClose }: ReleaseProps) {
  const router = useRouter();
  const [busy, setBusy] = useState<"confirm" | "refuse" | null>(null);
  const now = editor.now();
  const asked = `${release.requestedBy ?? "有人"} ${saidWhen(new Date(release.requestedAt), now)} 申请放行：${release.reason}`;
  const decide = async (decision: "confirm" | "refuse") => {
    setBusy(decision);
    const answer = await decideReleaseAction({
      id: editor.data.plan.id,
      item: release.itemId,
      version: release.version,
      decision,
    }).catch(() => null);
    setBusy(null);
    if (!answer?.ok) return toast(answer?.error.message ?? "网络断了，这一步没有生效", { tone: "off", id: "release" });
    toast(decision === "confirm" ? "已放行，厨房会照做，禁忌仍会标出来" : "没有放行，这道菜不会出餐");
    onClose();
    router.refresh();
  };
  return (
    <div className={classes.release}>
      <p>{asked}</p>
      {release.state === "confirmed" ? (
        <p>
          {release.confirmedBy}
          {release.confirmedAt && ` ${saidWhen(new Date(release.confirmedAt), now)}`} 已放行，禁忌仍会标出来
        </p>
      ) : release.mayDecide ? (
        <div className={classes.acts}>
          <Button
            size="xs"
            loading={busy === "confirm"}
            disabled={busy !== null}
            onClick={() => void decide("confirm")}
          >
            放行
          </Button>
          <Button size="xs" loading={busy === "refuse"} disabled={busy !== null} onClick={() => void decide("refuse")}>
            不放行
          </Button>
        </div>
      ) : (
        <p>等另一位同事放行，放行前不出餐</p>
      )}
    </div>
  );
}
