import "server-only";
import { and, eq, inArray } from "drizzle-orm";
import { customerOrderStatusLabels } from "@/db/enums/orders";
import { customers } from "@/db/schema/customers";
import { customerOrders, orderItems } from "@/db/schema/orders";
import { employees } from "@/db/schema/staff";
import { centreFor } from "@/domain/centres/queries";
import { command, type Tx, within } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import { type Ctx, userIdOf } from "@/domain/core/ctx";
import { nextNumber } from "@/domain/core/numbering";
import { once } from "@/domain/core/once";
import { enqueue } from "@/domain/core/outbox";
import { scopeOf, visibleCustomer } from "@/domain/customers/queries";
import { dietRules, peopleOf } from "@/domain/customers/safety/queries";
import { judge } from "@/domain/customers/safety/rules";
import { menuPrices } from "@/domain/dishes/daily/queries";
import { dishCards, mealSlots } from "@/domain/dishes/queries";
import type { Slot } from "@/domain/dishes/rules";
import { AppError, conflict, invalid, notFound } from "@/lib/errors";
import { fen } from "@/lib/money";
import { addDays, type Day, dayOf, instantOf } from "@/lib/time";
import { isForMother, linesOf, type OrderRecord, stayOf } from "./queries";
import {
  canBecome,
  canEdit,
  lineChanges,
  type PricedLine,
  type Pricing,
  priceOf,
  subtotalOf,
  summedWishes,
  totalOf,
  type Wish,
} from "./rules";
import type { CancelOrder, CreateOrder, OrderStep, UpdateOrder } from "./schema";

const numberPrefix = { guest: "CGO", staff: "CSO", trial: "CTR" } as const;
const MAX_AHEAD = 60;

type Written = { id: number; orderNumber: string; version: number };

/**
 * A meal for a guest, a companion, staff or a trial. Prices are frozen as they are now. Where the mother eats it herself a
 * hard allergy refuses it; another hard restriction needs a reason and the permission to approve plans. Staff meals are
 * confirmed at once, the others when somebody confirms them.
 */
export function createOrder(ctx: Ctx, input: CreateOrder): Promise<Written> {
  return command(ctx, "orders:edit", (tx) => {
    const { onceKey, ...given } = input;
    return once(tx, `order:${tx.actor.name}`, onceKey, given, () => create(tx, given));
  });
}

async function create(tx: Tx, input: Omit<CreateOrder, "onceKey">): Promise<Written> {
  const who = await whoOf(tx, input);
  const slot = await slotNamed(tx, input.slot);
  assertOpenDay(tx, input.deliveryDate, slot);
  const forMother = input.forMother ?? false;
  const subject = { centreId: who.centreId, kind: input.kind, forMother, patientId: who.patientId };
  const { lines, pricing } = await priced(tx, subject, input.deliveryDate, slot, wishesOf(input.items));
  const today = dayOf(tx.now);
  const total = totalOf(lines);
  const values = {
    centreId: who.centreId,
    orderNumber: await nextNumber(tx, numberPrefix[input.kind], today),
    customerId: who.customerId,
    employeeId: input.kind === "staff" ? (input.employeeId ?? null) : null,
    stayId: input.stayId ?? null,
    kind: input.kind,
    source: "portal" as const,
    orderDate: today,
    deliveryDate: input.deliveryDate,
    categoryId: slot.id,
    status: input.kind === "staff" ? ("confirmed" as const) : ("pending" as const),
    items: total,
    total,
    pricing,
    notes: input.notes ?? null,
    createdBy: userIdOf(tx),
    createdAt: tx.now,
    updatedAt: tx.now,
  };
  const [made] = await tx.db.insert(customerOrders).values(values).$returningId();
  if (!made) throw new Error("insert gave no id");
  await insertLines(tx, made.id, lines);
  const row = await orderRow(tx, made.id);
  await audit(tx, "customer_order.created", null, row, { dishes: saidLines(lines) });
  await told(tx, row, "下单");
  return { id: row.id, orderNumber: row.orderNumber, version: row.version };
}

