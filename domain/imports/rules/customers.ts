import type { ChildbirthDeliveryMode } from "@/db/enums/customers";
import type { Day } from "@/lib/time";
import type { CustomerRow } from "../schema";
import { plainText, rawText, readMoney, readName, readPhone, readText, readWhole } from "./cells";
import { type CustomerColumn, customerColumns } from "./columns";
import { readDate } from "./dates";
import { readRestrictions } from "./restriction-text";
import { rowReader } from "./row-reader";
import type { Table, TableRow } from "./table";
import { type RowMessage, refuse, type Verdict, verdictOf } from "./verdict";

type Customers = Table<CustomerColumn>;
/** Everyone with one number, by name: the first row of each, and the row that went in. */
type SamePhone = { people: Map<string, Identity>; accepted: Map<string, Identity> };
/** What identifies a row among its neighbours, also when the row itself is refused. */
type Identity = { row: number; name: string | null; phone: string | null; due: Day | null };

/**
 * The verdict on each row of a customer sheet, duplicates inside the sheet included; duplicates of customers already on file are
 * for the command to find. `today` makes days more than three years away an error.
 */
export function checkCustomers(table: Customers, { today }: { today?: Day } = {}): Verdict<CustomerRow>[] {
  const byPhone = new Map<string, SamePhone>();
  return table.rows.map((row) => {
    const { verdict, identity } = checkCustomer(row, table, today);
    if (identity.phone === null || identity.name === null) return verdict;
    const same = byPhone.get(identity.phone) ?? { people: new Map(), accepted: new Map() };
    byPhone.set(identity.phone, same);
    const message = duplicateOf(identity, same, row, table);
    const final = message ? refuse(verdict, message) : verdict;
    if (!same.people.has(identity.name)) same.people.set(identity.name, identity);
    if (final.outcome !== "refused") same.accepted.set(identity.name, identity);
    return final;
  });
}

function checkCustomer(row: TableRow<CustomerColumn>, table: Customers, today: Day | undefined) {
  const { take, fail, messages } = rowReader(row, table.headers, customerColumns);
  const date = (key: CustomerColumn) => take(key, readDate(row.cells[key], { today }));
  const text = (key: CustomerColumn, max: number) => take(key, readText(row.cells[key], max));

  const name = take("name", readName(row.cells.name, "姓名"));
  const phone = take("phone", readPhone(row.cells.phone));
  const deliveredOn = date("deliveredOn");
  const isDueRequired = plainText(row.cells.expectedDeliveryDate) !== "" || plainText(row.cells.deliveredOn) === "";
  const due = take(
    "expectedDeliveryDate",
    readDate(row.cells.expectedDeliveryDate, { isRequired: isDueRequired, today }),
  );
  const deliveryText = text("delivery", 20);
  const parity = take("parity", readWhole(row.cells.parity, { min: 1, max: 15, unit: "胎|孩" }));
  const age = take("age", readWhole(row.cells.age, { min: 15, max: 60, unit: "岁|周岁" }));
  const contractFen = take("contract", readMoney(row.cells.contract));
  const paidFen = take("paid", readMoney(row.cells.paid));
  const checkInDate = date("checkInDate");
  const checkOutDate = date("checkOutDate");
  const restrictionText = text("restrictions", 500);

  if (checkInDate && checkOutDate && checkOutDate < checkInDate) {
    fail("checkOutDate", {
      code: "CHECKOUT_BEFORE_CHECKIN",
      error: `早于入住日期 ${checkInDate}`,
      advice: "核对两个日期",
    });
  }
  if (contractFen !== null && paidFen !== null && paidFen > contractFen) {
    fail("paid", { code: "PAID_OVER_CONTRACT", error: "比合同金额还多", advice: "核对两个金额" });
  }
  const record: CustomerRow = {
    name: name ?? "",
    phone: phone ?? "",
    expectedDeliveryDate: due,
    deliveredOn,
    deliveryMode: deliveryMode(deliveryText),
    deliveryText,
    parity,
    age,
    roomType: text("roomType", 50),
    packageName: text("packageName", 100),
    contractFen,
    paidFen,
    checkInDate,
    checkOutDate,
    restrictionText,
    restrictions: readRestrictions(restrictionText),
    consultant: text("consultant", 50),
    notes: text("notes", 1000),
  };
  const identity: Identity = { row: row.row, name, phone, due };
  return { verdict: verdictOf(row.row, messages, record), identity };
}

/** 无痛顺产 is a vaginal birth with pain relief; forceps and vacuum are assisted. */
function deliveryMode(text: string | null): ChildbirthDeliveryMode | null {
  if (text === null) return null;
  if (/剖|刨腹|切/.test(text)) return "cesarean";
  if (/钳|吸|助产/.test(text)) return "assisted";
  return /顺|自然|阴道/.test(text) ? "vaginal" : null;
}

/** The same number twice: the same woman entered twice, or two people with one phone. Either needs a person to look. */
function duplicateOf(
  identity: Identity,
  { people, accepted }: SamePhone,
  row: TableRow<CustomerColumn>,
  table: Customers,
): RowMessage | undefined {
  if (identity.name === null) return undefined;
  const value = rawText(row.cells.phone);
  const phoneHeader = table.headers.phone ?? customerColumns.phone.names[0];
  const base = { row: row.row, value, severity: "error" as const };
  const same = accepted.get(identity.name);
  if (same) {
    const column = `${table.headers.name ?? customerColumns.name.names[0]}/${phoneHeader}`;
    const error = `和第 ${same.row} 行同名、同号${same.due === identity.due ? "、同预产期" : "，预产期不同"}`;
    return { ...base, column, code: "DUP_CUSTOMER", error, advice: "保留一行" };
  }
  const [first, second] = people.values();
  const other = first?.name === identity.name ? second : first;
  if (!other) return undefined;
  const error = `和第 ${other.row} 行 ${other.name} 同号，姓名不同`;
  return { ...base, column: phoneHeader, code: "DUP_PHONE_OTHER_PERSON", error, advice: "核对是不是同一家" };
}
