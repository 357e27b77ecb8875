"use client";

import { Button, CopyButton, Modal, Radio } from "@mantine/core";
import { IconArrowsExchange } from "@tabler/icons-react";
import { useState } from "react";
import { clockOf } from "@/lib/time";
import { StatusGlyph } from "../marks/status-badge";
import classes from "./conflict-dialog.module.css";
import { additions, bothTexts, type Difference } from "./merge";
import type { Conflict, ServerForm } from "./use-server-form";

type Choice = "theirs" | "mine" | "both";

/** Asks only about what both changed; the rest is merged and listed. Nothing the user wrote is lost. */
export function ConflictDialog<V extends object>({ form, conflict }: { form: ServerForm<V>; conflict: Conflict }) {
  const { failure, merge, version } = conflict;
  const { fieldOf, openedAt } = form.inner;
  const [choices, choose] = useState<Record<string, Choice>>({});
  const [whole, showWhole] = useState(false);
  const who = failure.by ?? "别人";
  const at = failure.at ? clockOf(new Date(failure.at)) : null;
  const open = merge.conflicts.filter((d) => choices[d.path] === undefined).length;
  const quiet = [...merge.theirs, ...merge.mine];
  const label = (d: Difference) => fieldOf(d.path)?.label ?? d.path;
  const show = (d: Difference, value: unknown) => fieldOf(d.path)?.show(value) ?? said(value);
  const save = () =>
    form.inner.settle(Object.fromEntries(merge.conflicts.map((d) => [d.path, chosen(d, choices[d.path])])));

  return (
    <Modal
      opened
      onClose={form.inner.closeConflict}
      size={860}
      padding={0}
      withCloseButton
      classNames={{ header: classes.header, body: classes.body, title: classes.title }}
      title={
        <>
          <IconArrowsExchange size={18} stroke={1.75} aria-hidden />
          <span>
            这份资料刚被{who}改过
            <small>
              {openedAt && `您 ${clockOf(openedAt)} 打开，`}
              {at && `${who} ${at} 存了${version === undefined ? "一次" : `第 ${version} 版`}。`}
              您改的 {form.dirtyCount} 处都还在，选好再保存。
            </small>
          </span>
        </>
      }
    >
      {merge.conflicts.length > 0 && (
        <div className={classes.head} aria-hidden="true">
          <span>有冲突的 {merge.conflicts.length} 处</span>
          <span>打开时</span>
          <span>
            <b>{who}的</b> {at}
          </span>
          <span>
            <b>您的</b> 未保存
          </span>
        </div>
      )}
      {merge.conflicts.map((d) => {
        const long = fieldOf(d.path)?.long && typeof d.mine === "string" && typeof d.theirs === "string";
        const [opened, theirs, mine] = [text(d.opened), text(d.theirs), text(d.mine)];
        return (
          <Radio.Group
            key={d.path}
            aria-label={label(d)}
            value={choices[d.path] ?? null}
            onChange={(value) => choose({ ...choices, [d.path]: value as Choice })}
          >
            <div className={classes.row}>
              <b className={classes.field}>{label(d)}</b>
              <span className={classes.opened}>
                <span className={classes.phone}>打开时 </span>
                {show(d, d.opened)}
              </span>
              <Pick value="theirs" side={`${who}的`}>
                {long ? <Marked opened={opened} value={theirs} /> : show(d, d.theirs)}
              </Pick>
              <Pick value="mine" side="您的">
                {long ? <Marked opened={opened} value={mine} /> : show(d, d.mine)}
              </Pick>
              {long && (
                <div className={classes.both}>
                  <Pick value="both" side="">
                    两段都留：
                    <Marked opened={opened} value={bothTexts(opened, theirs, mine)} />
                  </Pick>
                </div>
              )}
            </div>
          </Radio.Group>
        );
      })}
      {quiet.length > 0 && (
        <div className={classes.quiet}>
          <StatusGlyph tone="done" size={14} />
          <span>
            {merge.conflicts.length > 0 ? `另外 ${quiet.length} 处不冲突` : `改的 ${quiet.length} 处没有重叠`}
            ，会一起存：
            {(whole ? quiet : quiet.slice(0, 2))
              .map((d) =>
                merge.theirs.includes(d)
                  ? `${who}改的${label(d)} ${show(d, d.theirs)}`
                  : `您改的${label(d)} ${show(d, d.mine)}`,
              )
              .join("，")}
            {!whole && quiet.length > 2 && " 等"}
          </span>
          {!whole && quiet.length > 2 && (
            <button type="button" onClick={() => showWhole(true)}>
              看全部字段
            </button>
          )}
        </div>
      )}
      <div className={classes.footer}>
        <CopyButton value={form.inner.mineText()}>
          {({ copied, copy }) => (
            <Button variant="text" size="md" onClick={copy}>
              {copied ? "已复制" : "复制我写的内容"}
            </Button>
          )}
        </CopyButton>
        <Button size="md" ml="auto" onClick={form.inner.discard}>
          放弃我的修改
        </Button>
        <Button size="md" variant="filled" disabled={open > 0} loading={form.saving} onClick={() => void save()}>
          {open > 0
            ? `还有 ${open} 处没选`
            : version === undefined
              ? "按所选保存"
              : `按所选保存，成为第 ${version + 1} 版`}
        </Button>
      </div>
    </Modal>
  );
}

function Pick({ value, side, children }: { value: Choice; side: string; children: React.ReactNode }) {
  return (
    <Radio.Card value={value} className={classes.pick}>
      <Radio.Indicator size="xs" />
      <span>
        {side && <span className={classes.phone}>{side} </span>}
        {children}
      </span>
    </Radio.Card>
  );
}

const Marked = ({ opened, value }: { opened: string; value: string }) => (
  <>
    {additions(opened, value).map((part) =>
      part.added ? <ins key={part.text}>{part.text}</ins> : <span key={part.text}>{part.text}</span>,
    )}
  </>
);

const text = (value: unknown): string => (typeof value === "string" ? value : "");
const said = (value: unknown): string =>
  value === null || value === undefined || value === ""
    ? "没填"
    : typeof value === "string"
      ? value
      : JSON.stringify(value);

function chosen(d: Difference, choice: Choice | undefined): unknown {
  if (choice === "mine") return d.mine;
  if (choice === "both") return bothTexts(text(d.opened), text(d.theirs), text(d.mine));
  return d.theirs;
}
