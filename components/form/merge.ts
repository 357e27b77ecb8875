/** Three-way merge of a form: what was there on opening, what is there now, what the user wrote. Paths are top-level keys. */
export type Difference = { path: string; opened: unknown; theirs: unknown; mine: unknown };

export type Merge = {
  /** Changed on both sides, and differently: the user must choose. */
  conflicts: Difference[];
  /** Changed only by the other. */
  theirs: Difference[];
  /** Changed only by the user. */
  mine: Difference[];
};

type Row = Record<string, unknown>;

export const same = (a: unknown, b: unknown): boolean => JSON.stringify(plain(a)) === JSON.stringify(plain(b));

/** Empty text, null and missing mean the same in a form; key order means nothing. */
function plain(value: unknown): unknown {
  if (value === undefined || value === null || value === "") return null;
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object") return value;
  return Object.fromEntries(
    Object.entries(value)
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([key, inner]) => [key, plain(inner)]),
  );
}

/** The keys of `mine` that differ between the three versions. */
export function mergeOf(opened: Row, current: Row, mine: Row): Merge {
  const merge: Merge = { conflicts: [], theirs: [], mine: [] };
  for (const path of Object.keys(mine)) {
    if (path === "version" || !(path in current)) {
      if (path !== "version" && !same(opened[path], mine[path])) {
        merge.mine.push({ path, opened: opened[path], theirs: opened[path], mine: mine[path] });
      }
      continue;
    }
    const difference = { path, opened: opened[path], theirs: current[path], mine: mine[path] };
    const [they, i] = [!same(opened[path], current[path]), !same(opened[path], mine[path])];
    if (they && i && !same(current[path], mine[path])) merge.conflicts.push(difference);
    else if (they) merge.theirs.push(difference);
    else if (i) merge.mine.push(difference);
  }
  return merge;
}

/** The paths in which two versions of a form differ: one per leaf of plain objects, one per array item. */
export function changedPaths(before: unknown, after: unknown, path = ""): string[] {
  if (same(before, after)) return [];
  if (isRow(before) && isRow(after)) {
    const keys = new Set([...Object.keys(before), ...Object.keys(after)]);
    return [...keys].flatMap((key) => changedPaths(before[key], after[key], path ? `${path}.${key}` : key));
  }
  return [path];
}

const isRow = (value: unknown): value is Row => typeof value === "object" && value !== null && !Array.isArray(value);

/** Both texts in one: what they share at the start once, then what each added. */
export function bothTexts(opened: string, theirs: string, mine: string): string {
  const start = opened !== "" && theirs.startsWith(opened) && mine.startsWith(opened) ? opened : "";
  const [a, b] = [theirs.slice(start.length), mine.slice(start.length)];
  if (a === "" || b === "" || a === b) return start + (a || b);
  const joined = /[；;，,。\n]\s*$/.test(a) || /^\s*[；;，,。\n]/.test(b) ? a + b : `${a}；${b}`;
  return start + joined;
}

/** A text cut into what it shares with `opened` and what was added, for showing the addition. */
export function additions(opened: string, text: string): { text: string; added: boolean }[] {
  let head = 0;
  while (head < opened.length && head < text.length && opened[head] === text[head]) head += 1;
  let tail = 0;
  const most = Math.min(opened.length, text.length) - head;
  while (tail < most && opened[opened.length - 1 - tail] === text[text.length - 1 - tail]) tail += 1;
  return [
    { text: text.slice(0, head), added: false },
    { text: text.slice(head, text.length - tail), added: true },
    { text: text.slice(text.length - tail), added: false },
  ].filter((part) => part.text !== "");
}
