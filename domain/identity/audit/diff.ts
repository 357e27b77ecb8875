import "server-only";
import { getTableColumns, getTableName, is } from "drizzle-orm";
import { MySqlTable } from "drizzle-orm/mysql-core";
import * as centreEnums from "@/db/enums/centres";
import * as customerEnums from "@/db/enums/customers";
import * as dishEnums from "@/db/enums/dishes";
import * as identityEnums from "@/db/enums/identity";
import * as inventoryEnums from "@/db/enums/inventory";
import * as packageEnums from "@/db/enums/packages";
import * as planningEnums from "@/db/enums/planning";
import * as staffEnums from "@/db/enums/staff";
import * as systemEnums from "@/db/enums/system";
import * as centreTables from "@/db/schema/centres";
import * as customerTables from "@/db/schema/customers";
import * as dishTables from "@/db/schema/dishes";
import * as inventoryTables from "@/db/schema/inventory";
import * as packageTables from "@/db/schema/packages";
import * as planningTables from "@/db/schema/planning";
import { isPermission, permissions } from "@/domain/core/permissions";
import { fen, yuanText } from "@/lib/money";
import { stamp } from "@/lib/time";
import { centreFields, fieldLabels, technical, userFields } from "./labels";

/** One column that an action changed, in words; null stands for "nothing there". */
export type FieldChange = { field: string; label: string; before: string | null; after: string | null };
export type Names = { users: ReadonlyMap<number, string>; centres: ReadonlyMap<number, string> };
type Row = Record<string, unknown>;

/** What differs between two stored rows, in the order of the labels people know first. */
export function changesOf(entity: string, before: Row | null, after: Row | null, names: Names): FieldChange[] {
  const keys = [...new Set([...Object.keys(before ?? {}), ...Object.keys(after ?? {})])];
  return keys.flatMap((field) => {
    const [was, is] = [before?.[field] ?? null, after?.[field] ?? null];
    if (technical.has(field) || same(was, is)) return [];
    const show = (value: unknown) => shown(entity, field, value, names);
    const [from, to] = field === "grants" ? gained(was, is) : [was, is];
    return { field, label: labelOf(field), before: before && show(from), after: after && show(to) };
  });
}

/** The further facts of an entry (reason, filter, device …) as label and text. */
export function factsOf(details: Row | null, names: Names): { label: string; value: string }[] {
  if (!details) return [];
  const rest = Object.entries(details).flatMap(([field, value]) => {
    const text = technical.has(field) ? null : shown("", field, value, names);
    return text === null ? [] : { label: labelOf(field), value: text };
  });
  const roleChange = ["before", "after"].flatMap((side) =>
    Array.isArray(details[side])
      ? { label: side === "before" ? "原来" : "现在", value: (details[side] as unknown[]).join("、") || "没有" }
      : [],
  );
  return [...roleChange, ...rest];
}

const labelOf = (field: string): string =>
  fieldLabels[field] ?? fieldLabels[field.replace(/(Enc|Hash)$/, "")] ?? "其他资料";

const same = (a: unknown, b: unknown): boolean => JSON.stringify(a ?? null) === JSON.stringify(b ?? null);

/** Of two long lists only what is in one of them. */
function gained(was: unknown, is: unknown): [unknown, unknown] {
  const [before, after] = [Array.isArray(was) ? was : [], Array.isArray(is) ? is : []];
  return [before.filter((one) => !after.includes(one)), after.filter((one) => !before.includes(one))];
}

function shown(entity: string, field: string, value: unknown, names: Names): string | null {
  if (value === null || value === undefined || value === "") return null;
  if (typeof value === "boolean") return value ? "是" : "否";
  if (typeof value === "number") return shownNumber(field, value, names);
  if (typeof value === "string") return shownText(entity, field, value);
  if (Array.isArray(value))
    return value.length === 0 ? null : value.map((one) => shown(entity, field, one, names) ?? "空").join("、");
  return shownObject(entity, value as Row, names);
}

function shownNumber(field: string, value: number, names: Names): string {
  if (userFields.has(field)) return names.users.get(value) ?? `编号 ${value}`;
  if (centreFields.has(field)) return value === 0 ? "全集团" : (names.centres.get(value) ?? `编号 ${value}`);
  if (moneyFields.has(field)) return `¥${yuanText(fen(value))}`;
  return /Id$/.test(field) ? `编号 ${value}` : String(value);
}

function shownText(entity: string, field: string, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T[\d:.]+Z$/.test(value)) return stamp(new Date(value));
  const word = enumLabels.get(`${entity}.${field}`)?.[value] ?? commonWords[value];
  if (word) return word;
  const [code = "", scope] = value.split("/");
  if (isPermission(code))
    return scope === "all" || !scope ? permissions[code] : `${permissions[code]}（${scopes[scope] ?? scope}）`;
  return value;
}

function shownObject(entity: string, value: Row, names: Names): string | null {
  const parts = Object.entries(value).flatMap(([key, inner]) => {
    const text = technical.has(key) ? null : shown(entity, key, inner, names);
    return text === null ? [] : `${labelOf(key)} ${text}`;
  });
  return parts.length === 0 ? null : parts.join("，");
}

const scopes: Record<string, string> = identityEnums.rolePermissionScopeLabels;
const commonWords: Record<string, string> = { portal: "网页", api: "接口", mini: "小程序" };

const schemas = [centreTables, customerTables, dishTables, inventoryTables, packageTables, planningTables];
const tables = schemas.flatMap((tablesOf) =>
  Object.values(tablesOf).flatMap((table) => (is(table, MySqlTable) ? table : [])),
);

/** Columns named …_fen hold money. */
const moneyFields = new Set(
  tables.flatMap((table) =>
    Object.entries(getTableColumns(table)).flatMap(([key, column]) => (column.name.endsWith("_fen") ? key : [])),
  ),
);

/** "stay.status" → its words: the label tables beside the enums are named after table and column. */
const enumLabels = new Map<string, Record<string, string>>();
const enums: Record<string, unknown>[] = [
  centreEnums,
  customerEnums,
  dishEnums,
  identityEnums,
  inventoryEnums,
  packageEnums,
  planningEnums,
  staffEnums,
  systemEnums,
];
const allLabels = new Map(enums.flatMap((file) => Object.entries(file)).filter(([name]) => name.endsWith("Labels")));
for (const table of tables) {
  const entity = getTableName(table);
  for (const key of Object.keys(getTableColumns(table))) {
    const name = `${entity.replace(/_(\w)/g, (_, letter: string) => letter.toUpperCase())}${key[0]?.toUpperCase()}${key.slice(1)}Labels`;
    const labels = allLabels.get(name);
    if (labels) enumLabels.set(`${entity}.${key}`, labels as Record<string, string>);
  }
}
enumLabels.set("user.status", identityEnums.userStatusLabels);
enumLabels.set("import_batch.status", systemEnums.importBatchStatusLabels);
enumLabels.set("import_batch.mode", systemEnums.importBatchModeLabels);
enumLabels.set("job.status", systemEnums.jobStatusLabels);
enumLabels.set("employee.status", staffEnums.employeeStatusLabels);
