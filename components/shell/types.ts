import type { ColorTheme } from "../color-theme";
import type { Stage } from "../marks/moon";
import type { Restriction } from "../marks/restriction-tag";

export type ShellUser = { name: string; title: string; avatar?: string | null; colorTheme: ColorTheme };

export type Centre = { id: number; name: string };

export type ShellNotification = {
  id: number | string;
  title: string;
  text?: string;
  /** ISO instant. */
  at: string;
  href?: string | null;
  read: boolean;
};

export type SearchItem = {
  id: string;
  label: string;
  href: string;
  hint?: string;
  room?: string | null;
  stage?: Stage | null;
  day?: number | null;
  restrictions?: readonly Restriction[];
};
export type SearchGroup = { group: string; items: SearchItem[] };

/** What the shell can ask the server to do. All are server actions. */
export type ShellActions = {
  /** Pages come from the navigation; this finds customers, dishes, plans … by name, initials, room, phone tail, number. */
  search: (query: string) => Promise<SearchGroup[]>;
  /** Some, or with "all" every notification. */
  markRead: (ids: (number | string)[] | "all") => Promise<unknown>;
  setTheme: (theme: ColorTheme) => Promise<unknown>;
  /** null: all centres. */
  switchCentre: (id: number | null) => Promise<unknown>;
  signOut: () => Promise<unknown>;
};
