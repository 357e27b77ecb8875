"use client";

import { useCallback, useEffect, useMemo, useReducer, useRef, useState } from "react";
import { useClock } from "@/components/clock";
import { toast } from "@/components/toast";
import type { EditorData } from "@/domain/planning/editor/rules";
import type { Origins } from "@/domain/planning/origins/rules";
import { type CellKey, cellKey, cellOf, isEditable } from "@/domain/planning/rules";
import type { EditOp } from "@/domain/planning/schema";
import { type Day, dayOf, systemNow } from "@/lib/time";
import { planned, saidRefused } from "./acting";
import { frameAt, type Model, modelOf, momentIn } from "./model";
import { at, type Selection } from "./selection";
import { opened, reduce } from "./state";
import { useAutosave } from "./use-autosave";
import { useKept } from "./use-kept";

export type Editor = ReturnType<typeof useEditor>;

/** What the panel is open for. */
export type PanelAt = { initial: string | null; replace: number | null };

/** All state of the editor in one place: cells, saving, where one is, what is open. */
export function useEditor(data: EditorData) {
  const model = useMemo(() => modelOf(data), [data]);
  const clock = useClock();
  const now = useRef<() => Date>(systemNow);
  now.current = () => clock?.now ?? systemNow();
  const readNow = useCallback(() => now.current(), []);
  const [state, dispatch] = useReducer(reduce, data, (d) => opened(d.cells, d.plan.version));
  useKept(`ya-plan-${data.openedBy}-${data.plan.id}`, state, dispatch);
  useEffect(() => dispatch({ type: "refreshed", version: data.plan.version, cells: data.cells }), [data]);
  const [origins, setOrigins] = useState(data.origins);
  useEffect(() => setOrigins(data.origins), [data]);
  /** Who placed what on these days, as the server says. */
  const takeOrigins = useCallback((now: Origins, dates: readonly string[]) => {
    const isOfThem = (key: string) => dates.includes(key.slice(0, 10));
    setOrigins((had) => ({
      ...Object.fromEntries(Object.entries(had).filter(([key]) => !isOfThem(key))),
      ...now,
    }));
  }, []);
  const saving = useAutosave(data.plan.id, state, { dispatch, takeOrigins }, readNow);

  const today = dayOf(readNow());
  const [week, setWeek] = useState(() => weekAt(model, today));
  const [selection, setSelection] = useState<Selection>(() =>
    at({ row: nextRow(model, readNow()), col: colAt(model, weekAt(model, today), today) }),
  );
  const [dish, setDish] = useState<number | null>(null);
  const [panel, setPanel] = useState<PanelAt | null>(() =>
    data.may.edit && isEditable(data.plan.status) ? { initial: null, replace: null } : null,
  );
  /** Going elsewhere ends what the panel was asked for at the old place. */
  const select: typeof setSelection = useCallback((to) => {
    setSelection(to);
    setPanel((open) => open && { initial: null, replace: null });
  }, []);
  const [said, say] = useState("");
  const [late, askLate] = useState<{ cells: CellKey[]; go: () => void } | null>(null);
  const agreed = useRef(new Set<CellKey>());

  const dates = model.weeks.get(week) ?? [];
  const slotIds = useMemo(() => model.slots.map((slot) => slot.id), [model]);
  const cells = useRef(state.cells);
  cells.current = state.cells;
  const canEdit = data.may.edit && isEditable(data.plan.status);

  /** Does what may be done of these operations, says what was left out; a change behind the cut-off is asked about once. */
  const act = useCallback(
    (label: string, ops: EditOp[], how: { undoable?: boolean } = {}): boolean => {
      if (!canEdit) {
        say("这份计划只能看");
        return false;
      }
      const frame = frameAt(model, readNow());
      const plan = planned(model, cells.current, ops, frame);
      const [fault] = plan.faults;
      if (fault)
        toast(`${sayCell(model, fault.date, fault.slotId)}：${fault.sentence}`, { tone: "off", id: "plan-fault" });
      if (plan.refused.length > 0) toast(saidRefused(plan.refused), { tone: "off", id: "plan-refused" });
      if (plan.ops.length === 0 || plan.changed.length === 0) return false;
      const go = () => {
        dispatch({ type: "act", label, ops: plan.ops, frame });
        say(label);
        if (how.undoable) toast(label, { id: "plan-act", undo: () => dispatch({ type: "undo" }) });
      };
      const cut = plan.changed.filter((key) => isCut(model, key, readNow()) && !agreed.current.has(key));
      if (data.plan.status === "active" && cut.length > 0) {
        askLate({
          cells: cut,
          go: () => {
            for (const key of cut) agreed.current.add(key);
            go();
          },
        });
        return true;
      }
      go();
      return true;
    },
    [model, data.plan.status, canEdit, readNow],
  );

  const goWeek = useCallback(
    (number: number) => {
      if (!model.weeks.has(number)) return;
      setWeek(number);
      setDish(null);
      select((s) => at({ row: s.focus.row, col: Math.min(s.focus.col, (model.weeks.get(number)?.length ?? 1) - 1) }));
    },
    [model, select],
  );

  const { focus } = selection;
  const date = dates[focus.col] ?? dates[0];
  const slotId = slotIds[Math.max(0, focus.row)];
  useEffect(() => {
    if (date === undefined) setWeek([...model.weeks.keys()][0] ?? 1);
  }, [date, model]);

  return {
    model,
    data,
    state,
    dispatch,
    saving,
    origins,
    takeOrigins,
    now: readNow,
    today,
    canEdit,
    week,
    goWeek,
    dates,
    slotIds,
    selection,
    select,
    /** The dish inside the focused cell that has the focus, or null when the cell itself has it. */
    dish,
    setDish,
    panel,
    setPanel,
    act,
    said,
    say,
    late,
    askLate,
    /** The cell the panel fills and the dock tells of. */
    here: date !== undefined && slotId !== undefined ? { date, slotId, key: cellKey(date, slotId) } : null,
  };
}

const weekAt = (model: Model, today: Day): number =>
  model.weekOf.get(today)?.weekNumber ?? [...model.weeks.keys()][0] ?? 1;
const colAt = (model: Model, week: number, today: Day): number =>
  Math.max(0, (model.weeks.get(week) ?? []).indexOf(today));

/** The first meal of today that is not served yet; the first of all when the plan does not run today. */
function nextRow(model: Model, now: Date): number {
  const today = dayOf(now);
  if (!model.weekOf.has(today)) return 0;
  const row = model.slots.findIndex((slot) => !["past", "served"].includes(momentIn(model, today, slot.id, now)));
  return Math.max(0, row);
}

function isCut(model: Model, key: CellKey, now: Date): boolean {
  const { date, slotId } = cellOf(key);
  return momentIn(model, date, slotId, now) === "cut";
}

export const sayCell = (model: Model, date: Day, slotId: number): string =>
  `${date.slice(5)} ${model.slotOf.get(slotId)?.name ?? ""}`;
