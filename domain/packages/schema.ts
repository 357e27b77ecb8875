import { z } from "zod";
import {
  patientSubscriptionPaymentStatuses,
  patientSubscriptionStatuses,
  servicePackageKinds,
} from "@/db/enums/packages";
import { ListCustomers } from "@/domain/customers/schema";
import { amountDue, dayField, flag, id, name, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

const days = z.coerce.number({ error: "天数要填数字" }).int("天数要填整数").min(1, "至少 1 天").max(730, "最多 730 天");
const frequency = z.coerce
  .number({ error: "次数要填数字" })
  .int("次数要填整数")
  .min(0, "次数不能小于 0")
  .max(1000, "最多 1000 次");

export const CreatePackage = z.strictObject({
  /** Left out or null: for every centre. */
  centreId: id.nullable().optional(),
  name: name("套餐名称"),
  description: text(2000).optional(),
  kind: z.enum(servicePackageKinds, { error: "请选择套餐种类" }),
  price: amountDue,
  durationDays: days,
  serviceFrequency: frequency.optional(),
  isActive: z.boolean().optional(),
});
export type CreatePackage = z.infer<typeof CreatePackage>;
export const UpdatePackage = CreatePackage.omit({ centreId: true }).partial().extend({ id, version });
export type UpdatePackage = z.infer<typeof UpdatePackage>;
export const PackageId = z.strictObject({ id });
export type PackageId = z.infer<typeof PackageId>;
export const PackageVersion = z.strictObject({ id, version: version.optional() });
export type PackageVersion = z.infer<typeof PackageVersion>;

export const ListPackages = pageOf(["price", "name", "id"], "-id").extend({
  centreId: id.optional(),
  kind: z.enum(servicePackageKinds).optional(),
  isActive: flag.optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListPackages = z.infer<typeof ListPackages>;

export const PackageOut = z.object({
  id: idOut,
  centreId: idOut.nullable(),
  name: z.string(),
  description: z.string().nullable(),
  kind: z.enum(servicePackageKinds),
  price: moneyOut,
  durationDays: z.number().int(),
  serviceFrequency: z.number().int(),
  isActive: z.boolean(),
  soldCount: z.number().int(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type PackageOut = z.infer<typeof PackageOut>;
export const PackagesOut = listOut(PackageOut);

export const ListSubscriptions = pageOf(["id", "endDate"], "-id").extend({
  centreId: id.optional(),
  customerId: id.optional(),
  patientId: id.optional(),
  status: z.enum(patientSubscriptionStatuses).optional(),
  paymentStatus: z.enum(patientSubscriptionPaymentStatuses).optional(),
});
export type ListSubscriptions = z.infer<typeof ListSubscriptions>;

export const SubscriptionOut = z.object({
  id: idOut,
  centreId: idOut,
  number: z.string(),
  customerId: idOut,
  customerName: z.string(),
  patientId: idOut,
  packageId: idOut,
  packageName: z.string(),
  kind: z.enum(servicePackageKinds),
  stayId: idOut.nullable(),
  startDate: dayOut,
  endDate: dayOut,
  status: z.enum(patientSubscriptionStatuses),
  paymentStatus: z.enum(patientSubscriptionPaymentStatuses),
  listPrice: moneyOut,
  discount: moneyOut,
  price: moneyOut,
  paid: moneyOut,
  refunded: moneyOut,
  due: moneyOut,
  signedOn: dayOut.nullable(),
  notes: z.string().nullable(),
  version: z.number().int(),
  createdAt: instantOut,
});
export type SubscriptionOut = z.infer<typeof SubscriptionOut>;
export const SubscriptionsOut = listOut(SubscriptionOut);

export const SignSubscription = z.strictObject({
  customerId: id,
  packageId: id,
  stayId: id.nullable().optional(),
  startDate: dayField,
  /** Inclusive; left out it follows from the package's days. */
  endDate: dayField.optional(),
  discount: amountDue.optional(),
  notes: text(2000).optional(),
});
export type SignSubscription = z.infer<typeof SignSubscription>;

/** The customer list with the filters that only contracts can answer. */
export const ListCustomersByContract = ListCustomers.extend({ packageId: id.optional(), owing: flag.optional() });
export type ListCustomersByContract = z.infer<typeof ListCustomersByContract>;
