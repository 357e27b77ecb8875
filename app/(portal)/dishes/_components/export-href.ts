import { snake } from "@/lib/wire";

/** The address of a list's workbook with the same filters: what is undefined or false, and the paging, is left out. */
export function exportHref(resource: string, input: Record<string, unknown>): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(input)) {
    if (value === undefined || value === false || ["page", "pageSize", "sort"].includes(key)) continue;
    query.set(snake(key), Array.isArray(value) ? value.join(",") : String(value));
  }
  const text = query.toString();
  return `/api/${resource}/export${text ? `?${text}` : ""}`;
}
