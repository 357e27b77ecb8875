"use client";

import { Checkbox } from "@mantine/core";
import { useHotkeys, useLocalStorage, useMediaQuery } from "@mantine/hooks";
import { IconArrowDown, IconArrowsSort, IconArrowUp } from "@tabler/icons-react";
import { type ColumnDef, FlexRender, tableFeatures, useTable } from "@tanstack/react-table";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type MouseEvent, type ReactNode, useEffect, useMemo, useState } from "react";
import type { Page } from "@/lib/page";
import classes from "./data-table.module.css";
import { BulkBar, type Density, TableFooter, TableTools } from "./data-table-parts";
import { grouped } from "./figures";
import { ScrollRegion } from "./scroll-region";
import { EmptyState } from "./states";
import { useUrlPending, useUrlState } from "./url-state";

const features = tableFeatures({}); // the server sorts, filters and pages; the table only lays out

export type ColumnOptions = {
  align?: "left" | "right" | "center";
  /** The server's sort key; without it the column cannot be sorted. */
  sortKey?: string;
  width?: number | string;
  /** May be hidden in 列; the first column never can. Default true. */
  hideable?: boolean;
  defaultHidden?: boolean;
  /** On a phone's card: once any column says true, only those are shown below the first line. */
  phone?: boolean;
};
export type Column<Row> = ColumnOptions & { key: string; header: string; cell?: (row: Row) => ReactNode };

/** A column: key of the row (or any id when `cell` is given), its header and how a row is shown in it. */
export const column = <Row extends object>(
  key: (keyof Row & string) | (string & {}),
  header: string,
  cell?: (row: Row) => ReactNode,
  options: ColumnOptions = {},
): Column<Row> => ({ key, header, ...(cell && { cell }), ...options });

export type DataTableProps<Row extends object> = {
  columns: Column<Row>[];
  page: Page<Row>;
  /** As in the URL: "-createdAt". */
  sort: string;
  /** The order used when the URL says nothing; choosing it again leaves the URL clean. */
  defaultSort?: string;
  defaultPageSize?: number;
  rowKey: (row: Row) => string | number;
  /** What the row is called, for the checkbox and the bulk bar. */
  rowLabel?: (row: Row) => string;
  onRowHref?: (row: Row) => string;
  /** The row whose drawer is open. */
  currentKey?: string | number | null;
  rowTone?: (row: Row) => "critical" | "muted" | undefined;
  /** "all" also offers every row the filters match; bulkActions is then called with `all` true. */
  selectable?: boolean | "all";
  bulkActions?: (rows: Row[], clear: () => void, all: boolean) => ReactNode;
  empty: { title: string; hint: string; action?: ReactNode };
  exportHref?: string;
  /** Above the table, beside the column tools: mostly a FilterBar. */
  toolbar?: ReactNode;
  /** Remembers columns and density for this browser. */
  storageKey: string;
  phoneCard?: (row: Row) => ReactNode;
  /** 条, 位, 道 … */
  unit?: string;
  label?: string;
};

type Kept = { hidden: Record<string, boolean>; density: Density };

/** A list of the server's rows: paging and sorting through the URL, columns and density of one's own, selection. */
export function DataTable<Row extends object>(props: DataTableProps<Row>) {
  const { columns, page, sort, rowKey, rowLabel, onRowHref, selectable, unit = "条", defaultPageSize = 20 } = props;
  const url = useUrlState();
  const busy = useUrlPending();
  const phone = useMediaQuery("screen and (max-width: 767px)", false);
  const [kept, keep] = useLocalStorage<Kept>({
    key: `ya-table-${props.storageKey}`,
    defaultValue: { hidden: {}, density: "normal" },
  });
  const selection = useSelection(page.rows, rowKey);
  const isHidden = (c: Column<Row>, i: number) =>
    i > 0 && c.hideable !== false && (kept.hidden[c.key] ?? c.defaultHidden ?? false);
  const shown = columns.filter((c, i) => !isHidden(c, i));
  const sortBy = (key: string) => {
    const next = sort === key ? `-${key}` : key;
    url.set({ sort: next === props.defaultSort ? null : next });
  };
  const nothing = page.rows.length === 0;
  const selected = selectable && selection.rows.length > 0;

  return (
    <div className={classes.root} data-tools={props.exportHref ? 3 : 2} aria-busy={busy}>
      <div className={classes.bar}>
        {props.toolbar}
        <TableTools
          columns={columns
            .map((c, i) => ({ id: c.key, header: c.header, shown: !isHidden(c, i), i, fixed: c.hideable === false }))
            .filter((c) => c.i > 0 && !c.fixed && c.header !== "")}
          density={kept.density}
          onColumn={(id, on) => keep({ ...kept, hidden: { ...kept.hidden, [id]: !on } })}
          onDensity={(density) => keep({ ...kept, density })}
          onRefresh={url.refresh}
          exportHref={props.exportHref}
          total={page.total}
          unit={unit}
        />
      </div>
      <div className={classes.frame} data-busy={busy || undefined}>
        {selected && (
          <BulkBar
            count={selection.all ? page.total : selection.rows.length}
            total={page.total}
            unit={unit}
            names={selection.all || !rowLabel ? "" : namesOf(selection.rows.map(rowLabel))}
            onAll={selectable === "all" ? selection.takeAll : undefined}
            onClear={selection.clear}
          >
            {props.bulkActions?.(selection.rows, selection.clear, selection.all)}
          </BulkBar>
        )}
        {nothing ? (
          <EmptyState {...props.empty} flush />
        ) : phone ? (
          <Cards {...props} columns={shown} />
        ) : (
          <Grid
            {...props}
            columns={shown}
            density={kept.density}
            selection={selectable ? selection : undefined}
            onSort={sortBy}
            href={onRowHref}
          />
        )}
        {!nothing && (
          <TableFooter
            page={page.page}
            pageSize={page.pageSize}
            total={page.total}
            unit={unit}
            onPage={(n) => url.set({ page: n === 1 ? null : String(n) })}
            onPageSize={(n) => url.set({ page_size: n === defaultPageSize ? null : String(n) })}
          />
        )}
      </div>
    </div>
  );
}

