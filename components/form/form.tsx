"use client";

import { Button } from "@mantine/core";
import { useHotkeys } from "@mantine/hooks";
import { type ReactNode, useEffect, useRef } from "react";
import { StatusGlyph } from "../marks/status-badge";
import { shortCode } from "../states";
import { UnsavedGuard } from "../unsaved";
import { ConflictDialog } from "./conflict-dialog";
import { FormContext } from "./context";
import classes from "./form.module.css";
import type { ServerForm } from "./use-server-form";

/** Everything around the fields of a useServerForm: submit, Ctrl/⌘ S, leave warning, conflict dialog, focus on errors. */
export function Form<V extends object>(props: { form: ServerForm<V>; children: ReactNode; label?: string }) {
  const { form, children } = props;
  const root = useRef<HTMLFormElement>(null);
  const { errorTick, api } = form.inner;
  useHotkeys([["mod+S", () => void form.submit()]], []);
  useEffect(() => {
    if (errorTick === 0) return;
    const wrong = root.current?.querySelector<HTMLElement>('[aria-invalid="true"]');
    wrong?.focus();
    wrong?.scrollIntoView({ block: "center" });
  }, [errorTick]);
  return (
    <FormContext.Provider value={api}>
      <form
        method="post"
        ref={root}
        noValidate
        aria-label={props.label}
        onSubmit={(event) => {
          event.preventDefault();
          event.stopPropagation();
          if (!form.saving) void form.submit();
        }}
      >
        <FormFailure form={form} />
        {children}
      </form>
      <UnsavedGuard count={form.saving ? 0 : form.dirtyCount} />
      {form.inner.conflict && <ConflictDialog form={form} conflict={form.inner.conflict} />}
    </FormContext.Provider>
  );
}

function FormFailure({ form }: { form: ServerForm }) {
  const { failure, stray } = form;
  if (!failure && stray.length === 0) return null;
  return (
    <div className={classes.failure} role="alert">
      <StatusGlyph tone="critical" size={14} />
      <div>
        {failure?.message}
        {failure?.requestId && <span className="ya-nw">（编号 {shortCode(failure.requestId)}）</span>}
        {stray.map((sentence) => (
          <p key={sentence}>{sentence}</p>
        ))}
      </div>
    </div>
  );
}

/** Fields that belong together, in a card: two columns on a desktop, one on a phone. `plain` inside a drawer or dialog. */
export function FormSection(props: {
  title?: string;
  hint?: ReactNode;
  columns?: 1 | 2 | 3;
  plain?: boolean;
  children: ReactNode;
}) {
  return (
    <section className={classes.section} aria-label={props.title} data-plain={props.plain || undefined}>
      {props.title && (
        <header className={classes.sectionHead}>
          <h2>{props.title}</h2>
          {props.hint && <span className="ya-note">{props.hint}</span>}
        </header>
      )}
      <div className={classes.grid} data-columns={props.columns ?? 2}>
        {props.children}
      </div>
    </section>
  );
}

/** Sticky: what is not saved, 取消, and the one primary verb. */
export function FormFooter<V extends object>(props: {
  form: ServerForm<V>;
  verb?: string;
  onCancel?: () => void;
  children?: ReactNode;
}) {
  const { form, verb = "保存", onCancel } = props;
  return (
    <div className={classes.footer} data-form-footer>
      <span className={classes.dirty} role="status">
        {form.saving ? "正在保存" : form.dirtyCount > 0 ? `改了 ${form.dirtyCount} 处，没保存` : ""}
      </span>
      {props.children}
      {onCancel && (
        <Button size="md" onClick={onCancel}>
          取消
        </Button>
      )}
      <Button size="md" variant="filled" type="submit" loading={form.saving}>
        {verb}
      </Button>
    </div>
  );
}
