"use client";

import { Button, TextInput } from "@mantine/core";
import { useLocalStorage } from "@mantine/hooks";
import { IconPlus, IconX } from "@tabler/icons-react";
import Link from "next/link";
import { usePathname, useSearchParams } from "next/navigation";
import { type FormEvent, useState } from "react";
import type { NavArea } from "./navigation";
import classes from "./shell.module.css";

type View = { label: string; href: string };

/** What the address says beside filters: alone they make no view worth a name. */
const passing: ReadonlySet<string> = new Set([
  "page",
  "page_size",
  "sort",
  "open",
  "tab",
  "view",
  "slot",
  "date",
  "week",
]);
const NAMED = 30;

/** Lists as this person has filtered them, kept by name in this browser; the link is the view. */
export function SavedViews({ area }: { area: NavArea }) {
  const [path, query] = [usePathname(), useSearchParams()];
  const [views, keep] = useLocalStorage<View[]>({ key: "ya-saved-views", defaultValue: [] });
  const own = views.filter((view) => area.pages.some((page) => page.href === view.href.split("?")[0]));
  const here = addressOf(path, query);
  const isList = area.pages.some((page) => page.href === path);
  const isFiltered = isList && [...query].some(([name, value]) => value !== "" && !passing.has(name));
  const isKept = own.some((view) => view.href === here);
  if (own.length === 0 && !isFiltered) return null;
  return (
    <>
      <h2 className={classes.panelTitle}>存下的筛选</h2>
      <ul className={classes.views}>
        {own.map((view) => (
          <li key={view.href}>
            <Link href={view.href} className={classes.page} aria-current={view.href === here ? "page" : undefined}>
              {view.label}
            </Link>
            <button
              type="button"
              aria-label={`不再存着 ${view.label}`}
              onClick={() => keep(views.filter((one) => one !== view))}
            >
              <IconX size={14} stroke={1.75} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
      {isFiltered && !isKept && <KeepView onKeep={(label) => keep([...views, { label, href: here }])} />}
    </>
  );
}

function KeepView({ onKeep }: { onKeep: (label: string) => void }) {
  const [isNaming, setNaming] = useState(false);
  const [label, setLabel] = useState("");
  if (!isNaming)
    return (
      <Button
        size="xs"
        variant="text"
        leftSection={<IconPlus size={14} stroke={1.75} />}
        onClick={() => setNaming(true)}
      >
        存下现在的筛选
      </Button>
    );
  const save = (event: FormEvent) => {
    event.preventDefault();
    if (!label.trim()) return;
    onKeep(label.trim());
    setNaming(false);
    setLabel("");
  };
  return (
    <form onSubmit={save} className={classes.naming}>
      <TextInput
        size="xs"
        aria-label="给这个筛选起个名字"
        placeholder="起个名字，如 本周退住"
        maxLength={NAMED}
        autoFocus
        value={label}
        onChange={(event) => setLabel(event.currentTarget.value)}
        onKeyDown={(event) => event.key === "Escape" && setNaming(false)}
      />
      <Button type="submit" size="xs">
        存下
      </Button>
    </form>
  );
}

/** The address without the page one stands on or the row that is open. */
function addressOf(path: string, query: URLSearchParams): string {
  const kept = new URLSearchParams(
    [...query].filter(([name, value]) => value !== "" && name !== "page" && name !== "open"),
  );
  kept.sort();
  return kept.size > 0 ? `${path}?${kept}` : path;
}