/** Other dishes, another day or slot. Only while nothing is cooked: a confirmed order in a locked slot becomes a delta ticket. */
export function updateOrder(ctx: Ctx, input: UpdateOrder): Promise<Written> {
  return command(ctx, "orders:edit", async (tx) => {
    const before = await lockedOrder(tx, input.id);
    await assertVersion(tx, "customer_order", before, input.version);
    if (!canEdit(before.status)) throw conflict(`这张订单${customerOrderStatusLabels[before.status]}，不能再改`);
    if (before.paid > 0) throw conflict("已经收了钱的订单不能改菜，先退款再改");
    const slot = await slotNamed(tx, input.slot ?? String(before.categoryId));
    const deliveryDate = input.deliveryDate ?? before.deliveryDate;
    assertOpenDay(tx, deliveryDate, slot);
    const moved = deliveryDate !== before.deliveryDate || slot.id !== before.categoryId;
    const had = await linesOf(tx.db, [before.id]);
    const wishes = input.items ? wishesOf(input.items) : had.map((line) => ({ ...line, dishId: line.dishId ?? 0 }));
    const [customer] = before.customerId
      ? await tx.db.select().from(customers).where(eq(customers.id, before.customerId))
      : [];
    const forMother = isForMother(before);
    const subject = {
      centreId: before.centreId,
      kind: before.kind,
      forMother,
      patientId: customer?.patientId ?? null,
    };
    const { lines, pricing } = await priced(tx, subject, deliveryDate, slot, wishes);
    const total = totalOf(lines);
    const after: OrderRecord = {
      ...before,
      deliveryDate,
      categoryId: slot.id,
      items: total,
      total: fen(total - before.discount + before.deliveryFee),
      pricing,
      notes: input.notes === undefined ? before.notes : input.notes,
      version: before.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(customerOrders).set(after).where(eq(customerOrders.id, before.id));
    await replaceLines(tx, before, had, lines);
    await audit(tx, "customer_order.updated", before, after, { dishes: saidLines(lines) });
    await told(tx, after, "改单");
    if (moved) await told(tx, { ...before, status: "cancelled" }, "改到别的餐次");
    return { id: after.id, orderNumber: after.orderNumber, version: after.version };
  });
}

/** The kitchen may count on it from now on. */
export const confirmOrder = (ctx: Ctx, input: OrderStep): Promise<Written> =>
  step(ctx, input, "confirmed", "customer_order.confirmed", "确认", () => ({}));

/** Nothing more is cooked for it; behind the cut-off the kitchen gets a cancellation. */
export const cancelOrder = (ctx: Ctx, input: CancelOrder): Promise<Written> =>
  step(ctx, input, "cancelled", "customer_order.cancelled", "取消", (tx) => ({
    cancelledAt: tx.now,
    cancelReason: input.reason ?? null,
  }));

function step(
  ctx: Ctx,
  input: OrderStep,
  to: OrderRecord["status"],
  action: `customer_order.${string}`,
  verb: string,
  change: (tx: Tx) => Partial<OrderRecord>,
): Promise<Written> {
  return command(ctx, "orders:edit", async (tx) => {
    const before = await lockedOrder(tx, input.id);
    if (input.version !== undefined) await assertVersion(tx, "customer_order", before, input.version);
    if (!canBecome(before.status, to))
      throw conflict(`这张订单${customerOrderStatusLabels[before.status]}，不能再${verb}`);
    const after: OrderRecord = {
      ...before,
      ...change(tx),
      status: to,
      // What was paid for and is not eaten goes back: payments answers the event with a refund request.
      paymentStatus: to === "cancelled" && before.paid > before.refunded ? "refunding" : before.paymentStatus,
      version: before.version + 1,
      updatedAt: tx.now,
    };
    await tx.db.update(customerOrders).set(after).where(eq(customerOrders.id, before.id));
    await audit(tx, action, before, after);
    await told(tx, after, verb);
    if (to === "cancelled") await enqueue(tx, "order.cancelled", { orderId: after.id }, after.centreId);
    return { id: after.id, orderNumber: after.orderNumber, version: after.version };
  });
}

/** Building block: the kitchen has handed the tray over, or has begun to cook. Nothing happens when the order is past that. */
export async function moveOrder(tx: Tx, orderId: number, to: "preparing" | "completed"): Promise<void> {
  const [before] = await tx.db.select().from(customerOrders).where(eq(customerOrders.id, orderId)).for("update");
  if (!before || !canBecome(before.status, to)) return;
  const after: OrderRecord = {
    ...before,
    status: to,
    completedAt: to === "completed" ? tx.now : before.completedAt,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(customerOrders).set(after).where(eq(customerOrders.id, orderId));
  await audit(tx, `customer_order.${to}`, before, after);
}

/** Building block: its tray was not handed over after all. */
export async function reopenOrder(tx: Tx, orderId: number): Promise<void> {
  const [before] = await tx.db.select().from(customerOrders).where(eq(customerOrders.id, orderId)).for("update");
  if (before?.status !== "completed") return;
  const after: OrderRecord = {
    ...before,
    status: "preparing",
    completedAt: null,
    version: before.version + 1,
    updatedAt: tx.now,
  };
  await tx.db.update(customerOrders).set(after).where(eq(customerOrders.id, orderId));
  await audit(tx, "customer_order.reopened", before, after);
}

/** The order in the caller's centres, locked; else not_found. */
async function lockedOrder(tx: Tx, id: number): Promise<OrderRecord> {
  const [row] = await tx.db
    .select()
    .from(customerOrders)
    .where(and(eq(customerOrders.id, id), within(customerOrders.centreId, tx.grant.centres)))
    .for("update");
  if (!row) throw notFound("这张订单");
  return row;
}

async function orderRow(tx: Tx, id: number): Promise<OrderRecord> {
  const [row] = await tx.db.select().from(customerOrders).where(eq(customerOrders.id, id));
  if (!row) throw new Error("the order just written is missing");
  return row;
}

type Who = { centreId: number; customerId: number | null; patientId: number | null };

/** For whom, and in which centre: the customer's or the stay's own, for staff the employee's. */
async function whoOf(tx: Tx, input: Omit<CreateOrder, "onceKey">): Promise<Who> {
  if (input.kind === "staff") {
    const [employee] = await tx.db
      .select()
      .from(employees)
      .where(and(eq(employees.id, input.employeeId ?? 0), within(employees.centreId, tx.grant.centres)));
    if (employee?.status !== "active") throw invalid("employeeId", "没有这位员工，或已离职");
    return { centreId: await centreFor(tx, input.centreId ?? employee.centreId), customerId: null, patientId: null };
  }
  const stay = input.stayId ? await stayOf(tx.db, input.stayId) : null;
  const gone = "没有这次入住，或不在您负责的中心";
  if (input.stayId && !stay) throw invalid("stayId", gone);
  if (stay && input.customerId && stay.customerId !== input.customerId) throw invalid("stayId", gone);
  if (stay && stay.status !== "checked_in" && stay.status !== "booked") throw conflict("她已经不在住，不能再订陪护餐");
  const customer = await visibleCustomer(scopeOf(tx), stay?.customerId ?? input.customerId ?? 0).catch(() => {
    throw stay ? invalid("stayId", gone) : notFound("这位客户");
  });
  if (customer.archivedAt) throw conflict(`${customer.name}已归档，先恢复再下单`);
  return { centreId: customer.centreId, customerId: customer.id, patientId: customer.patientId };
}

async function slotNamed(tx: Tx, name: string): Promise<Slot> {
  const slots = await mealSlots(tx);
  const slot = slots.find((one) => [String(one.id), one.code, one.name].includes(name));
  if (!slot) throw invalid("slot", `没有“${name}”这个餐次，可选 ${slots.map((one) => one.name).join("、")}`);
  return slot;
}

/** A meal that has been served cannot be ordered; behind the cut-off the kitchen is told. */
function assertOpenDay(tx: Tx, date: Day, slot: Slot): void {
  const today = dayOf(tx.now);
  if (date < today) throw invalid("deliveryDate", `${date} 已经过去了`);
  if (date > addDays(today, MAX_AHEAD)) throw invalid("deliveryDate", `最多提前 ${MAX_AHEAD} 天`);
  const served = `${slot.name} ${slot.servingTime} 已经开餐，订下一餐吧`;
  if (instantOf(date, slot.servingTime) <= tx.now)
    throw new AppError("conflict", served, { fields: { slot: [served] } });
}

const wishesOf = (items: CreateOrder["items"]): Wish[] =>
  items.map(({ dishId, quantity, notes, overrideReason }) => ({
    dishId,
    quantity,
    notes: notes ?? null,
    overrideReason: overrideReason ?? null,
  }));

type Subject = { centreId: number; kind: OrderRecord["kind"]; forMother: boolean; patientId: number | null };

/** Lines with their frozen names and prices, and how the price came about; refuses what cannot be had or is not safe for her. */
async function priced(
  tx: Tx,
  subject: Subject,
  date: Day,
  slot: Slot,
  given: readonly Wish[],
): Promise<{ lines: PricedLine[]; pricing: Pricing }> {
  const wishes = summedWishes(given);
  const ids = wishes.map((wish) => wish.dishId);
  const cards = await dishCards(tx, ids);
  const prices = await menuPrices(tx, subject.centreId, date, slot.id);
  const lines: PricedLine[] = [];
  const pricing: Pricing = { forMother: subject.forMother, lines: [], steps: [] };
  for (const [i, wish] of wishes.entries()) {
    const card = cards.get(wish.dishId);
    const field = `items.${i}.dishId`;
    if (!card) throw invalid(field, "没有这道菜");
    if (card.isBase) throw invalid(field, `${card.name}是底料，不能单独点`);
    if (!card.isAvailable) throw invalid(field, `${card.name}已停用`);
    const price = priceOf(subject.kind, card, prices);
    if (!price) throw invalid(field, `${card.name}还没有定价，先在菜品里填价格`);
    const subtotal = subtotalOf(wish.quantity, price.unitPrice);
    lines.push({ ...wish, name: card.name, unitPrice: price.unitPrice, subtotal });
    pricing.lines.push({ dishId: card.id, ...price });
  }
  if (subject.forMother) await assertSafe(tx, subject, date, lines, cards);
  pricing.steps.push({ name: "菜品", amount: totalOf(lines) });
  return { lines, pricing };
}

/** The same engine as everywhere: what she must not eat is refused with its reasons, an allergy whoever asks. */
async function assertSafe(
  tx: Tx,
  subject: Subject,
  date: Day,
  lines: readonly PricedLine[],
  cards: Awaited<ReturnType<typeof dishCards>>,
): Promise<void> {
  if (subject.patientId === null) throw invalid("customerId", "她还没有照护对象，先补上妈妈的资料");
  const person = (await peopleOf(tx.db, [subject.patientId], dayOf(tx.now))).get(subject.patientId);
  if (!person) throw notFound("这位照护对象");
  const rules = await dietRules(tx);
  const approver = tx.actor.can.get("plans:approve");
  const mayOverrule = approver && (approver.centres === "all" || approver.centres.includes(subject.centreId));
  const refused = lines.flatMap((line) => {
    const card = cards.get(line.dishId);
    const found = card && judge(person, card, date, rules);
    if (found?.verdict !== "refused") return [];
    const against = found.reasons.filter((reason) => reason.refuses);
    const isAllergy = against.some((reason) => reason.kind === "allergy");
    if (!isAllergy && line.overrideReason && mayOverrule) return [];
    return [
      { dishId: line.dishId, dishName: line.name, sentences: against.map((r) => r.text), canOverride: !isAllergy },
    ];
  });
  const [first] = refused;
  if (first) throw conflict(`${person.name}不能吃${first.dishName}：${first.sentences[0]}`, { refused });
}

/** A confirmed order may grow, shrink and gain dishes; losing one altogether means cancelling it, so that nobody overlooks it. */
async function replaceLines(
  tx: Tx,
  order: OrderRecord,
  had: Awaited<ReturnType<typeof linesOf>>,
  lines: readonly PricedLine[],
): Promise<void> {
  const { keep, add, drop } = lineChanges(had, lines);
  const [lost] = drop;
  if (lost && order.status !== "pending") throw conflict(`订单已确认，不能去掉${lost.name}。取消这张订单，再下一张`);
  if (lost)
    await tx.db.delete(orderItems).where(
      inArray(
        orderItems.id,
        drop.map((line) => line.id),
      ),
    );
  for (const { id, line } of keep) {
    const { name, quantity, unitPrice, subtotal, overrideReason } = line;
    await tx.db
      .update(orderItems)
      .set({ name, quantity, unitPrice, subtotal, overrideReason })
      .where(eq(orderItems.id, id));
  }
  if (add.length > 0) await insertLines(tx, order.id, add);
}

const insertLines = (tx: Tx, orderId: number, lines: readonly PricedLine[]) =>
  tx.db.insert(orderItems).values(
    lines.map(({ dishId, name, quantity, unitPrice, subtotal, overrideReason, notes }) => ({
      orderId,
      dishId,
      name,
      quantity,
      unitPrice,
      subtotal,
      overrideReason,
      notes,
      createdAt: tx.now,
    })),
  );

const saidLines = (lines: readonly PricedLine[]): string[] => lines.map((line) => `${line.name} ${line.quantity} 份`);

/** The kitchen compares its tickets with what is ordered now. */
async function told(tx: Tx, order: OrderRecord, what: string): Promise<void> {
  await enqueue(
    tx,
    "order.changed",
    {
      orderId: order.id,
      orderNumber: order.orderNumber,
      centreId: order.centreId,
      date: order.deliveryDate,
      slotId: order.categoryId,
      what,
      by: userIdOf(tx),
    },
    order.centreId,
  );
}
