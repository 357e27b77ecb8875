"use client";

import { TextInput } from "@mantine/core";
import { type ReactNode, useRef } from "react";
import { fen, yuanText } from "@/lib/money";
import { grouped } from "../figures";
import { type FieldProps, useField } from "./context";
import classes from "./form.module.css";
import { amountInWords, fenOf, numberOf } from "./typing";
import { useDraft } from "./use-draft";
import { unitSection, wrapped } from "./wrap";

type Figure = number | null;

type FigureFieldProps = FieldProps<Figure> & {
  parse: (text: string) => Figure;
  shown: (value: number) => string;
  edited: (value: number) => string;
  check?: (value: number) => string | null;
  unreadable: string;
  left?: ReactNode;
  unit?: string;
  help?: ReactNode;
  helpOf?: (value: number) => ReactNode;
};

/** A figure typed as text: what cannot be read stays on screen with its reason, and the value is empty meanwhile. */
function FigureField(props: FigureFieldProps) {
  const unread = useRef(false);
  const field = useField<Figure>(props, {
    empty: null,
    check: (value) => (value === null ? (unread.current ? props.unreadable : null) : (props.check?.(value) ?? null)),
    show: (value) => (value === null ? "没填" : `${props.shown(value)}${props.unit ? ` ${props.unit}` : ""}`),
  });
  const draft = useDraft<Figure>(
    field.value,
    (value) => (value === null ? "" : props.shown(value)),
    (value) => (value === null ? "" : props.edited(value)),
  );
  const commit = (text: string) => {
    const value = props.parse(text);
    unread.current = text.trim() !== "" && value === null;
    field.set(value);
  };
  const help = props.helpOf && field.value !== null ? props.helpOf(field.value) : props.help;
  return (
    <TextInput
      {...wrapped({ ...props, help }, field.error)}
      classNames={{ wrapper: classes.right }}
      name={props.name}
      {...draft.input(commit, field.leave, () => unread.current)}
      inputMode="decimal"
      autoComplete="off"
      disabled={field.disabled}
      readOnly={props.readOnly}
      placeholder={props.placeholder}
      leftSection={props.left}
      {...unitSection(props.unit)}
    />
  );
}

/** An amount of money; the value is an integer number of fen or null, shown as 30,000.00 with the amount in words. */
export function MoneyField(props: FieldProps<number | null> & { min?: number; max?: number; words?: boolean }) {
  const { min = 0, max, words = true } = props;
  return (
    <FigureField
      {...props}
      parse={fenOf}
      shown={(value) => yuanText(fen(value))}
      edited={(value) => yuanText(fen(value)).replace(/,/g, "").replace("−", "-")}
      unreadable="金额写到分，如 30000 或 30,000.00"
      check={(value) =>
        value < min
          ? `不能少于 ¥${yuanText(fen(min))}`
          : max !== undefined && value > max
            ? `不能超过 ¥${yuanText(fen(max))}`
            : null
      }
      left={<span aria-hidden="true">¥</span>}
      helpOf={words ? (value) => (value === 0 ? props.help : (props.help ?? amountInWords(value))) : undefined}
    />
  );
}

/** A number or null, with its unit in the field. `decimals` is how many are taken (default 2). */
export function NumberField(
  props: FieldProps<number | null> & { unit?: string; min?: number; max?: number; decimals?: number },
) {
  const { min, max, decimals = 2, unit = "" } = props;
  const said = (n: number) => `${grouped(n)}${unit && ` ${unit}`}`;
  return (
    <FigureField
      {...props}
      parse={(text) => numberOf(text, decimals)}
      shown={(value) => grouped(value)}
      edited={(value) => String(value)}
      unreadable={decimals === 0 ? "要写整数，如 12" : `要写数字，小数最多 ${decimals} 位`}
      check={(value) =>
        min !== undefined && value < min
          ? `不能小于 ${said(min)}`
          : max !== undefined && value > max
            ? `不能大于 ${said(max)}`
            : null
      }
    />
  );
}
