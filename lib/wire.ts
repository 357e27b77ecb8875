/**
 * The one place where domain shapes become the API's and back, led by the JSON schema of the route: camelCase ↔ snake_case,
 * fen (`unit: "fen"`) ↔ yuan with two decimals, Date → ISO 8601 UTC, and pages → `{ items, total, page, page_size, pages }`.
 * What the schema does not name does not leave the house.
 */
export type Shape = {
  properties?: Record<string, Shape>;
  additionalProperties?: Shape | boolean;
  items?: Shape;
  prefixItems?: Shape[];
  anyOf?: Shape[];
  oneOf?: Shape[];
  allOf?: Shape[];
  required?: string[];
  type?: string;
  const?: unknown;
  enum?: unknown[];
  unit?: string;
  list?: boolean;
  [key: string]: unknown;
};

export const snake = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
export const camel = (name: string): string =>
  name.replace(/([a-z0-9])_([a-z0-9])/g, (_, before: string, letter: string) => before + letter.toUpperCase());

export function toWire(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value ?? null;
  if (value instanceof Date) return value.toISOString();
  if (shape.unit === "fen" && typeof value === "number") return value / 100;
  const variant = variantOf(shape, value, (key) => key);
  if (variant) return toWire(variant, value);
  if (Array.isArray(value)) return value.map((item, i) => toWire(shape.prefixItems?.[i] ?? shape.items ?? {}, item));
  if (typeof value !== "object") return value;
  if (shape.list) return listToWire(shape, value as { rows: unknown[]; total: number; page: number; pageSize: number });
  if (shape.properties) return namedToWire(shape, value as Record<string, unknown>);
  const rest = typeof shape.additionalProperties === "object" ? shape.additionalProperties : {};
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, toWire(rest, item)]));
}

export function fromWire(shape: Shape, value: unknown): unknown {
  if (value === null || value === undefined) return value;
  if (shape.unit === "fen" && typeof value === "number") return inFen(value);
  const variant = variantOf(shape, value, snake);
  if (variant) return fromWire(variant, value);
  if (Array.isArray(value)) return value.map((item, i) => fromWire(shape.prefixItems?.[i] ?? shape.items ?? {}, item));
  if (typeof value !== "object" || !shape.properties) return value;
  const known = new Map(Object.keys(shape.properties).map((key) => [snake(key), key]));
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => {
      const name = known.get(key);
      return name === undefined ? [key, item] : [name, fromWire(shape.properties?.[name] ?? {}, item)];
    }),
  );
}

/** The schema as the outside sees it, for OpenAPI. */
export function wireSchema(shape: Shape): Shape {
  const { unit, list, properties, required, items, prefixItems, anyOf, oneOf, allOf, additionalProperties, ...rest } =
    shape;
  delete rest.$schema;
  if (unit === "fen") return { ...rest, type: "number", multipleOf: 0.01, description: "元" };
  if (list) return wireSchema(listShape(properties?.rows?.items ?? {}, besidesOf(shape)));
  const out: Shape = { ...rest };
  if (properties)
    out.properties = Object.fromEntries(Object.entries(properties).map(([k, v]) => [snake(k), wireSchema(v)]));
  if (required) out.required = required.map(snake);
  if (items) out.items = wireSchema(items);
  if (prefixItems) out.prefixItems = prefixItems.map(wireSchema);
  if (anyOf) out.anyOf = anyOf.map(wireSchema);
  if (oneOf) out.oneOf = oneOf.map(wireSchema);
  if (allOf) out.allOf = allOf.map(wireSchema);
  if (additionalProperties !== undefined)
    out.additionalProperties =
      typeof additionalProperties === "object" ? wireSchema(additionalProperties) : additionalProperties;
  return out;
}

const paging = new Set(["rows", "total", "page", "pageSize"]);
/** What a list says besides its page of rows. */
const besidesOf = (shape: Shape): [string, Shape][] =>
  Object.entries(shape.properties ?? {}).filter(([key]) => !paging.has(key));

const listShape = (item: Shape, besides: readonly [string, Shape][]): Shape => ({
  type: "object",
  properties: {
    items: { type: "array", items: item },
    total: { type: "integer" },
    page: { type: "integer" },
    pageSize: { type: "integer" },
    pages: { type: "integer" },
    ...Object.fromEntries(besides),
  },
  required: ["items", "total", "page", "pageSize", "pages", ...besides.map(([key]) => key)],
});

function listToWire(shape: Shape, given: { rows: unknown[]; total: number; page: number; pageSize: number }) {
  const item = shape.properties?.rows?.items ?? {};
  return {
    items: given.rows.map((row) => toWire(item, row)),
    total: given.total,
    page: given.page,
    page_size: given.pageSize,
    pages: Math.ceil(given.total / given.pageSize),
    ...namedToWire({ properties: Object.fromEntries(besidesOf(shape)) }, given),
  };
}

function namedToWire(shape: Shape, value: Record<string, unknown>): Record<string, unknown> {
  const out: Record<string, unknown> = {};
  for (const [key, inner] of Object.entries(shape.properties ?? {})) {
    if (value[key] !== undefined) out[snake(key)] = toWire(inner, value[key]);
  }
  return out;
}

/** Of a union, the member that this value fits best: same kind, and for objects the most keys in common. */
function variantOf(shape: Shape, value: unknown, name: (key: string) => string): Shape | undefined {
  const variants = shape.anyOf ?? shape.oneOf;
  if (!variants) return undefined;
  const kind = Array.isArray(value) ? "array" : typeof value;
  const fitting = variants.filter(
    (v) => v.type === undefined || v.type === kind || (v.type === "integer" && kind === "number"),
  );
  if (kind !== "object" || fitting.length < 2) return fitting[0] ?? {};
  const keys = new Set(Object.keys(value as object));
  const score = (v: Shape) =>
    Object.entries(v.properties ?? {}).reduce((sum, [key, inner]) => {
      const has = keys.has(name(key));
      const fixed = "const" in inner;
      if (fixed) return sum + ((value as Record<string, unknown>)[name(key)] === inner.const ? 100 : -100);
      return sum + (has ? 1 : 0);
    }, 0);
  return [...fitting].sort((a, b) => score(b) - score(a))[0];
}

function inFen(amount: number): number {
  const scaled = amount * 100;
  return Math.abs(scaled - Math.round(scaled)) < 1e-6 ? Math.round(scaled) : scaled;
}