const namesOf = (names: string[]) => (names.length > 6 ? `${names.slice(0, 6).join("、")} 等` : names.join("、"));

type Selection<Row> = {
  rows: Row[];
  all: boolean;
  has: (row: Row) => boolean;
  toggle: (row: Row) => void;
  togglePage: () => void;
  takeAll: () => void;
  clear: () => void;
};

function useSelection<Row>(rows: Row[], rowKey: (row: Row) => string | number): Selection<Row> {
  const [taken, take] = useState<ReadonlySet<string | number>>(new Set());
  const [all, setAll] = useState(false);
  const clear = () => {
    take(new Set());
    setAll(false);
  };
  const keys = rows.map(rowKey).join("\n");
  // biome-ignore lint/correctness/useExhaustiveDependencies: other rows on screen end the selection
  useEffect(clear, [keys]);
  useHotkeys([["Escape", clear]], []);
  return {
    rows: rows.filter((row) => taken.has(rowKey(row))),
    all,
    has: (row) => taken.has(rowKey(row)),
    toggle: (row) => {
      const next = new Set(taken);
      if (!next.delete(rowKey(row))) next.add(rowKey(row));
      setAll(false);
      take(next);
    },
    togglePage: () => {
      setAll(false);
      take(taken.size === rows.length ? new Set() : new Set(rows.map(rowKey)));
    },
    takeAll: () => {
      take(new Set(rows.map(rowKey)));
      setAll(true);
    },
    clear,
  };
}

type GridProps<Row extends object> = DataTableProps<Row> & {
  density: Density;
  selection?: Selection<Row>;
  onSort: (key: string) => void;
  href?: (row: Row) => string;
};

