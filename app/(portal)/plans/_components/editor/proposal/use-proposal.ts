"use client";

import { type KeyboardEvent, useMemo, useState } from "react";
import type { ProposalOut } from "@/domain/planning/proposals/schema";
import { type CellKey, cellKey } from "@/domain/planning/rules";
import type { Editor } from "../use-editor";
import {
  asksFirst,
  type Change,
  changesOf,
  compare,
  gridWith,
  infeasibleByCell,
  stepFrom,
  tickedAtFirst,
} from "./changes";

export type Mode = "diff" | "before" | "after";
export type Review = ReturnType<typeof useProposal>;

/** A proposal being looked through: what is taken, where one is, and what the plan would be with it. */
export function useProposal(editor: Editor, proposal: ProposalOut) {
  const { model, state, dates } = editor;
  const { result } = proposal;
  const isOpen = proposal.status === "open" && editor.canEdit;
  const changes = useMemo(() => changesOf(result, editor.slotIds), [result, editor.slotIds]);
  const [taken, setTaken] = useState<ReadonlySet<string>>(() =>
    proposal.status === "open"
      ? tickedAtFirst(changes, state.cells, (dishId, date) => model.verdictOf(dishId, date).verdict === "allowed")
      : new Set(changes.map((change) => change.key)),
  );
  const waiting = changes.filter((change) => asksFirst(change) && !taken.has(change.key));
  const [mode, setMode] = useState<Mode>("diff");
  const here = useMemo(() => changes.filter((change) => dates.includes(change.date)), [changes, dates]);
  const [chosen, choose] = useState<string | null>(null);
  const [asked, ask] = useState<string | null>(null);
  const current = here.some((change) => change.key === chosen) ? chosen : (here[0]?.key ?? null);

  const before = state.cells;
  // What was computed for another version of the plan cannot be laid over this one.
  const canLay = proposal.status === "open";
  const after = useMemo(() => (canLay ? gridWith(before, changes, taken) : before), [canLay, before, changes, taken]);
  const figures = useMemo(() => compare(model, before, after, dates), [model, before, after, dates]);
  const blocked = useMemo(() => infeasibleByCell(result.infeasible), [result]);
  const byCell = useMemo(() => {
    const cells = new Map<CellKey, Change[]>();
    for (const change of changes) {
      const key = cellKey(change.date, change.slotId);
      cells.set(key, [...(cells.get(key) ?? []), change]);
    }
    return cells;
  }, [changes]);

  const toggle = (key: string) => {
    if (!isOpen) return;
    const change = changes.find((one) => one.key === key);
    const isTaken = taken.has(key);
    setTaken(new Set(isTaken ? [...taken].filter((one) => one !== key) : [...taken, key]));
    if (change) editor.say(`${change.dishName}，${isTaken ? "不采纳" : "采纳"}`);
  };

  const step = (way: Parameters<typeof stepFrom>[2]) => {
    const next = stepFrom(here, current, way);
    choose(next);
    requestAnimationFrame(() => document.querySelector<HTMLElement>(`[data-change="${next}"]`)?.focus());
  };

  const onGridKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
    const ways = { ArrowDown: "next", ArrowUp: "previous", ArrowLeft: "left", ArrowRight: "right" } as const;
    const way = ways[event.code as keyof typeof ways];
    if (way) step(way);
    else if (event.code === "Space" && current && !isTickBox(event.target)) toggle(current);
    else if (event.code === "Slash" && event.shiftKey && current) ask(asked === current ? null : current);
    else if (event.code === "PageDown" || event.code === "PageUp")
      editor.goWeek(editor.week + (event.code === "PageDown" ? 1 : -1));
    else return;
    event.preventDefault();
  };

  return {
    proposal,
    isOpen,
    changes,
    /** Of the week on screen. */
    here,
    taken,
    /** Dishes with something soft against them that nobody has said yes to. */
    waiting,
    toggle,
    setTaken,
    mode,
    setMode,
    current,
    choose,
    asked,
    ask,
    before,
    after,
    figures,
    blocked,
    byCell,
    onGridKeyDown,
  };
}

/** A tick box that has the focus answers to the space bar by itself. */
const isTickBox = (target: EventTarget): boolean => target instanceof HTMLElement && target.role === "checkbox";
