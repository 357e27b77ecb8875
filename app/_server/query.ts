import { camel, type Shape } from "@/lib/wire";

const aliases: Record<string, string> = { per_page: "pageSize", limit: "pageSize", page_size: "pageSize" };

/**
 * A query string in domain shape: snake_case or camelCase names, the list aliases, "a,b" or repeated values where the schema
 * wants several, `-created_at` as `-createdAt`. Empty values count as not given; more than 100 rows a page becomes 100.
 */
export function fromQuery(params: Iterable<[string, string]>, shape: Shape): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, value] of params) {
    if (value === "") continue;
    const name = aliases[key] ?? camel(key);
    if (isMany(shape.properties?.[name]))
      out[name] = [...((out[name] as string[] | undefined) ?? []), ...value.split(",")];
    else out[name] = name === "sort" ? camel(value) : value;
  }
  if (Number(out.pageSize) > 100) out.pageSize = 100;
  return out;
}

const isMany = (shape: Shape | undefined): boolean =>
  shape?.type === "array" || (shape?.anyOf?.some((member) => member.type === "array") ?? false);
