"use client";

import { Button, Drawer, Menu, Popover, TextInput } from "@mantine/core";
import { DatePicker } from "@mantine/dates";
import { useDebouncedCallback, useMediaQuery } from "@mantine/hooks";
import { IconCalendar, IconChevronDown, IconFilter, IconPlus, IconSearch, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { type ReactNode, useEffect, useRef, useState } from "react";
import classes from "./filter-bar.module.css";
import { useUrlState } from "./url-state";

type FilterOption = { value: string; label: string };

export type Filter =
  | { param: string; label: string; type: "select" | "multi"; options: readonly FilterOption[] }
  /** date: ?param=2026-11-19. daterange: ?param_from=…&param_to=… */
  | DatesFilter
  /** bool: ?param=1 */
  | { param: string; label: string; type: "bool" };

type DatesFilter = { param: string; label: string; type: "date" | "daterange" };

export type Tab = { value: string; label: string; count?: number };

type Url = ReturnType<typeof useUrlState>;

/** Search, at most six pickers (the rest behind 更多条件), what is set as removable chips. All of it lives in the URL. */
export function FilterBar(props: {
  search?: { param?: string; placeholder: string };
  filters?: readonly Filter[];
  tabs?: { param: string; items: readonly Tab[] };
  /** Beside the chips: what the list shows, in words. */
  summary?: ReactNode;
}) {
  const { search, filters = [], tabs, summary } = props;
  const url = useUrlState();
  const phone = useMediaQuery("screen and (max-width: 767px)", false);
  const [more, showMore] = useState(false);
  const [sheet, openSheet] = useState(false);
  const chips = filters.flatMap((filter) => chipsOf(filter, url));
  const pickers = filters.map((filter) => <Picker key={filter.param} filter={filter} url={url} />);
  const clear = () => url.set(Object.fromEntries(filters.flatMap((f) => paramsOf(f).map((p) => [p, null]))));
  return (
    <div className={classes.root}>
      {tabs && <StatusTabs {...tabs} />}
      <search className={classes.bar}>
        {search && <SearchBox param={search.param ?? "q"} placeholder={search.placeholder} url={url} />}
        {phone && filters.length > 0 && (
          <Button size="lg" leftSection={<IconFilter size={16} stroke={1.75} />} onClick={() => openSheet(true)}>
            筛选{chips.length > 0 && ` ${chips.length}`}
          </Button>
        )}
        {!phone && pickers.slice(0, 6)}
        {!phone && pickers.length > 6 && (
          <Button
            variant="text"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            aria-expanded={more}
            onClick={() => showMore(!more)}
          >
            {more ? "收起条件" : "更多条件"}
          </Button>
        )}
        {!phone && more && pickers.slice(6)}
      </search>
      {(chips.length > 0 || summary) && (
        <div className={classes.chips}>
          {chips.length > 0 && <span className="ya-note">已筛选</span>}
          {chips.map((chip) => (
            <button key={chip.key} type="button" className={classes.chip} onClick={chip.remove}>
              {chip.label} {chip.value && <b>{chip.value}</b>}
              <IconX size={14} stroke={1.75} aria-hidden />
              <span className="ya-sr">去掉</span>
            </button>
          ))}
          {chips.length > 0 && (
            <button type="button" className={classes.clear} onClick={clear}>
              清除
            </button>
          )}
          {summary && <span className={classes.summary}>{summary}</span>}
        </div>
      )}
      <Drawer
        opened={phone === true && sheet}
        onClose={() => openSheet(false)}
        position="bottom"
        title="筛选"
        withOverlay
        size="auto"
        styles={{ content: { height: "auto", maxHeight: "85dvh" } }}
      >
        <div className={classes.sheet}>
          {pickers}
          <Button size="lg" variant="filled" onClick={() => openSheet(false)}>
            看结果
          </Button>
        </div>
      </Drawer>
    </div>
  );
}

/** Status tabs with counts; the first one is what the URL says when it says nothing. */
export function StatusTabs(props: { param: string; items: readonly Tab[]; label?: string }) {
  const { param, items, label = "状态" } = props;
  const url = useUrlState();
  const first = items[0]?.value;
  const current = url.query.get(param) ?? first;
  return (
    <nav className={classes.tabs} aria-label={label}>
      {items.map((tab) => (
        <Link
          key={tab.value}
          href={url.href({ [param]: tab.value === first ? null : tab.value })}
          aria-current={tab.value === current ? "page" : undefined}
          prefetch={false}
          scroll={false}
          onClick={(event) => {
            if (event.metaKey || event.ctrlKey || event.shiftKey) return;
            event.preventDefault();
            url.set({ [param]: tab.value === first ? null : tab.value });
          }}
        >
          {tab.label}
          {tab.count !== undefined && <span className={classes.count}>{tab.count}</span>}
        </Link>
      ))}
    </nav>
  );
}

function SearchBox({ param, placeholder, url }: { param: string; placeholder: string; url: Url }) {
  const given = url.query.get(param) ?? "";
  const [text, setText] = useState(given);
  const sent = useRef(given);
  const send = useDebouncedCallback((next: string) => {
    sent.current = next;
    url.set({ [param]: next.trim() || null }, { replace: true });
  }, 300);
  // Follow the URL when it changes from elsewhere (back, a cleared filter), never over what is being typed.
  useEffect(() => {
    if (given === sent.current.trim()) return;
    sent.current = given;
    setText(given);
  }, [given]);
  return (
    <TextInput
      className={classes.search}
      type="search"
      aria-label={placeholder}
      placeholder={placeholder}
      value={text}
      leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
      onChange={(event) => {
        setText(event.currentTarget.value);
        const native = event.nativeEvent as InputEvent;
        if (!native.isComposing) send(event.currentTarget.value);
      }}
      onCompositionEnd={(event) => send(event.currentTarget.value)}
    />
  );
}

function Picker({ filter, url }: { filter: Filter; url: Url }) {
  const value = url.query.get(filter.param);
  if (filter.type === "bool") {
    return (
      <Button
        className={classes.picker}
        aria-pressed={value === "1"}
        variant={value === "1" ? "soft" : "default"}
        onClick={() => url.set({ [filter.param]: value === "1" ? null : "1" })}
      >
        {filter.label}
      </Button>
    );
  }
  if (!("options" in filter)) return <DatesPicker filter={filter} url={url} />;
  const chosen = (value ?? "").split(",").filter(Boolean);
  const many = filter.type === "multi";
  const choose = (one: string) => {
    const next = !many ? [one] : chosen.includes(one) ? chosen.filter((c) => c !== one) : [...chosen, one];
    url.set({ [filter.param]: next.join(",") || null });
  };
  return (
    <Menu closeOnItemClick={!many} position="bottom-start">
      <Menu.Target>
        <Button className={classes.picker} rightSection={<IconChevronDown size={14} stroke={1.75} aria-hidden />}>
          {filter.label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown className={classes.options}>
        {filter.options.map((option) =>
          many ? (
            <Menu.CheckboxItem
              key={option.value}
              checked={chosen.includes(option.value)}
              onChange={() => choose(option.value)}
            >
              {option.label}
            </Menu.CheckboxItem>
          ) : (
            <Menu.RadioItem
              key={option.value}
              value={option.value}
              checked={chosen.includes(option.value)}
              closeMenuOnClick
              onChange={choose}
            >
              {option.label}
            </Menu.RadioItem>
          ),
        )}
      </Menu.Dropdown>
    </Menu>
  );
}

function DatesPicker({ filter, url }: { filter: DatesFilter; url: Url }) {
  const [open, setOpen] = useState(false);
  const [half, setHalf] = useState<[string | null, string | null] | null>(null);
  const [from, to] = [`${filter.param}_from`, `${filter.param}_to`];
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-start" trapFocus returnFocus>
      <Popover.Target>
        <Button
          className={classes.picker}
          aria-expanded={open}
          rightSection={<IconCalendar size={14} stroke={1.75} aria-hidden />}
          onClick={() => setOpen(!open)}
        >
          {filter.label}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {filter.type === "date" ? (
          <DatePicker
            value={url.query.get(filter.param)}
            onChange={(day) => {
              url.set({ [filter.param]: day });
              setOpen(false);
            }}
          />
        ) : (
          <DatePicker
            type="range"
            allowSingleDateInRange
            value={half ?? [url.query.get(from), url.query.get(to)]}
            onChange={(range) => {
              setHalf(range);
              if (!range[0] || !range[1]) return;
              url.set({ [from]: range[0], [to]: range[1] });
              setHalf(null);
              setOpen(false);
            }}
          />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}

type Chip = { key: string; label: string; value: string; remove: () => void };

function chipsOf(filter: Filter, url: Url): Chip[] {
  const { param, label } = filter;
  const chip = (value: string): Chip => ({
    key: param,
    label,
    value,
    remove: () => url.set(Object.fromEntries(paramsOf(filter).map((p) => [p, null]))),
  });
  if (filter.type === "daterange") {
    const [from, to] = [url.query.get(`${param}_from`), url.query.get(`${param}_to`)];
    if (!from && !to) return [];
    return [chip(from && to ? (from === to ? from : `${from} 至 ${to}`) : from ? `${from} 起` : `至 ${to}`)];
  }
  const value = url.query.get(param);
  if (!value) return [];
  if (filter.type === "bool") return value === "1" ? [chip("")] : [];
  if (!("options" in filter)) return [chip(value)];
  const names = value.split(",").map((one) => filter.options.find((o) => o.value === one)?.label ?? one);
  return [chip(names.join("、"))];
}

const paramsOf = (filter: Filter): string[] =>
  filter.type === "daterange" ? [`${filter.param}_from`, `${filter.param}_to`] : [filter.param];
