import { writeSheet } from "@/documents/sheets/write";

export const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

/** A workbook of customers as a centre might send it, with these rows. */
export async function customersSheet(rows: Record<string, unknown>[]): Promise<File> {
  const columns = ["姓名", "联系电话", "预产期", "入住日期", "离馆日期", "过敏/忌口"];
  const bytes = await writeSheet({
    title: "客户登记",
    meta: ["2026 年 11 月"],
    columns: columns.map((header) => ({ header, key: header, format: "text" as const })),
    rows,
  });
  return new File([new Uint8Array(bytes)], "customers.xlsx", { type: SHEET });
}
