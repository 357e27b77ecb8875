"use client";

import { useMediaQuery } from "@mantine/hooks";
import { useCallback, useRef, useState } from "react";
import { flushSync } from "react-dom";
import { Confirm } from "@/components/confirm";
import { HidePanel } from "@/components/shell/crumbs";
import { toast } from "@/components/toast";
import { UnsavedGuard } from "@/components/unsaved";
import type { EditorData } from "@/domain/planning/editor/rules";
import type { ProposalOut, ProposalRowOut } from "@/domain/planning/proposals/schema";
import { cellOf } from "@/domain/planning/rules";
import { Approval } from "./approval";
import { ClashDialog } from "./clash-dialog";
import { Dock } from "./dock";
import { Dragging } from "./drag";
import classes from "./editor.module.css";
import { EndDialog } from "./end-dialog";
import { Grid } from "./grid";
import { PanelButton, SaveLine, Tools, WeekTabs, Who } from "./head";
import { HeadDialog } from "./head-dialog";
import { ItemDialog } from "./item-dialog";
import { KeysDialog } from "./keys-dialog";
import { Look, type LookAt, rectOf } from "./look";
import { GridMenu, type MenuAt } from "./menu";
import { Panel } from "./panel";
import { PhoneEditor } from "./phone";
import { ProposalView } from "./proposal/proposal-view";
import { RefusedDialog } from "./refused-dialog";
import { nextBest, type Tried } from "./replacing";
import { RunStrip } from "./run-strip";
import { ScheduleMenu } from "./schedule-menu";
import { unsaved } from "./state";
import { type Editor, sayCell, useEditor } from "./use-editor";
import { useGridKeys } from "./use-grid-keys";
import { type Scheduling, useScheduleOnce, useScheduling } from "./use-scheduling";
import { WeekDialog } from "./week-dialog";

/** The meal-plan editor: a week as a grid, dishes from a panel, saved by itself. */
export function PlanEditor(props: {
  data: EditorData;
  /** A proposal that is being looked at, instead of the grid. */
  proposal: ProposalOut | null;
  proposals: readonly ProposalRowOut[];
  /** Just made, and to be scheduled at once. */
  schedules: boolean;
}) {
  const { data, proposal, proposals } = props;
  const editor = useEditor(data);
  const scheduling = useScheduling(editor);
  useScheduleOnce(props.schedules && editor.canEdit, scheduling, data.plan.id);
  const phone = useMediaQuery("(max-width: 767px)");
  const [dialog, open] = useState<"week" | "head" | "end" | "keys" | null>(null);
  const close = () => open(null);
  return (
    <>
      <HidePanel />
      {proposal ? (
        <ProposalView
          key={proposal.id}
          editor={editor}
          proposal={proposal}
          history={proposals}
          scheduling={scheduling}
        />
      ) : phone ? (
        <PhoneEditor
          editor={editor}
          scheduling={scheduling}
          proposals={proposals}
          onWeek={() => open("week")}
          onHead={() => open("head")}
          onEnd={() => open("end")}
        />
      ) : (
        <DeskEditor editor={editor} scheduling={scheduling} proposals={proposals} onDialog={open} />
      )}
      {dialog === "week" && <WeekDialog editor={editor} onClose={close} />}
      {dialog === "head" && <HeadDialog editor={editor} onClose={close} />}
      {dialog === "end" && <EndDialog editor={editor} onClose={close} />}
      {dialog === "keys" && <KeysDialog onClose={close} />}
      {editor.state.clashes.length > 0 && <ClashDialog key={editor.state.version} editor={editor} />}
      {editor.saving.status.is === "refused" && <RefusedDialog editor={editor} answer={editor.saving.status.answer} />}
      <LateQuestion editor={editor} />
      <UnsavedGuard count={editor.saving.status.is === "failed" ? unsaved(editor.state).length : 0} />
    </>
  );
}

