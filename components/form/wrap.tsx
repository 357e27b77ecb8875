"use client";

import { StatusGlyph } from "../marks/status-badge";
import type { FieldProps } from "./context";
import classes from "./form.module.css";

/** The label with 必填 in words, the help or in its place the error; what every Mantine input takes. */
export function wrapped(props: Pick<FieldProps<never>, "label" | "help" | "required" | "wide">, error?: string) {
  return {
    className: props.wide ? `${classes.field} ${classes.wide}` : classes.field,
    label: (
      <>
        {props.label}
        {props.required && <span className={classes.required}> 必填</span>}
      </>
    ),
    required: props.required,
    withAsterisk: false,
    inputWrapperOrder: ["label", "input", "description", "error"] as ("label" | "input" | "description" | "error")[],
    description: error ? undefined : props.help,
    error: error ? <FieldError sentence={error} /> : undefined,
    errorProps: { component: "div", role: "alert" } as const,
    descriptionProps: { component: "div" } as const,
  };
}

export function FieldError({ sentence }: { sentence: string }) {
  return (
    <span className={classes.error}>
      <StatusGlyph tone="critical" />
      {sentence}
    </span>
  );
}

/** A unit at the end of a field, with the room it needs. */
export function unitSection(unit: string | undefined) {
  if (!unit) return {};
  const width = [...unit].reduce((sum, c) => sum + (c > "\u00ff" ? 14 : 9), 22);
  return {
    rightSection: <span className={classes.unit}>{unit}</span>,
    rightSectionWidth: width,
    rightSectionPointerEvents: "none" as const,
  };
}
