"use client";

import { createContext, useContext, useEffect, useRef } from "react";

/** What a field tells its form: how it is called, when it is wrong, how its value reads in the conflict dialog. */
export type Registered = {
  label: string;
  check: (value: unknown) => string | null;
  show: (value: unknown) => string;
  /** Long text can keep both versions on a conflict. */
  long?: boolean;
};

export type FormApi = {
  valueOf: (path: string) => unknown;
  setValue: (path: string, value: unknown) => void;
  errorOf: (path: string) => string | undefined;
  checkOne: (path: string) => void;
  register: (path: string, field: () => Registered) => () => void;
  saving: boolean;
};

export const FormContext = createContext<FormApi | null>(null);

export type FieldProps<T> = {
  label: string;
  /** Path in the values of the surrounding Form. Without it the field stands alone, with value and onChange. */
  name?: string;
  value?: T;
  onChange?: (value: T) => void;
  error?: string;
  /** Under the field; an error takes its place. */
  help?: React.ReactNode;
  required?: boolean;
  disabled?: boolean;
  readOnly?: boolean;
  placeholder?: string;
  autoFocus?: boolean;
  /** Both columns of a FormSection. */
  wide?: boolean;
};

type Rules<T> = {
  empty: T;
  /** Says what is wrong with a value that is not empty. */
  check?: (value: T) => string | null;
  show?: (value: T) => string;
  long?: boolean;
};

/** The value of a field, from its Form or from its own props, with what to do on change and on leaving it. */
export function useField<T>(props: FieldProps<T>, rules: Rules<T>) {
  const api = useContext(FormContext);
  const form = props.name !== undefined && props.value === undefined ? api : null;
  const path = props.name ?? "";
  const raw = form ? form.valueOf(path) : props.value;
  const value = (raw ?? rules.empty) as T;
  const latest = useRef<Registered>(null);
  latest.current = {
    label: props.label,
    long: rules.long,
    show: (given) => (isEmpty(given) ? "没填" : (rules.show ?? String)(given as T)),
    check: (given) =>
      isEmpty(given)
        ? (rules.check?.(rules.empty) ?? (props.required ? `还没填${props.label}` : null))
        : (rules.check?.(given as T) ?? null),
  };
  const register = form?.register;
  useEffect(() => register?.(path, () => latest.current as Registered), [register, path]);
  return {
    value,
    error: form?.errorOf(path) ?? props.error,
    disabled: props.disabled,
    set: (next: T) => {
      form?.setValue(path, next);
      props.onChange?.(next);
    },
    leave: () => form?.checkOne(path),
  };
}

const isEmpty = (value: unknown): boolean =>
  value === undefined || value === null || value === "" || (Array.isArray(value) && value.length === 0);
