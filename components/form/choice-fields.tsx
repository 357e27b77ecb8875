"use client";

import { MultiSelect, Select, Switch, TagsInput } from "@mantine/core";
import { type FieldProps, useField } from "./context";
import classes from "./form.module.css";
import { FieldError, wrapped } from "./wrap";

export type Option = { value: string; label: string; disabled?: boolean };

const labelOf = (options: readonly Option[], value: string) => options.find((o) => o.value === value)?.label ?? value;

/** One of several; the value is a string or null. More than 8 options can be searched. */
export function SelectField(
  props: FieldProps<string | null> & { options: readonly Option[]; clearable?: boolean; nothing?: string },
) {
  const field = useField<string | null>(props, {
    empty: null,
    show: (value) => (value === null ? "没填" : labelOf(props.options, value)),
  });
  return (
    <Select
      {...wrapped(props, field.error)}
      name={props.name}
      data={[...props.options]}
      value={field.value}
      onChange={(value) => field.set(value)}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder ?? "请选"}
      searchable={props.options.length > 8}
      clearable={props.clearable ?? !props.required}
      allowDeselect={false}
      nothingFoundMessage={props.nothing ?? "没有这一项"}
      checkIconPosition="right"
      clearButtonProps={{ "aria-label": `清除${props.label}` }}
    />
  );
}

/** Several of several; the value is an array of strings. */
export function MultiSelectField(props: FieldProps<string[]> & { options: readonly Option[]; nothing?: string }) {
  const field = useField<string[]>(props, {
    empty: [],
    show: (values) => values.map((value) => labelOf(props.options, value)).join("、"),
  });
  return (
    <MultiSelect
      {...wrapped(props, field.error)}
      name={props.name}
      data={[...props.options]}
      value={field.value}
      onChange={field.set}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={field.value.length === 0 ? (props.placeholder ?? "可选多项") : undefined}
      searchable
      clearable
      nothingFoundMessage={props.nothing ?? "没有这一项"}
      clearButtonProps={{ "aria-label": `清除${props.label}` }}
    />
  );
}

/** Words of one's own, with suggestions; 、 , and Enter end a word. The value is an array of strings. */
export function TagsField(props: FieldProps<string[]> & { suggestions?: readonly string[]; max?: number }) {
  const field = useField<string[]>(props, { empty: [], show: (values) => values.join("、") });
  return (
    <TagsInput
      {...wrapped(props, field.error)}
      name={props.name}
      data={[...(props.suggestions ?? [])]}
      value={field.value}
      onChange={field.set}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      maxTags={props.max}
      splitChars={["、", ",", "，", ";", "；"]}
      placeholder={field.value.length === 0 ? (props.placeholder ?? "写一个按回车") : undefined}
      clearable
      clearButtonProps={{ "aria-label": `清除${props.label}` }}
    />
  );
}

/** Yes or no, at once. `on` and `off` say the state in words beside it. */
export function SwitchField(props: FieldProps<boolean> & { on?: string; off?: string }) {
  const field = useField<boolean>(props, {
    empty: false,
    show: (value) => (value ? (props.on ?? "是") : (props.off ?? "否")),
  });
  return (
    <div className={props.wide ? `${classes.field} ${classes.wide}` : classes.field}>
      <Switch
        className={classes.switch}
        name={props.name}
        label={props.label}
        description={props.help ?? (field.value ? props.on : props.off)}
        error={field.error && <FieldError sentence={field.error} />}
        checked={field.value}
        onChange={(event) => field.set(event.currentTarget.checked)}
        onBlur={field.leave}
        disabled={field.disabled}
      />
    </div>
  );
}
