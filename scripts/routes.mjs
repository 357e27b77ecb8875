// Writes app/_server/routes.ts: every app/api/**/route.ts by its path. Next cannot list its routes at run time, and the API
// description and the permission matrix need all of them. `--check` only says whether the list is up to date.
import { readdirSync, readFileSync, writeFileSync } from "node:fs";

const files = readdirSync("app/api", { recursive: true, encoding: "utf8" })
  .map((file) => file.replaceAll("\\", "/"))
  .filter((file) => file.endsWith("route.ts") && !/\[\.\.\./.test(file) && !file.startsWith("openapi.json")) // the list itself
  .sort();
const path = (file) => `/api/${file.replace(/\/?route\.ts$/, "")}`.replace(/\[(\w+)\]/g, "{$1}");
const text = `// Written by scripts/routes.mjs; do not edit.
${files.map((file, i) => `import * as r${i} from "@/app/api/${file.replace(/\.ts$/, "")}";`).join("\n")}

/** Every endpoint of the JSON API: path template → its module. */
export const routes: Record<string, object> = {
${files.map((file, i) => `  "${path(file)}": r${i},`).join("\n")}
};
`;
const target = "app/_server/routes.ts";
const had = (() => {
  try {
    return readFileSync(target, "utf8");
  } catch {
    return "";
  }
})();
if (process.argv.includes("--check")) {
  if (had !== text) {
    console.error("app/_server/routes.ts 不是最新的：运行 node scripts/routes.mjs");
    process.exit(1);
  }
} else if (had !== text) writeFileSync(target, text);
