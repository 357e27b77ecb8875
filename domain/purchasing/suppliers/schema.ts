import { z } from "zod";
import { itemKinds } from "@/db/enums/inventory";
import { supplierStatuses } from "@/db/enums/purchasing";
import { unitField } from "@/domain/inventory/schema";
import { amountDue, dayField, flag, id, name, phone, quantity, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

const days = (what: string) =>
  z.coerce
    .number({ error: `${what}要填数字` })
    .int(`${what}要填整数`)
    .min(0, `${what}不能小于 0`)
    .max(365, `${what}最多 365 天`);

const fields = {
  name: name("供应商名称"),
  contactName: text(50),
  phone: phone.nullable(),
  address: text(255),
  licenseNo: text(64),
  licenseExpiresOn: dayField.nullable(),
  bankAccount: z
    .string()
    .transform((value) => value.replace(/\s/g, ""))
    .refine((value) => value === "" || /^\d{8,32}$/.test(value), "银行账号是 8 到 32 位数字")
    .transform((value) => value || null)
    .nullable(),
  leadDays: days("提前天数"),
  termDays: days("账期"),
  status: z.enum(supplierStatuses),
};

export const CreateSupplier = z.strictObject({
  ...fields,
  contactName: fields.contactName.default(null),
  phone: fields.phone.default(null),
  address: fields.address.default(null),
  licenseNo: fields.licenseNo.default(null),
  licenseExpiresOn: fields.licenseExpiresOn.default(null),
  bankAccount: fields.bankAccount.default(null),
  leadDays: fields.leadDays.default(1),
  termDays: fields.termDays.default(0),
  status: fields.status.default("active"),
});
export type CreateSupplier = z.output<typeof CreateSupplier>;
export const UpdateSupplier = z.strictObject({ ...z.object(fields).partial().shape, id, version });
export type UpdateSupplier = z.output<typeof UpdateSupplier>;
export const SupplierId = z.object({ id });
export const SupplierVersion = z.strictObject({ id, version: version.optional() });
export type SupplierVersion = z.output<typeof SupplierVersion>;

export const ListSuppliers = pageOf(["name", "leadDays", "id"], "name").extend({
  status: z.enum(supplierStatuses).optional(),
  itemId: id.optional(),
  search: z.string().trim().max(100).optional(),
  archived: flag.default(false),
});
export type ListSuppliers = z.output<typeof ListSuppliers>;

const itemFields = {
  supplierSku: z
    .string()
    .trim()
    .max(64, "货号最多 64 个字")
    .transform((v) => v || null)
    .nullable(),
  /** What it is bought in: 箱, kg. */
  unit: unitField,
  unitPrice: amountDue,
  /** Least quantity of one order, in `unit`. */
  minQuantity: quantity("起订量").nullable(),
  isPreferred: flag,
};
export const AddSupplierItem = z.strictObject({
  id,
  itemId: id,
  ...itemFields,
  supplierSku: itemFields.supplierSku.default(null),
  minQuantity: itemFields.minQuantity.default(null),
  isPreferred: itemFields.isPreferred.default(false),
});
export type AddSupplierItem = z.output<typeof AddSupplierItem>;
export const UpdateSupplierItem = z.strictObject({ id, itemId: id, ...z.object(itemFields).partial().shape, version });
export type UpdateSupplierItem = z.output<typeof UpdateSupplierItem>;
export const SupplierItemId = z.strictObject({ id, itemId: id });
export type SupplierItemId = z.output<typeof SupplierItemId>;

export const SupplierOut = z.object({
  id: idOut,
  name: z.string(),
  contactName: z.string().nullable(),
  phone: z.string().nullable(),
  address: z.string().nullable(),
  licenseNo: z.string().nullable(),
  licenseExpiresOn: dayOut.nullable(),
  bankAccountLast4: z.string().nullable(),
  leadDays: z.number().int(),
  termDays: z.number().int(),
  status: z.enum(supplierStatuses),
  itemCount: z.number().int(),
  version: z.number().int(),
  archivedAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type SupplierOut = z.output<typeof SupplierOut>;

export const SupplierItemOut = z.object({
  itemId: idOut,
  itemName: z.string(),
  kind: z.enum(itemKinds),
  category: z.string().nullable(),
  baseUnit: z.string(),
  supplierSku: z.string().nullable(),
  unit: z.string(),
  /** Base units of one `unit`. */
  baseQuantity: z.number().nullable(),
  unitPrice: moneyOut,
  minQuantity: z.number().nullable(),
  isPreferred: z.boolean(),
  version: z.number().int(),
});
export type SupplierItemOut = z.output<typeof SupplierItemOut>;

export const SupplierDetailOut = SupplierOut.extend({ items: z.array(SupplierItemOut) });
export type SupplierDetailOut = z.output<typeof SupplierDetailOut>;
