"use client";

import { IconArrowsExchange, IconSparkles } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { StatusGlyph } from "@/components/marks/status-badge";
import { sameCell } from "@/domain/planning/items/rules";
import { originKey } from "@/domain/planning/origins/rules";
import type { WhyHere } from "@/domain/planning/why/queries";
import { saidWhen } from "@/lib/time";
import { whyAction } from "../../actions";
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

/** What decided, what it stands in for, and what came up since. */
export function WhyFound({ editor, found }: { editor: Editor; found: Found }) {
  if (found.is !== "found") return null;
  const { why, substitute, flag } = found.why;
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
    </div>
  );
}