function DeskEditor({
  editor,
  scheduling,
  proposals,
  onDialog,
}: {
  editor: Editor;
  scheduling: Scheduling;
  proposals: readonly ProposalRowOut[];
  onDialog: (dialog: "week" | "head" | "end" | "keys") => void;
}) {
  const grid = useRef<HTMLTableElement>(null);
  const [look, setLook] = useState<LookAt | null>(null);
  const [menu, setMenu] = useState<MenuAt | null>(null);
  const [noted, note] = useState<number | null>(null);
  const { here, dish, panel, setPanel, setDish } = editor;

  const focusGrid = useCallback(() => {
    const stop = grid.current?.querySelector<HTMLElement>('[tabindex="0"]');
    stop?.focus();
  }, []);
  const spotOf = (dishId: number | null) => {
    const { row, col } = editor.selection.focus;
    const spot = dishId === null ? `[data-spot="${row}:${col}"]` : `[data-dish="${row}:${col}:${dishId}"]`;
    return grid.current?.querySelector(spot) ?? null;
  };
  const lookAt = (dishId: number | null) => {
    const first = here ? (editor.state.cells[here.key] ?? [])[0]?.dishId : undefined;
    const shown = dishId ?? first;
    const element = shown === undefined ? null : spotOf(shown);
    if (shown !== undefined && element) setLook({ dishId: shown, rect: rectOf(element) });
  };
  /** The search box has the focus before this returns: the next key of a fast typist already belongs to it. */
  const openPanel: Editor["setPanel"] = useCallback(
    (value) => {
      flushSync(() => setPanel(value));
      focusSearch();
    },
    [setPanel],
  );
  /** From a card or a menu, which give the focus back to the grid as they close. */
  const openPanelAfter: Editor["setPanel"] = (value) => {
    setPanel(value);
    requestAnimationFrame(focusSearch);
  };
  const tried = useRef<Tried | null>(null);
  const replaceBest = (old: number) => {
    if (!here) return;
    const before = tried.current?.cell === here.key ? tried.current.dishIds : [];
    const seen = before.includes(old) ? before : [old];
    const item = (editor.state.cells[here.key] ?? []).find((one) => one.dishId === old);
    const name = editor.model.cards.get(old)?.name ?? "";
    if (item?.isLocked) return void toast(`${name}锁着，先解锁再换`, { tone: "off", id: "plan-fault" });
    const found = nextBest(editor.model, editor.state.cells, here.key, old, seen);
    if (!found) return void toast(`没有别的能换下${name}的菜了`, { tone: "off", id: "plan-fault" });
    const { id, name: next } = found.card;
    const op = { op: "replace", ...cellOf(here.key), dishId: old, withDishId: id } as const;
    if (!editor.act(`已把${name}换成${next}`, [op], { undoable: true })) return;
    tried.current = { cell: here.key, dishIds: [...seen, id] };
    if (dish !== null) setDish(id);
  };
  const keys = useGridKeys(
    { ...editor, setPanel: openPanel },
    {
      openMenu: () => {
        const rect = spotOf(dish)?.getBoundingClientRect();
        if (rect) setMenu({ x: rect.left + 12, y: rect.bottom });
      },
      openLook: () => lookAt(dish),
      replace: replaceBest,
      schedule: (scope) => {
        if (editor.canEdit) void scheduling.start({ scope });
        else editor.say("这份计划只能看");
      },
      openKeys: () => onDialog("keys"),
    },
  );
  const onLook = useCallback((dishId: number, element: HTMLElement) => setLook({ dishId, rect: rectOf(element) }), []);
  const closeLook = () => setLook(null);

  return (
    <Dragging editor={editor}>
      <div className={classes.root}>
        <div className={classes.main}>
          <Who editor={editor} />
          <div className={classes.bar}>
            <WeekTabs editor={editor} onKeyDown={keys.onTabKeyDown} />
            <SaveLine editor={editor} />
            <Tools
              editor={editor}
              onStep={keys.step}
              onWeek={() => onDialog("week")}
              onKeys={() => onDialog("keys")}
              onHead={() => onDialog("head")}
              onEnd={() => onDialog("end")}
            >
              {!panel && editor.canEdit && <PanelButton onClick={() => openPanel({ initial: null, replace: null })} />}
              {editor.canEdit && <ScheduleMenu editor={editor} scheduling={scheduling} proposals={proposals} />}
              <Approval editor={editor} />
            </Tools>
          </div>
          <RunStrip scheduling={scheduling} />
          <Grid
            editor={{ ...editor, setPanel: openPanel }}
            gridRef={grid}
            onKeyDown={keys.onKeyDown}
            openDish={look?.dishId ?? null}
            onLook={onLook}
            onMenu={setMenu}
          />
          <Dock editor={editor} onWeek={() => onDialog("week")} />
        </div>
        {panel && (
          <Panel
            editor={editor}
            onEscape={focusGrid}
            onClose={() => {
              setPanel(null);
              focusGrid();
            }}
          />
        )}
      </div>
      {look && (
        <Look
          editor={editor}
          look={look}
          onClose={closeLook}
          onReplace={() => {
            closeLook();
            replaceBest(look.dishId);
          }}
          onChoose={() => {
            closeLook();
            openPanelAfter({ initial: null, replace: look.dishId });
          }}
          onLock={() => {
            if (here) toggleLock(editor, look.dishId);
            closeLook();
          }}
          onNote={() => {
            closeLook();
            note(look.dishId);
          }}
        />
      )}
      {menu && (
        <GridMenu
          editor={{ ...editor, setPanel: openPanelAfter }}
          at={menu}
          onClose={() => setMenu(null)}
          onLook={() => lookAt(dish)}
          onNote={() => note(dish)}
          onReplace={replaceBest}
          onRemove={keys.removeChosen}
          onLock={keys.lock}
          onTake={keys.take}
          onPaste={keys.paste}
          canPaste={keys.canPaste()}
        />
      )}
      {noted !== null && (
        <ItemDialog
          editor={editor}
          dishId={noted}
          onClose={() => {
            note(null);
            setDish(null);
          }}
        />
      )}
    </Dragging>
  );
}

const focusSearch = () => document.querySelector<HTMLElement>("[data-panel-search]")?.focus();

export function toggleLock(editor: Editor, dishId: number) {
  const { here, state, model } = editor;
  const item = here && (state.cells[here.key] ?? []).find((i) => i.dishId === dishId);
  if (!here || !item) return;
  const name = model.cards.get(dishId)?.name ?? "";
  editor.act(`${item.isLocked ? "已解锁" : "已锁定"}${name}`, [
    { op: "setLock", ...cellOf(here.key), dishId, isLocked: !item.isLocked },
  ]);
}

/** A change after the cut-off is asked about once per cell: the kitchen has begun. */
function LateQuestion({ editor }: { editor: Editor }) {
  const { late, askLate, model } = editor;
  if (!late) return null;
  const names = late.cells.slice(0, 3).map((key) => sayCell(model, cellOf(key).date, cellOf(key).slotId));
  return (
    <Confirm
      opened
      onClose={() => askLate(null)}
      title={`${names.join("、")}${late.cells.length > 3 ? ` 等 ${late.cells.length} 格` : ""}已截单，还要改吗？`}
      verb="照改"
      keep="不改"
      danger={false}
      onConfirm={late.go}
    >
      厨房已经按原来的备料。改动会算进生产单，请同时告诉厨房。
    </Confirm>
  );
}
