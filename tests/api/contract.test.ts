import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { areas, plain } from "./areas";
import { handlers } from "./exchange";

/** The list of what the API promises against what there is; the answers themselves are in the files of contract/. */
const there = new Set([...handlers.keys()].map(plain));
const files = readdirSync("tests/api/contract").map((file) => readFileSync(`tests/api/contract/${file}`, "utf8"));
const covered = files.flatMap((text) =>
  [...text.matchAll(/^covers\(([^)]*)\);$/gm)].flatMap((found) =>
    [...(found[1] ?? "").matchAll(/"([^"]+)"/g)].map((m) => m[1]),
  ),
);

test.each(areas.filter((area) => area.endpoints.length > 0).map((area) => [area.name, area] as const))(
  "nothing of a finished area is missing: %s",
  (name, { endpoints }) => {
    expect(endpoints.filter((endpoint) => !there.has(plain(endpoint)))).toEqual([]);
    expect(covered, "a file of contract/ asks for all of it").toContain(name);
  },
);

test("what is built is no longer marked as to come", () => {
  // Packages and contracts came early, because an import needs them; the rest of their area has not.
  const early = /^\w+ \/api\/(service-packages|subscriptions)\b/;
  const built = areas.flatMap((area) => (area.later ?? []).filter((endpoint) => there.has(plain(endpoint))));
  expect(built.filter((endpoint) => !early.test(endpoint))).toEqual([]);
});

test("a path is promised once", () => {
  const all = areas.flatMap((area) => [...area.endpoints, ...(area.later ?? [])]).map(plain);
  expect(all.filter((one, i) => all.indexOf(one) !== i)).toEqual([]);
});
