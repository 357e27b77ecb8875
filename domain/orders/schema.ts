import { z } from "zod";
import {
  customerOrderKinds,
  customerOrderPaymentStatuses,
  customerOrderSources,
  customerOrderStatuses,
} from "@/db/enums/orders";
import { dayField, id, text, version } from "@/lib/fields";
import { dayOut, idOut, instantOut, listOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** What the house itself orders from its kitchen. Takeaway and meals on the bill of a stay come with the shop. */
export const houseKinds = ["guest", "staff", "trial"] as const;
export type HouseKind = (typeof houseKinds)[number];

export const ListOrders = pageOf(["id", "orderDate", "deliveryDate", "total"], "-id").extend({
  centreId: id.optional(),
  status: z.enum(customerOrderStatuses).optional(),
  paymentStatus: z.enum(customerOrderPaymentStatuses).optional(),
  customerId: id.optional(),
  kind: z.enum(customerOrderKinds).optional(),
  /** Order dates, both included. */
  startDate: dayField.optional(),
  endDate: dayField.optional(),
  /** The day on which it is eaten. */
  deliveryDate: dayField.optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListOrders = z.infer<typeof ListOrders>;

export const OneOrder = z.object({ id });
export type OneOrder = z.infer<typeof OneOrder>;

const orderItem = z.strictObject({
  dishId: id,
  quantity: z.coerce.number({ error: "请填份数" }).int("份数要是整数").min(1, "至少 1 份").max(500, "最多 500 份"),
  notes: text(200).optional(),
  /** Why a mother gets a dish that a hard restriction other than an allergy keeps from her. */
  overrideReason: text(200).optional(),
});

const orderFields = {
  deliveryDate: dayField,
  /** The slot by id, code or name. */
  slot: z.string({ error: "请选择餐次" }).trim().min(1, "请选择餐次").max(50),
  items: z.array(orderItem).min(1, "至少点一道菜").max(50),
  notes: text(500).optional(),
};

/**
 * guest with `stayId` is a companion's meal (陪护餐), without it a visitor's (客餐); staff names an employee; trial a customer
 * who may eat it herself: then her restrictions are judged (`forMother`).
 */
export const CreateOrder = z
  .strictObject({
    kind: z.enum(houseKinds),
    centreId: id.optional(),
    customerId: id.optional(),
    employeeId: id.optional(),
    stayId: id.optional(),
    /** She eats it herself. */
    forMother: z.boolean().optional(),
    ...orderFields,
    onceKey: z.string().max(128).optional(),
  })
  .refine((given) => given.kind !== "staff" || given.employeeId, { path: ["employeeId"], message: "请选择员工" })
  .refine((given) => given.kind === "staff" || given.customerId || given.stayId, {
    path: ["customerId"],
    message: "请选择客户",
  });
export type CreateOrder = z.infer<typeof CreateOrder>;

export const UpdateOrder = z.strictObject({
  id,
  version,
  deliveryDate: orderFields.deliveryDate.optional(),
  slot: orderFields.slot.optional(),
  items: orderFields.items.optional(),
  notes: orderFields.notes,
});
export type UpdateOrder = z.infer<typeof UpdateOrder>;

export const OrderStep = z.strictObject({ id, version: version.optional() });
export type OrderStep = z.infer<typeof OrderStep>;
export const CancelOrder = OrderStep.extend({ reason: text(200).optional() });
export type CancelOrder = z.infer<typeof CancelOrder>;

/** Seed a's and c's names: `total_amount`, `order_items`, `subtotal`, `unit_price`; coupons and payments come later. */
export const OrderOut = z.object({
  id: idOut,
  orderNumber: z.string(),
  centreId: idOut,
  kind: z.enum(customerOrderKinds),
  source: z.enum(customerOrderSources),
  customerId: idOut.nullable(),
  customerName: z.string().nullable(),
  employeeId: idOut.nullable(),
  employeeName: z.string().nullable(),
  stayId: idOut.nullable(),
  /** A companion's meal goes to her room. */
  room: z.string().nullable(),
  floor: z.string().nullable(),
  isCompanion: z.boolean(),
  forMother: z.boolean(),
  restrictions: z.array(z.object({ kind: z.string(), strength: z.enum(["hard", "soft"]), label: z.string() })),
  orderDate: dayOut,
  deliveryDate: dayOut,
  categoryId: idOut.nullable(),
  slot: z.string().nullable(),
  status: z.enum(customerOrderStatuses),
  paymentStatus: z.enum(customerOrderPaymentStatuses),
  paymentMethod: z.null(),
  coupon: z.null(),
  itemsAmount: moneyOut,
  discountAmount: moneyOut,
  deliveryFee: moneyOut,
  totalAmount: moneyOut,
  portions: z.number().int(),
  summary: z.string(),
  notes: z.string().nullable(),
  cancelReason: z.string().nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
  completedAt: instantOut.nullable(),
  cancelledAt: instantOut.nullable(),
  version: z.number().int(),
});
export type Order = z.infer<typeof OrderOut>;
export const OrdersOut = listOut(OrderOut);

export const OrderDetailOut = OrderOut.extend({
  orderItems: z.array(
    z.object({
      id: idOut,
      dishId: idOut.nullable(),
      dishName: z.string(),
      quantity: z.number().int(),
      unitPrice: moneyOut,
      subtotal: moneyOut,
      overrideReason: z.string().nullable(),
      notes: z.string().nullable(),
    }),
  ),
});
export type OrderDetail = z.infer<typeof OrderDetailOut>;

export const CreatedOrder = z.object({ id: idOut, orderNumber: z.string(), version: z.number().int() });
