"use client";

import { ActionIcon, SegmentedControl, Select, TextInput } from "@mantine/core";
import { IconSearch, IconX } from "@tabler/icons-react";
import { type KeyboardEvent, useEffect, useMemo, useRef, useState } from "react";
import { rounded } from "@/components/figures";
import { SlotMark } from "@/components/marks/slot-mark";
import type { EditOp } from "@/domain/planning/schema";
import { shortDay, weekdayOf } from "@/lib/time";
import { initialOf } from "./model";
import classes from "./panel.module.css";
import { PanelRow, RefusedRow } from "./panel-row";
import { type Candidate, candidatesFor, type Kind, type Order } from "./ranking";
import type { Editor } from "./use-editor";

const REFUSED_AT_FOOT = 4;
const orders: { value: Order; label: string }[] = [
  { value: "fit", label: "按合适程度" },
  { value: "cost", label: "按成本" },
  { value: "rest", label: "按久未用" },
];

/**
 * What could stand in the cell: safe ones first, best first, with what they give the day; then what has to be confirmed; then
 * what she may not have, with the reason. The last can be read, not placed.
 */
export function Panel(props: {
  editor: Editor;
  onClose: () => void;
  /** Esc in the search box. */
  onEscape: () => void;
  touch?: boolean;
}) {
  const { editor, onClose, touch } = props;
  const { model, here, state, panel } = editor;
  const [search, setSearch] = useState("");
  const [tab, setTab] = useState<Kind>("ok");
  const [order, setOrder] = useState<Order>("fit");
  const [initial, setInitial] = useState(panel?.initial ?? null);
  const [current, setCurrent] = useState(0);
  const input = useRef<HTMLInputElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const asked = search.trim();

  useEffect(() => setInitial(panel?.initial ?? null), [panel]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell or another question starts at the top
  useEffect(() => setCurrent(0), [here?.key, asked, tab, initial, order]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another cell begins with what may be placed
  useEffect(() => setTab("ok"), [here?.key]);

  const { all, gap, isEmptyDay } = useMemo(
    () =>
      here
        ? candidatesFor(model, state.cells, { ...here, search: asked, initial, order })
        : { all: [], gap: null, isEmptyDay: true },
    [model, state.cells, here, asked, initial, order],
  );
  const of = (kind: Kind) => all.filter((c) => c.kind === kind);
  const [ok, ask, no] = [of("ok"), of("ask"), of("no")];
  const shown = tab === "ok" ? ok : tab === "ask" ? ask : no;
  const initials = [
    ...new Set(
      model.data.cards.filter((c) => here && c.slotIds.includes(here.slotId)).map((c) => initialOf(c.category)),
    ),
  ];

  const place = (candidate: Candidate | undefined) => {
    if (!candidate || !here) return;
    if (candidate.kind === "no") return editor.say(candidate.reasons.find((r) => r.refuses)?.text ?? "不能排");
    const { id, name } = candidate.card;
    const replaced = panel?.replace ?? null;
    const op: EditOp =
      replaced !== null && (state.cells[here.key] ?? []).some((item) => item.dishId === replaced)
        ? { op: "replace", date: here.date, slotId: here.slotId, dishId: replaced, withDishId: id }
        : { op: "add", date: here.date, slotId: here.slotId, dishId: id };
    const old = op.op === "replace" ? model.cards.get(op.dishId)?.name : undefined;
    if (editor.act(old ? `已把${old}换成${name}` : `已放入${name}`, [op])) {
      editor.setPanel({ initial: null, replace: null });
      setSearch("");
    }
  };

  /** Placing a refused dish all the same, for who may ask; never against an allergy. */
  const askFor = ({ card, reasons }: Candidate) => {
    const isAllergy = reasons.some((r) => r.refuses && r.kind === "allergy");
    if (!here || !editor.canEdit || !model.data.may.overrule || isAllergy || !card.isAvailable) return undefined;
    return (overrideReason: string) =>
      editor.act(`${card.name}已申请放行，等另一位同事确认`, [
        { op: "add", date: here.date, slotId: here.slotId, dishId: card.id, overrideReason },
      ]);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.code === "ArrowDown" || event.code === "ArrowUp") {
      event.preventDefault();
      const next = Math.min(shown.length - 1, Math.max(0, current + (event.code === "ArrowDown" ? 1 : -1)));
      setCurrent(next);
      list.current?.children[next]?.scrollIntoView({ block: "nearest" });
    } else if (event.code === "Enter" || event.code === "NumpadEnter") {
      event.preventDefault();
      place(shown[current]);
    } else if (event.code === "Escape") {
      event.preventDefault();
      props.onEscape();
    }
  };

  if (!here) return null;
  const slot = model.slotOf.get(here.slotId);
  const replacing = panel?.replace ? model.cards.get(panel.replace)?.name : null;
  return (
    <aside className={classes.side} aria-label="选菜" data-touch={touch || undefined}>
      <div className={classes.head}>
        <h2>
          <span>
            {weekdayOf(here.date)} {shortDay(here.date)}
          </span>
          <SlotMark slot={slot?.code ?? ""} bare size={20} />
          <span>
            {slot?.name}
            {initial && ` ${initial}`}
          </span>
          <ActionIcon aria-label="收起选菜栏" onClick={onClose} ml="auto" size={touch ? 44 : 28}>
            <IconX size={16} stroke={1.75} />
          </ActionIcon>
        </h2>
        {replacing && (
          <p className={classes.replacing}>
            换掉 <b>{replacing}</b>
            <button type="button" onClick={() => editor.setPanel({ initial, replace: null })}>
              改为添加
            </button>
          </p>
        )}
        <TextInput
          ref={input}
          data-panel-search
          value={search}
          onChange={(event) => setSearch(event.currentTarget.value)}
          onKeyDown={onKeyDown}
          placeholder="菜名、食材、拼音首字母"
          aria-label="搜菜名、食材、拼音首字母"
          aria-controls="plan-candidates"
          aria-activedescendant={shown[current] ? `candidate-${shown[current].card.id}` : undefined}
          role="combobox"
          aria-expanded
          leftSection={<IconSearch size={14} stroke={1.75} aria-hidden />}
          rightSection={search ? undefined : <kbd className={classes.kbd}>/</kbd>}
          size={touch ? "md" : "sm"}
        />
        <SegmentedControl
          fullWidth
          size={touch ? "md" : "xs"}
          value={tab}
          onChange={(value) => setTab(value as Kind)}
          data={[
            { value: "ok", label: `可用 ${ok.length}` },
            { value: "ask", label: `需确认 ${ask.length}` },
            { value: "no", label: `不可用 ${no.length}` },
          ]}
        />
        <fieldset className={classes.initials}>
          <legend className="ya-sr">菜的类别</legend>
          {initials.map((one) => (
            <button
              key={one}
              type="button"
              aria-pressed={initial === one}
              onClick={() => setInitial(initial === one ? null : one)}
            >
              {one}
            </button>
          ))}
        </fieldset>
      </div>
      <div className={classes.sort}>
        {gap ? (
          <span>
            先补缺口：
            <b className="ya-amber">
              {gap.label}差 {rounded(gap.amount)} {gap.unit}
            </b>
          </span>
        ) : (
          <span>{isEmptyDay ? "当天还没排菜" : "当天没有明显缺口"}</span>
        )}
        <Select
          aria-label="排序"
          size={touch ? "md" : "xs"}
          w={touch ? 132 : 112}
          classNames={{ input: classes.order }}
          data={orders}
          value={order}
          allowDeselect={false}
          onChange={(value) => setOrder((value as Order | null) ?? "fit")}
        />
      </div>
      {shown.length > 0 ? (
        <div ref={list} id="plan-candidates" role="listbox" aria-label="菜品" className={classes.list}>
          {shown.map((candidate, i) => (
            <PanelRow
              key={candidate.card.id}
              candidate={candidate}
              isCurrent={i === current}
              isBest={tab === "ok" && order === "fit" && i === 0 && !asked && gap !== null}
              canPlace={editor.canEdit && candidate.kind !== "no"}
              onPlace={() => place(candidate)}
            />
          ))}
        </div>
      ) : (
        <p className={classes.none}>{nothingText(tab, asked, slot?.name ?? "", ask.length, no.length)}</p>
      )}
      {tab === "ok" && no.length > 0 && (
        <section className={classes.no} aria-label="不可用的菜和原因">
          <p>
            <b>不可用，原因在此</b>
            <span className="ya-s">{no.length} 道</span>
            <button type="button" className={classes.all} onClick={() => setTab("no")}>
              全部看
            </button>
          </p>
          <ul>
            {no.slice(0, touch ? 2 : REFUSED_AT_FOOT).map((candidate) => (
              <RefusedRow key={candidate.card.id} candidate={candidate} onAsk={askFor(candidate)} />
            ))}
          </ul>
        </section>
      )}
      {!touch && (
        <p className={classes.hint}>
          <span>
            <kbd>↑</kbd>
            <kbd>↓</kbd> 选
          </span>
          <span>
            <kbd>↵</kbd> 放入
          </span>
          <span>
            <kbd>Esc</kbd> 回网格
          </span>
        </p>
      )}
    </aside>
  );
}

function nothingText(tab: Kind, search: string, slot: string, ask: number, no: number): string {
  if (search && tab === "ok")
    return ask + no > 0 ? `“${search}”没有能直接排的，看看“需确认”和“不可用”` : `没有叫“${search}”的菜，也没有用它做的`;
  if (tab === "ask") return "没有要先确认的菜";
  if (tab === "no") return `${slot}的菜她都能吃`;
  return `${slot}没有别的能直接排的菜了`;
}
