"use client";

import { Popover } from "@mantine/core";
import { IconInfoCircle } from "@tabler/icons-react";
import Link from "next/link";
import type { ReactNode } from "react";
import classes from "./kpi.module.css";
import { Sparkline } from "./sparkline";

export type KpiItem = {
  label: string;
  value: ReactNode;
  unit?: string;
  /** Third line: comparison, scope, as of. */
  note?: ReactNode;
  /** Formula and scope, behind ⓘ. */
  definition?: string;
  trend?: readonly number[];
  tone?: "normal" | "critical";
  href?: string;
};

/** The strip of figures on top of a home. */
export function KpiStrip({ items }: { items: readonly KpiItem[] }) {
  return (
    <section className={classes.strip} aria-label="关键数字">
      {items.map((item) => (
        <div key={item.label} className={classes.kpi} data-tone={item.tone}>
          <div className={classes.label}>
            {item.label}
            {item.definition && <Definition label={item.label} text={item.definition} />}
          </div>
          <div className={classes.value}>
            {item.href ? (
              <Link href={item.href} className={classes.figure} aria-label={`${item.label}，看明细`}>
                {item.value}
              </Link>
            ) : (
              <span className={classes.figure}>{item.value}</span>
            )}
            {item.unit && <span className={classes.unit}>{item.unit}</span>}
          </div>
          {item.note && <div className={classes.note}>{item.note}</div>}
          {item.trend && (
            <span className={classes.trend}>
              <Sparkline values={item.trend} tone={item.tone} />
            </span>
          )}
        </div>
      ))}
    </section>
  );
}

/** ⓘ: what a figure means. */
export function Definition({ label, text }: { label: string; text: ReactNode }) {
  return (
    <Popover width={280} position="bottom" withArrow>
      <Popover.Target>
        <button type="button" className={classes.info} aria-label={`${label}的定义`}>
          <IconInfoCircle size={14} stroke={1.75} aria-hidden />
        </button>
      </Popover.Target>
      <Popover.Dropdown className={classes.definition}>{text}</Popover.Dropdown>
    </Popover>
  );
}
