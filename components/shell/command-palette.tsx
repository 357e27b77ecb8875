"use client";

import { Kbd } from "@mantine/core";
import { useDebouncedCallback, useLocalStorage } from "@mantine/hooks";
import { Spotlight, spotlight } from "@mantine/spotlight";
import { IconArrowRight, IconSearch } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { type KeyboardEvent, useRef, useState } from "react";
import { RestrictionTags } from "../marks/restriction-tag";
import { RoomPlate } from "../marks/room-plate";
import { StageMark } from "../marks/stage-mark";
import { leaveThen } from "../unsaved";
import classes from "./command-palette.module.css";
import type { NavArea } from "./navigation";
import type { SearchGroup, SearchItem } from "./types";

export type Command = { id: string; label: string; hint?: string; href: string };

const RECENT = 8;

/** ⌘K: pages and `>` actions from here, everything else from the server; what was opened last when nothing is typed. */
export function CommandPalette(props: {
  nav: readonly NavArea[];
  commands?: readonly Command[];
  search: (query: string) => Promise<SearchGroup[]>;
}) {
  const router = useRouter();
  const [query, setQuery] = useState("");
  const [found, setFound] = useState<{ query: string; groups: SearchGroup[]; failed?: boolean }>({
    query: "",
    groups: [],
  });
  const [recent, keep] = useLocalStorage<SearchItem[]>({ key: "ya-recent", defaultValue: [] });
  const asked = useRef(0);
  const ask = useDebouncedCallback(async (text: string) => {
    asked.current += 1;
    const turn = asked.current;
    const answer = await props.search(text).catch(() => null);
    if (turn === asked.current) setFound({ query: text, groups: answer ?? [], failed: answer === null });
  }, 180);
  const type = (text: string) => {
    setQuery(text);
    const plain = text.trim();
    if (plain !== "" && !plain.startsWith(">")) ask(plain);
  };
  const groups = groupsFor(query.trim(), props, found, recent);
  const byId = new Map(groups.flatMap((g) => g.items).map((item) => [item.id, item]));
  const open = (item: SearchItem, newTab: boolean) => {
    keep([item, ...recent.filter((r) => r.href !== item.href)].slice(0, RECENT));
    if (newTab) window.open(item.href, "_blank", "noopener");
    else leaveThen(() => router.push(item.href));
  };
  const waiting = query.trim() !== "" && !query.trim().startsWith(">") && found.query !== query.trim();
  const first = groups[0]?.items[0];
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>) => {
    if (event.key !== "Enter" || event.nativeEvent.isComposing) return;
    const newTab = event.metaKey || event.ctrlKey;
    const selected = document.querySelector<HTMLElement>("[data-palette-item][data-selected]")?.dataset.paletteItem;
    if (selected !== undefined && !newTab) return; // Spotlight opens it
    const item = selected === undefined ? first : byId.get(selected);
    if (!item || waiting) return;
    event.preventDefault();
    event.stopPropagation();
    spotlight.close();
    open(item, newTab);
  };

  return (
    <Spotlight.Root
      title="搜索"
      classNames={{ header: "ya-sr", content: classes.content, search: classes.search, actionsList: classes.list }}
      centered={false}
      yOffset="12dvh"
      overlayProps={{ blur: 0 }}
      query={query}
      onQueryChange={type}
      shortcut={["mod + K"]}
      tagsToIgnore={[]}
      scrollable
      maxHeight="60dvh"
      radius="lg"
      size={560}
    >
      <Spotlight.Search
        placeholder="搜客户、菜品、计划、页面，> 开头是要做的事"
        aria-label="搜客户、菜品、计划、页面"
        leftSection={<IconSearch size={17} stroke={1.75} aria-hidden />}
        rightSection={<Kbd size="xs">Esc</Kbd>}
        onKeyDownCapture={onKeyDown}
      />
      <Spotlight.ActionsList>
        {groups.map((group) => (
          <Spotlight.ActionsGroup key={group.group} label={group.group}>
            {group.items.map((item) => (
              <Spotlight.Action
                key={item.id}
                data-palette-item={item.id}
                data-first={item === first || undefined}
                onClick={(e) => open(item, e.metaKey || e.ctrlKey)}
              >
                <span className={classes.item}>
                  {item.room ? (
                    <RoomPlate number={item.room} />
                  ) : (
                    <IconArrowRight size={15} stroke={1.75} aria-hidden />
                  )}
                  <b>{item.label}</b>
                  {item.stage && <StageMark stage={item.stage} day={item.day ?? undefined} size={14} />}
                  {item.restrictions && <RestrictionTags items={item.restrictions} />}
                  {item.hint && <span className={classes.hint}>{item.hint}</span>}
                </span>
              </Spotlight.Action>
            ))}
          </Spotlight.ActionsGroup>
        ))}
        {groups.length === 0 && (
          <Spotlight.Empty>
            {waiting
              ? "正在找"
              : found.failed
                ? "没搜成，网络断了。页面和 > 开头的事还能找"
                : query.trim() === ""
                  ? "写名字、拼音首字母、房间、手机尾号或编号"
                  : `没有和“${query.trim()}”有关的内容，换个写法或只写房间号试试`}
          </Spotlight.Empty>
        )}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  );
}

function groupsFor(
  query: string,
  props: { nav: readonly NavArea[]; commands?: readonly Command[] },
  found: { query: string; groups: SearchGroup[] },
  recent: SearchItem[],
): SearchGroup[] {
  const filled = (groups: SearchGroup[]) => groups.filter((g) => g.items.length > 0);
  if (query === "") return filled([{ group: "最近看过", items: recent }]);
  if (query.startsWith(">")) {
    const text = query.slice(1).trim().toLowerCase();
    const items = (props.commands ?? []).filter((c) => c.label.toLowerCase().includes(text));
    return filled([{ group: "去做", items }]);
  }
  const text = query.toLowerCase();
  const pages = props.nav.flatMap((area) =>
    area.pages
      .filter((p) => p.label.includes(text) || p.initials.startsWith(text))
      .map((p) => ({ id: `page:${p.href}`, label: p.label, href: p.href, hint: area.label })),
  );
  return filled([
    ...(query.startsWith(found.query) || found.query.startsWith(query) ? found.groups : []),
    { group: "页面", items: pages },
  ]);
}
