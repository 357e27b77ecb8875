"use client";

import { PasswordInput, Textarea, TextInput } from "@mantine/core";
import type { HTMLAttributes } from "react";
import { type FieldProps, useField } from "./context";
import classes from "./form.module.css";
import { phoneFault, phoneText, phoneValue } from "./typing";
import { useDraft } from "./use-draft";
import { unitSection, wrapped } from "./wrap";

type TextExtra = {
  maxLength?: number;
  autoComplete?: string;
  inputMode?: HTMLAttributes<HTMLInputElement>["inputMode"];
  type?: "text" | "email" | "url" | "search";
  unit?: string;
};

/** One line of text; empty is "". */
export function TextField(props: FieldProps<string> & TextExtra) {
  const field = useField(props, { empty: "" });
  return (
    <TextInput
      {...wrapped(props, field.error)}
      name={props.name}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value)}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      maxLength={props.maxLength}
      autoComplete={props.autoComplete ?? "off"}
      inputMode={props.inputMode}
      type={props.type}
      data-autofocus={props.autoFocus || undefined}
      {...unitSection(props.unit)}
    />
  );
}

/** Several lines; grows with what is written. On a conflict both versions can be kept. */
export function TextArea(props: FieldProps<string> & { maxLength?: number; minRows?: number; maxRows?: number }) {
  const field = useField(props, { empty: "", long: true });
  const near = props.maxLength !== undefined && field.value.length > props.maxLength * 0.8;
  return (
    <Textarea
      {...wrapped({ ...props, help: near ? `${field.value.length} / ${props.maxLength} 字` : props.help }, field.error)}
      name={props.name}
      autosize
      minRows={props.minRows ?? 2}
      maxRows={props.maxRows ?? 10}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value)}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      maxLength={props.maxLength}
    />
  );
}

/** A phone number; the value is bare digits, shown as 138 0013 6217. A masked number (138****6217) is kept as it is. */
export function PhoneField(props: FieldProps<string>) {
  const field = useField(props, { empty: "", check: phoneFault, show: phoneText });
  const draft = useDraft(field.value, phoneText, phoneText);
  return (
    <TextInput
      {...wrapped(props, field.error)}
      name={props.name}
      {...draft.input((text) => field.set(phoneValue(text)), field.leave)}
      type="tel"
      inputMode="tel"
      autoComplete="off"
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
    />
  );
}

const levels = ["", "太弱", "还不够", "可以", "很强"];

/** A password. With `meter`, how strong it is stands under it. */
export function PasswordField(
  props: FieldProps<string> & { meter?: boolean; autoComplete?: "current-password" | "new-password" },
) {
  const field = useField(props, { empty: "", show: () => "已填" });
  const strength = strengthOf(field.value);
  const meter = props.meter && field.value !== "" && (
    <span className={classes.strength}>
      {[1, 2, 3, 4].map((n) => (
        <i key={n} data-on={strength >= n ? strength : undefined} />
      ))}
      {levels[strength]}
      {strength < 3 && "，至少 10 位，混用字母、数字和符号"}
    </span>
  );
  return (
    <PasswordInput
      {...wrapped({ ...props, help: meter || props.help }, field.error)}
      name={props.name}
      value={field.value}
      onChange={(event) => field.set(event.currentTarget.value)}
      onBlur={field.leave}
      disabled={field.disabled}
      autoComplete={props.autoComplete ?? "current-password"}
      visibilityToggleButtonProps={{ "aria-label": "显示或隐藏密码" }}
    />
  );
}

/** 1 too weak to 4 strong: length and how many kinds of characters; only a hint, the server decides. */
function strengthOf(password: string): number {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^a-zA-Z\d]/].filter((kind) => kind.test(password)).length;
  const repeats = new Set(password).size < 5;
  if (password.length < 8 || repeats) return 1;
  if (password.length < 10 || kinds < 2) return 2;
  return password.length >= 14 || kinds >= 4 ? 4 : 3;
}
