"use client";

import { useForm } from "@mantine/form";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import type { ActionFailure, ActionState } from "@/lib/action-state";
import { useClock } from "../clock";
import { isRedirect } from "../next-signal";
import type { FormApi, Registered } from "./context";
import { changedPaths, type Merge, mergeOf } from "./merge";

export type ServerFormOptions<V extends object, T, I> = {
  initial: V;
  /** A server action. It gets the values, with `version` when there is one. */
  action: (input: I) => Promise<ActionState<T>>;
  /** From the values of the form to the action's input, where they differ. */
  toInput?: (values: V) => NoInfer<I>;
  onDone?: (data: T) => void;
  /** The version that was read; a stale one opens the conflict dialog. */
  version?: number;
  /** From the row of a conflict to the values of the form, where they differ. */
  fromRow?: (row: Record<string, unknown>) => Partial<V>;
  /** Checks across fields; path → sentence. */
  validate?: (values: V) => Record<string, string>;
};

export type Conflict = { failure: ActionFailure; merge: Merge; version?: number };

export type ServerForm<V extends object = object> = {
  values: V;
  set: (path: string, value: unknown) => void;
  submit: () => Promise<void>;
  reset: () => void;
  saving: boolean;
  dirtyCount: number;
  /** A failure that belongs to no field. */
  failure: ActionFailure | null;
  /** Errors of paths that have no field on screen. */
  stray: string[];
  /** The list helpers of Mantine's form: insertListItem, removeListItem, reorderListItem. */
  lists: Pick<ReturnType<typeof useForm<V>>, "insertListItem" | "removeListItem" | "reorderListItem">;
  /** For Form and its parts. */
  inner: {
    api: FormApi;
    conflict: Conflict | null;
    openedAt: Date | null;
    fieldOf: (path: string) => Registered | undefined;
    mineText: () => string;
    settle: (chosen: Record<string, unknown>) => Promise<void>;
    discard: () => void;
    closeConflict: () => void;
    errorTick: number;
  };
};

const LOST: ActionFailure = {
  code: "unavailable",
  message: "没存上，网络断了。您填的还在，连上后再存一次",
};

/**
 * A form over a server action. Errors land beside their fields and the first one gets the focus; a failed save keeps
 * everything; a stale version asks only about what both changed.
 */
