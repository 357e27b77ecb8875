"use client";

import { ActionIcon, Menu, Pagination, SegmentedControl, Select } from "@mantine/core";
import { IconColumns3, IconDownload, IconRefresh, IconX } from "@tabler/icons-react";
import type { ReactNode } from "react";
import { COUNTED_AT_MOST } from "@/lib/page";
import classes from "./data-table.module.css";
import { grouped } from "./figures";

const counted = (total: number) => (total === COUNTED_AT_MOST ? `${grouped(COUNTED_AT_MOST - 1)}+` : grouped(total));

export type Density = "normal" | "compact";

type Chooseable = { id: string; header: string; shown: boolean };

/** 列: which columns, how dense, again. */
export function TableTools(props: {
  columns: Chooseable[];
  density: Density;
  onColumn: (id: string, shown: boolean) => void;
  onDensity: (density: Density) => void;
  onRefresh: () => void;
  exportHref?: string;
  total: number;
  unit: string;
}) {
  return (
    <div className={classes.tools}>
      {props.exportHref && (
        <ActionIcon
          component="a"
          href={props.exportHref}
          download
          variant="default"
          aria-label={`导出 ${counted(props.total)} ${props.unit}`}
          title={`导出 ${counted(props.total)} ${props.unit}`}
        >
          <IconDownload size={16} stroke={1.75} />
        </ActionIcon>
      )}
      <Menu closeOnItemClick={false} position="bottom-end" width={220}>
        <Menu.Target>
          <ActionIcon variant="default" aria-label="列" title="列">
            <IconColumns3 size={16} stroke={1.75} />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          {props.columns.length > 0 && <Menu.Label>显示的列</Menu.Label>}
          {props.columns.map((c) => (
            <Menu.CheckboxItem key={c.id} checked={c.shown} onChange={(on) => props.onColumn(c.id, on)}>
              {c.header}
            </Menu.CheckboxItem>
          ))}
          <Menu.Label>行高</Menu.Label>
          <div className={classes.density}>
            <SegmentedControl
              fullWidth
              size="xs"
              aria-label="行高"
              value={props.density}
              onChange={(value) => props.onDensity(value === "compact" ? "compact" : "normal")}
              data={[
                { value: "normal", label: "正常" },
                { value: "compact", label: "紧凑" },
              ]}
            />
          </div>
        </Menu.Dropdown>
      </Menu>
      <ActionIcon variant="default" aria-label="重新读取" title="重新读取" onClick={props.onRefresh}>
        <IconRefresh size={16} stroke={1.75} />
      </ActionIcon>
    </div>
  );
}

/** 第 1–16 条，共 28 条, page size and pages. */
export function TableFooter(props: {
  page: number;
  pageSize: number;
  total: number;
  unit: string;
  onPage: (page: number) => void;
  onPageSize: (size: number) => void;
}) {
  const { page, pageSize, total, unit } = props;
  const pages = Math.max(1, Math.ceil(total / pageSize));
  const from = Math.min((page - 1) * pageSize + 1, total);
  const sizes = [...new Set([16, 20, 50, 100, pageSize])].sort((a, b) => a - b);
  return (
    <div className={classes.footer}>
      <span>
        第 {grouped(from)}–{grouped(Math.min(page * pageSize, total))} {unit}，共 {counted(total)} {unit}
      </span>
      <Select
        aria-label="每页条数"
        size="xs"
        w={92}
        allowDeselect={false}
        value={String(pageSize)}
        onChange={(value) => value && props.onPageSize(Number(value))}
        data={sizes.map((n) => ({ value: String(n), label: `每页 ${n}` }))}
      />
      {pages > 1 && (
        <Pagination
          className={classes.pages}
          value={page}
          total={pages}
          onChange={props.onPage}
          size="sm"
          withEdges={false}
          getItemProps={(n) => ({ "aria-label": `第 ${n} 页` })}
          getControlProps={(control) => ({ "aria-label": control === "previous" ? "上一页" : "下一页" })}
        />
      )}
    </div>
  );
}

/** Replaces the table head while rows are selected. */
export function BulkBar(props: {
  count: number;
  unit: string;
  names: string;
  total: number;
  onAll?: () => void;
  onClear: () => void;
  children: ReactNode;
}) {
  return (
    <section className={classes.bulk} aria-label="批量操作">
      <b aria-live="polite">
        已选 {props.count} {props.unit}
      </b>
      <span className={classes.bulkNames}>{props.names}</span>
      {props.onAll && props.count < props.total && (
        <button type="button" className={classes.bulkAll} onClick={props.onAll}>
          选中全部 {counted(props.total)} {props.unit}
        </button>
      )}
      <span className={classes.bulkVerbs}>{props.children}</span>
      <button type="button" className={classes.bulkClose} aria-label="取消选择" onClick={props.onClear}>
        <IconX size={16} stroke={1.75} />
      </button>
    </section>
  );
}