function Grid<Row extends object>(props: GridProps<Row>) {
  const { columns, page, rowKey, rowLabel, sort, selection, href, density } = props;
  const router = useRouter();
  const defs = useMemo(() => columns.map(definition), [columns]);
  const table = useTable({ features, columns: defs, data: page.rows });
  const optionsOf = new Map(columns.map((c) => [c.key, c]));
  const lines = table.getRowModel().rows.map((line) => ({ line, original: line.original }));
  const open = (event: MouseEvent<HTMLTableRowElement>, row: Row) => {
    const target = event.target as HTMLElement;
    if (!href || target.closest("a,button,input,label,[role=menu],[role=checkbox]")) return;
    if (window.getSelection()?.toString()) return;
    if (event.metaKey || event.ctrlKey) window.open(href(row), "_blank", "noopener");
    else router.push(href(row));
  };
  return (
    <ScrollRegion className={classes.scroll} label={props.label ?? "列表"}>
      <table className={classes.table} data-density={density}>
        <thead>
          {table.getHeaderGroups().map((group) => (
            <tr key={group.id}>
              {selection && (
                <th className={classes.check}>
                  <Checkbox
                    size="xs"
                    aria-label="选中本页"
                    checked={selection.rows.length === page.rows.length}
                    indeterminate={selection.rows.length > 0 && selection.rows.length < page.rows.length}
                    onChange={selection.togglePage}
                  />
                </th>
              )}
              {group.headers.map((header) => (
                <HeadCell
                  key={header.id}
                  options={optionsOf.get(header.column.id)}
                  sort={sort}
                  onSort={props.onSort}
                  text={<FlexRender header={header} />}
                />
              ))}
            </tr>
          ))}
        </thead>
        <tbody>
          {lines.map(({ line, original }) => (
            <tr
              key={line.id}
              data-selected={selection?.has(original) || undefined}
              data-current={(props.currentKey ?? undefined) === rowKey(original) || undefined}
              data-tone={props.rowTone?.(original)}
              data-link={href ? true : undefined}
              onClick={(event) => open(event, original)}
            >
              {selection && (
                <td className={classes.check}>
                  <Checkbox
                    size="xs"
                    aria-label={`选中${rowLabel ? ` ${rowLabel(original)}` : "这一行"}`}
                    checked={selection.has(original)}
                    onChange={() => selection.toggle(original)}
                  />
                </td>
              )}
              {line.getAllCells().map((cell, i) => {
                const body = <FlexRender cell={cell} />;
                return (
                  <td key={cell.id} data-align={optionsOf.get(cell.column.id)?.align}>
                    {i === 0 && href ? (
                      <Link className={classes.rowLink} href={href(original)} prefetch={false}>
                        {body}
                      </Link>
                    ) : (
                      body
                    )}
                  </td>
                );
              })}
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}

const definition = <Row extends object>(c: Column<Row>): ColumnDef<typeof features, Row> => ({
  id: c.key,
  accessorFn: (row) => (row as Record<string, unknown>)[c.key],
  header: c.header,
  cell: ({ row, getValue }) => (c.cell ? c.cell(row.original) : plain(getValue())),
});

const plain = (value: unknown): ReactNode =>
  value === null || value === undefined || value === "" ? (
    <span className={classes.none}>—</span>
  ) : typeof value === "number" ? (
    grouped(value)
  ) : (
    String(value)
  );

function HeadCell<Row>(props: { options?: Column<Row>; sort: string; onSort: (key: string) => void; text: ReactNode }) {
  const { options, sort, text } = props;
  const key = options?.sortKey;
  const dir = key === undefined ? undefined : sort === key ? "ascending" : sort === `-${key}` ? "descending" : "none";
  return (
    <th data-align={options?.align} style={{ width: options?.width }} aria-sort={dir} scope="col">
      {key === undefined ? (
        text
      ) : (
        <button type="button" className={classes.sort} data-on={dir !== "none"} onClick={() => props.onSort(key)}>
          {text}
          {dir === "ascending" ? (
            <IconArrowUp size={14} stroke={1.75} aria-hidden />
          ) : dir === "descending" ? (
            <IconArrowDown size={14} stroke={1.75} aria-hidden />
          ) : (
            <IconArrowsSort size={14} stroke={1.5} aria-hidden />
          )}
        </button>
      )}
    </th>
  );
}

/**
 * On a phone a row is a card of two lines: identity and status, then the rest that is shown. Its link is the identity alone,
 * stretched over the card by style: what else the card holds (buttons, links) is never inside a link.
 */
function Cards<Row extends object>(props: DataTableProps<Row>) {
  const { columns, page, rowKey, onRowHref, phoneCard } = props;
  const show = (c: Column<Row>, row: Row) => (c.cell ? c.cell(row) : plain((row as Record<string, unknown>)[c.key]));
  const [first, ...rest] = columns;
  const last = rest.at(-1);
  const second = rest[0] === last ? undefined : rest[0];
  const chosen = rest.filter((c) => c.phone && c !== last && c !== second);
  const below = chosen.length > 0 ? chosen : rest.slice(1, -1);
  return (
    <ul className={classes.cards}>
      {page.rows.map((row) => {
        const href = onRowHref?.(row);
        const linked = (body: ReactNode) =>
          href === undefined ? (
            body
          ) : (
            <Link className={classes.cardLink} href={href} prefetch={false}>
              {body}
            </Link>
          );
        return (
          <li key={rowKey(row)} data-tone={props.rowTone?.(row)}>
            {phoneCard ? (
              <div>{linked(phoneCard(row))}</div>
            ) : (
              <div>
                <div className={classes.cardTop}>
                  <div className={classes.cardName}>
                    {first && linked(show(first, row))} {second && show(second, row)}
                  </div>
                  {last && show(last, row)}
                </div>
                <div className={classes.cardRest}>
                  {below.map((c) => (
                    <div key={c.key}>
                      <em>{c.header}</em> {show(c, row)}
                    </div>
                  ))}
                </div>
              </div>
            )}
          </li>
        );
      })}
    </ul>
  );
}