export function useServerForm<V extends object, T, I>(options: ServerFormOptions<V, T, I>): ServerForm<V> {
  const form = useForm<V>({ initialValues: options.initial, clearInputErrorOnChange: true });
  const [opened, setOpened] = useState<V>(options.initial);
  const [saving, setSaving] = useState(false);
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const [stray, setStray] = useState<string[]>([]);
  const [conflict, setConflict] = useState<Conflict | null>(null);
  const [errorTick, setErrorTick] = useState(0);
  const version = useRef(options.version);
  const fields = useRef(new Map<string, () => Registered>());
  const clock = useClock();
  const [openedAt] = useState(clock?.now ?? null);
  const latest = useRef({ form, options, opened });
  latest.current = { form, options, opened };

  const changed = changedPaths(opened, form.values);
  const dirtyCount = changed.length;

  // A fresh read of the row replaces an untouched form; a touched one keeps its base and meets the conflict on save.
  const fresh = JSON.stringify(options.initial);
  const known = useRef(fresh);
  useEffect(() => {
    if (known.current === fresh || dirtyCount > 0) return;
    known.current = fresh;
    version.current = latest.current.options.version;
    setOpened(latest.current.options.initial);
    latest.current.form.setValues(latest.current.options.initial);
  }, [fresh, dirtyCount]);

  const show = useCallback((errors: Record<string, string>) => {
    const known = [...fields.current.keys()];
    const placed: Record<string, string> = {};
    const homeless: string[] = [];
    for (const [path, sentence] of Object.entries(errors)) {
      const home = known.filter((k) => path === k || path.startsWith(`${k}.`)).sort((a, b) => b.length - a.length)[0];
      if (home === undefined) homeless.push(sentence);
      else placed[home] ??= sentence;
    }
    latest.current.form.setErrors(placed);
    setStray(homeless);
    setErrorTick((n) => n + 1);
  }, []);

  const send = useCallback(
    async (values: V) => {
      const { options: now } = latest.current;
      const input = now.toInput ? now.toInput(values) : values;
      setSaving(true);
      setFailure(null);
      setStray([]);
      const answer = await now
        .action((version.current === undefined ? input : { ...input, version: version.current }) as I)
        .catch((error: unknown): ActionState<T> | null => (isRedirect(error) ? null : { ok: false, error: LOST }));
      setSaving(false);
      if (answer === null) {
        setOpened(values); // saved, and Next is already on its way elsewhere
        return;
      }
      if (answer.ok) {
        const next = versionIn(answer.data);
        if (next !== undefined) version.current = next;
        setOpened(values);
        setConflict(null);
        now.onDone?.(answer.data);
        return;
      }
      const { error } = answer;
      if (error.code === "conflict" && error.current) {
        const row = now.fromRow ? { ...error.current, ...now.fromRow(error.current) } : error.current;
        const merge = mergeOf(latest.current.opened as Record<string, unknown>, row, values as Record<string, unknown>);
        setConflict({ failure: { ...error, current: row }, merge, version: versionIn(row) });
        return;
      }
      if (error.fields && Object.keys(error.fields).length > 0) {
        show(Object.fromEntries(Object.entries(error.fields).map(([path, [first]]) => [path, first ?? error.message])));
        return;
      }
      setFailure(error);
    },
    [show],
  );

  const submit = useCallback(async () => {
    const { form: now, options: given } = latest.current;
    const values = now.getValues();
    const errors: Record<string, string> = given.validate?.(values) ?? {};
    for (const [path, field] of fields.current) {
      const fault = field().check(now.getInputProps(path).value);
      if (fault) errors[path] = fault;
    }
    if (Object.keys(errors).length > 0) return show(errors);
    await send(values);
  }, [send, show]);

  const adopt = (values: V, base: V, next: number | undefined) => {
    setOpened(base);
    form.setValues(values);
    if (next !== undefined) version.current = next;
  };
  const baseOf = (row: Record<string, unknown>): V => {
    const given = opened as Record<string, unknown>;
    return Object.fromEntries(Object.keys(given).map((key) => [key, key in row ? row[key] : given[key]])) as V;
  };

  const register = useCallback((path: string, field: () => Registered) => {
    fields.current.set(path, field);
    return () => {
      fields.current.delete(path);
    };
  }, []);
  const api = useMemo<FormApi>(
    () => ({
      valueOf: (path) => form.getInputProps(path).value,
      setValue: (path, value) => form.setFieldValue(path, value as never),
      errorOf: (path) => {
        const error = form.errors[path];
        return typeof error === "string" ? error : undefined;
      },
      checkOne: (path) => {
        const fault = fields.current.get(path)?.().check(latest.current.form.getInputProps(path).value);
        if (fault) latest.current.form.setFieldError(path, fault);
      },
      register,
      saving,
    }),
    [form, saving, register],
  );

  return {
    values: form.values,
    set: (path, value) => form.setFieldValue(path, value as never),
    submit,
    reset: () => {
      form.setValues(opened);
      form.clearErrors();
      setFailure(null);
      setStray([]);
    },
    saving,
    dirtyCount,
    failure,
    stray,
    lists: form,
    inner: {
      api,
      conflict,
      openedAt,
      errorTick,
      fieldOf: (path) => fields.current.get(path)?.(),
      mineText: () =>
        changed
          .map((path) => {
            const field = fields.current.get(path)?.();
            const value = form.getInputProps(path).value;
            return `${field?.label ?? path}：${field?.show(value) ?? JSON.stringify(value)}`;
          })
          .join("\n"),
      settle: async (chosen) => {
        if (!conflict?.failure.current) return;
        const base = baseOf(conflict.failure.current);
        const mine = Object.fromEntries(conflict.merge.mine.map((d) => [d.path, d.mine]));
        const merged = { ...base, ...mine, ...chosen } as V;
        adopt(merged, base, conflict.version);
        latest.current.opened = base;
        await send(merged);
      },
      discard: () => {
        if (!conflict?.failure.current) return;
        const base = baseOf(conflict.failure.current);
        adopt(base, base, conflict.version);
        form.clearErrors();
        setConflict(null);
      },
      closeConflict: () => setConflict(null),
    },
  };
}

function versionIn(data: unknown): number | undefined {
  const version = typeof data === "object" && data !== null && "version" in data ? data.version : undefined;
  return typeof version === "number" ? version : undefined;
}
