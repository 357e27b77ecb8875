"use client";

import { ActionIcon, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { IconCalendar, IconClock } from "@tabler/icons-react";
import { useRef, useState } from "react";
import { type Day, isDay, weekdayOf } from "@/lib/time";
import { useClock } from "../clock";
import { type FieldProps, useField } from "./context";
import { clockFrom, dayFrom } from "./typing";
import { useDraft } from "./use-draft";
import { wrapped } from "./wrap";

/** A calendar day, "2026-11-09" or null. Typing 1109, 11-9 or 明天 is understood; the calendar is beside it. */
export function DateField(props: FieldProps<string | null> & { min?: string; max?: string; today?: Day }) {
  const clock = useClock();
  const today = props.today ?? clock?.today;
  const [open, setOpen] = useState(false);
  const unread = useRef<string | null>(null);
  const outside = (value: string) =>
    props.min && value < props.min
      ? `不能早于 ${props.min}`
      : props.max && value > props.max
        ? `不能晚于 ${props.max}`
        : null;
  const field = useField<string | null>(props, {
    empty: null,
    check: (value) => (value === null ? unread.current : outside(value)),
    show: (value) => value ?? "没填",
  });
  const same = (value: string | null) => value ?? "";
  const draft = useDraft(field.value, same, same);
  const commit = (text: string) => {
    const found = text.trim() === "" ? null : dayFrom(text, today);
    unread.current = found && "fault" in found ? found.fault : null;
    field.set(found && "day" in found ? found.day : null);
  };
  const pick = (value: string | null) => {
    unread.current = null;
    draft.clear();
    field.set(value);
    setOpen(false);
  };
  const weekday = field.value && isDay(field.value) ? weekdayOf(field.value) : undefined;
  const said = weekday && draft.draft !== null && draft.draft !== field.value ? `${field.value} ${weekday}` : weekday;
  return (
    <TextInput
      {...wrapped({ ...props, help: props.help ?? said }, field.error)}
      name={props.name}
      {...draft.input(commit, field.leave, () => unread.current !== null)}
      inputMode="numeric"
      autoComplete="off"
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder ?? "如 1109"}
      rightSection={
        <Popover opened={open} onChange={setOpen} position="bottom-end" trapFocus returnFocus>
          <Popover.Target>
            <ActionIcon
              aria-label={`${props.label}，打开日历`}
              disabled={field.disabled || props.readOnly}
              onClick={() => setOpen(!open)}
            >
              <IconCalendar size={16} stroke={1.75} />
            </ActionIcon>
          </Popover.Target>
          <Popover.Dropdown>
            <DatePicker
              value={field.value}
              defaultDate={field.value ?? today}
              minDate={props.min}
              maxDate={props.max}
              onChange={pick}
            />
          </Popover.Dropdown>
        </Popover>
      }
    />
  );
}

/** A time of day, "07:50" or null. Typing 750 or 7点半 is understood. */
export function TimeField(props: FieldProps<string | null>) {
  const unread = useRef(false);
  const field = useField<string | null>(props, {
    empty: null,
    check: (value) => (value === null && unread.current ? "写成 07:50，或只写 750" : null),
    show: (value) => (value ?? "没填").slice(0, 5),
  });
  const same = (value: string | null) => (value ?? "").slice(0, 5);
  const draft = useDraft(field.value, same, same);
  const commit = (text: string) => {
    const value = clockFrom(text);
    unread.current = text.trim() !== "" && value === null;
    field.set(value);
  };
  return (
    <TextInput
      {...wrapped(props, field.error)}
      name={props.name}
      {...draft.input(commit, field.leave, () => unread.current)}
      inputMode="numeric"
      autoComplete="off"
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder ?? "如 750"}
      rightSection={<IconClock size={16} stroke={1.75} aria-hidden />}
      rightSectionPointerEvents="none"
    />
  );
}
