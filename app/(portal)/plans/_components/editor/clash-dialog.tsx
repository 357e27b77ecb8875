"use client";

import { Button, CopyButton, Modal, Radio } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useState } from "react";
import { StatusGlyph } from "@/components/marks/status-badge";
import { type CellKey, cellOf } from "@/domain/planning/rules";
import type { CellItem } from "@/domain/planning/schema";
import { clockOf, shortDay, weekdayOf } from "@/lib/time";
import classes from "./clash-dialog.module.css";
import { unsaved } from "./state";
import type { Editor } from "./use-editor";

/** Two people changed the same cells: asks only about those, cell by cell; the rest is merged and saved together. */
export function ClashDialog({ editor }: { editor: Editor }) {
  const { model, state, dispatch } = editor;
  const [choices, choose] = useState<Record<CellKey, "mine" | "theirs">>({});
  const [first] = state.clashes;
  if (!first) return null;
  const open = state.clashes.filter((clash) => choices[clash.key] === undefined).length;
  const others = unsaved(state).length - state.clashes.length;
  const who = first.by;
  const nameOf = (key: CellKey) => {
    const { date, slotId } = cellOf(key);
    return `${weekdayOf(date)} ${shortDay(date)} ${model.slotOf.get(slotId)?.name}`;
  };
  const said = (items: readonly CellItem[]) =>
    items
      .map(
        (item) => `${model.cards.get(item.dishId)?.name ?? ""}${item.instructions ? `（${item.instructions}）` : ""}`,
      )
      .join("、") || "空着";
  const mine = state.clashes.map((clash) => `${nameOf(clash.key)}：${said(state.cells[clash.key] ?? [])}`).join("\n");
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      size={860}
      padding={0}
      classNames={{ header: classes.header, title: classes.title }}
      title={
        <>
          <IconArrowsExchange size={18} stroke={1.75} aria-hidden />
          <span>
            这份计划刚被{who}改过
            <small>
              {first.at && `${who} ${clockOf(new Date(first.at))} 存的。`}有 {state.clashes.length}{" "}
              格两边都改了。您改的都还在，选好再保存。
            </small>
          </span>
        </>
      }
    >
      <div className={classes.head} aria-hidden="true">
        <span>有冲突的 {state.clashes.length} 格</span>
        <span>打开时</span>
        <span>
          <b>{who}的</b> {first.at && clockOf(new Date(first.at))}
        </span>
        <span>
          <b>您的</b> 未保存
        </span>
      </div>
      {state.clashes.map((clash) => (
        <Radio.Group
          key={clash.key}
          aria-label={nameOf(clash.key)}
          value={choices[clash.key] ?? null}
          onChange={(value) => choose({ ...choices, [clash.key]: value as "mine" | "theirs" })}
        >
          <div className={classes.row}>
            <b>{nameOf(clash.key)}</b>
            <span className="ya-note">{said(clash.opened)}</span>
            <Pick value="theirs" side={`${who}的`} text={said(clash.theirs)} />
            <Pick value="mine" side="您的" text={said(state.cells[clash.key] ?? [])} />
          </div>
        </Radio.Group>
      ))}
      {others > 0 && (
        <p className={classes.quiet}>
          <StatusGlyph tone="done" size={14} />
          另外 {others} 格不冲突，会一起存
        </p>
      )}
      <div className={classes.footer}>
        <CopyButton value={mine}>
          {({ copied, copy }) => (
            <Button variant="text" size="md" onClick={copy}>
              {copied ? "已复制" : "复制我排的菜"}
            </Button>
          )}
        </CopyButton>
        <Button
          size="md"
          ml="auto"
          onClick={() =>
            dispatch({
              type: "settle",
              choices: Object.fromEntries(state.clashes.map((c) => [c.key, "theirs"])) as typeof choices,
            })
          }
        >
          都用{who}的
        </Button>
        <Button size="md" variant="filled" disabled={open > 0} onClick={() => dispatch({ type: "settle", choices })}>
          {open > 0 ? `还有 ${open} 格没选` : "按所选保存"}
        </Button>
      </div>
    </Modal>
  );
}

function Pick({ value, side, text }: { value: string; side: string; text: string }) {
  return (
    <Radio.Card value={value} className={classes.pick} aria-label={`${side}：${text}`}>
      <Radio.Indicator />
      <span>
        <span className={classes.phone}>{side} </span>
        {text}
      </span>
    </Radio.Card>
  );
}
