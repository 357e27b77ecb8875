"use client";

import { MultiSelect, Select, Switch, TagsInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { useState } from "react";
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

/** One of more than a list can hold: found on the server while typing. The value is a string or null. */
export function LookupField(
  props: FieldProps<string | null> & {
    find: (text: string) => Promise<Option[]>;
    /** What to type, before anything is typed. */
    hint: string;
    /** What to say when nothing fits: 没有叫“{text}”的客户. */
    what: string;
  },
) {
  const [found, show] = useState<{ text: string; options: readonly Option[] }>({ text: "", options: [] });
  const [chosen, choose] = useState<Option | null>(null);
  const field = useField<string | null>(props, {
    empty: null,
    show: (value) => (value !== null && value === chosen?.value ? chosen.label : "没填"),
  });
  const look = useDebouncedCallback(async (text: string) => {
    const wanted = text.trim();
    show({ text: wanted, options: wanted === "" ? [] : await props.find(wanted).catch(() => []) });
  }, 180);
  const kept = chosen && !found.options.some((option) => option.value === chosen.value) ? [chosen] : [];
  return (
    <Select
      {...wrapped(props, field.error)}
      name={props.name}
      data={[...found.options, ...kept]}
      filter={({ options }) => options} // the server has chosen
      value={field.value}
      onChange={(value, option) => {
        choose(value === null ? null : { value, label: option?.label ?? value });
        field.set(value);
      }}
      onSearchChange={(text) => text !== chosen?.label && look(text)}
      onBlur={field.leave}
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder ?? props.hint}
      searchable
      clearable={!props.required}
      allowDeselect={false}
      nothingFoundMessage={found.text === "" ? props.hint : `没有叫“${found.text}”的${props.what}`}
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
