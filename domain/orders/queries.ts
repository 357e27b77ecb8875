import "server-only";
import { and, asc, desc, eq, gte, inArray, like, lte, or, type SQL, sql } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import { customers, stayRooms, stays } from "@/db/schema/customers";
import { menuCategories } from "@/db/schema/dishes";
import { customerOrders, orderItems } from "@/db/schema/orders";
import { employees } from "@/db/schema/staff";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache, eachOncePerPage, throughCache } from "@/domain/core/through-cache";
import { headersOnDays, type PersonTag } from "@/domain/customers/headers/persons";
import { notFound } from "@/lib/errors";
import { COUNTED_AT_MOST, offsetOf, type Page, sortOf } from "@/lib/page";
import type { Day } from "@/lib/time";
import { cookedStatuses, type Pricing } from "./rules";
import type { ListOrders, OneOrder, Order, OrderDetail } from "./schema";

type Db = Read["db"];
export type OrderRecord = typeof customerOrders.$inferSelect;
export type OrderItemRecord = typeof orderItems.$inferSelect;

const columns = {
  id: customerOrders.id,
  orderDate: customerOrders.orderDate,
  deliveryDate: customerOrders.deliveryDate,
  total: customerOrders.total,
};

/** Orders of the caller's centres, newest first. */
export async function listOrders(ctx: Ctx, input: ListOrders): Promise<Page<Order>> {
  const read = reader(ctx, "orders:read");
  const where = and(within(customerOrders.centreId, read.grant.centres), filterOf(input));
  const { key, dir } = sortOf(input.sort);
  const order = dir === "asc" ? asc : desc;
  const rows = await orderRows(read.db)
    .where(where)
    .orderBy(order(columns[key]), order(customerOrders.id))
    .limit(input.pageSize)
    .offset(offsetOf(input));
  return {
    rows: await shown(
      read.db,
      rows,
      await linesOf(
        read.db,
        rows.map((row) => row.order.id),
      ),
    ),
    total: await counted(read.db, where),
    page: input.page,
    pageSize: input.pageSize,
  };
}

function filterOf(input: ListOrders): SQL | undefined {
  const part = input.search && `%${input.search.replace(/[\\%_]/g, "\\$&")}%`;
  return and(
    input.centreId ? eq(customerOrders.centreId, input.centreId) : undefined,
    input.status ? eq(customerOrders.status, input.status) : undefined,
    input.paymentStatus ? eq(customerOrders.paymentStatus, input.paymentStatus) : undefined,
    input.customerId ? eq(customerOrders.customerId, input.customerId) : undefined,
    input.kind ? eq(customerOrders.kind, input.kind) : undefined,
    input.startDate ? gte(customerOrders.orderDate, input.startDate) : undefined,
    input.endDate ? lte(customerOrders.orderDate, input.endDate) : undefined,
    input.deliveryDate ? eq(customerOrders.deliveryDate, input.deliveryDate) : undefined,
    part
      ? or(like(customerOrders.orderNumber, part), like(customers.name, part), like(employees.name, part))
      : undefined,
  );
}

function counted(db: Db, where: SQL | undefined): Promise<number> {
  const some = db
    .select({ one: sql`1` })
    .from(customerOrders)
    .leftJoin(customers, eq(customers.id, customerOrders.customerId))
    .leftJoin(employees, eq(employees.id, customerOrders.employeeId))
    .where(where)
    .limit(COUNTED_AT_MOST);
  return countThroughCache({ db }, some);
}

/** One order with its lines. */
export async function orderDetail(ctx: Ctx, input: OneOrder): Promise<OrderDetail> {
  const read = reader(ctx, "orders:read");
  const rows = await orderRows(read.db).where(
    and(eq(customerOrders.id, input.id), within(customerOrders.centreId, read.grant.centres)),
  );
  const items = await linesOf(read.db, [input.id]);
  const [order] = await shown(read.db, rows, items);
  if (!order) throw notFound("这张订单");
  return { ...order, orderItems: items.map(lineOut) };
}

const lineOut = (line: OrderItemRecord) => ({
  id: line.id,
  dishId: line.dishId,
  dishName: line.name,
  quantity: line.quantity,
  unitPrice: line.unitPrice,
  subtotal: line.subtotal,
  overrideReason: line.overrideReason,
  notes: line.notes,
});

const orderRows = (db: Db) =>
  db
    .select({
      order: customerOrders,
      customerName: customers.name,
      employeeName: employees.name,
      slot: menuCategories.name,
    })
    .from(customerOrders)
    .leftJoin(customers, eq(customers.id, customerOrders.customerId))
    .leftJoin(employees, eq(employees.id, customerOrders.employeeId))
    .leftJoin(menuCategories, eq(menuCategories.id, customerOrders.categoryId))
    .$dynamic();

export const linesOf = (db: Db, orderIds: readonly number[]): Promise<OrderItemRecord[]> =>
  orderIds.length === 0
    ? Promise.resolve([])
    : db
        .select()
        .from(orderItems)
        .where(inArray(orderItems.orderId, [...orderIds]))
        .orderBy(asc(orderItems.id));

type Row = { order: OrderRecord; customerName: string | null; employeeName: string | null; slot: string | null };

/** Rows with their lines and what names the people and the meal, once for all of them. */
async function shown(db: Db, rows: readonly Row[], lines: readonly OrderItemRecord[]): Promise<Order[]> {
  const beds = await bedsOf(db, rows);
  const tags = await tagsOf(db, rows);
  return rows.map(({ order, customerName, employeeName, slot }) => {
    const own = lines.filter((line) => line.orderId === order.id);
    const bed = beds.get(order.id);
    const { items, discount, total, paid, refunded, pricing, couponIssueId, createdBy, ...rest } = order;
    return {
      ...rest,
      customerName,
      employeeName,
      slot,
      room: bed?.room ?? null,
      floor: bed?.floor ?? null,
      isCompanion: order.kind === "guest" && order.stayId !== null,
      forMother: isForMother(order),
      restrictions: tags.get(order.id) ?? [],
      paymentMethod: null,
      coupon: null,
      itemsAmount: items,
      discountAmount: discount,
      totalAmount: total,
      portions: own.reduce((sum, line) => sum + line.quantity, 0),
      summary: own.map((line) => (line.quantity > 1 ? `${line.name} ×${line.quantity}` : line.name)).join("、"),
    };
  });
}

export const isForMother = (order: Pick<OrderRecord, "pricing">): boolean =>
  (order.pricing as Pricing | null)?.forMother ?? false;

/** What the mothers behind these orders must not eat on the day of each: order id → tags. */
async function tagsOf(db: Db, rows: readonly { order: OrderRecord }[]): Promise<Map<number, PersonTag[]>> {
  const ids = rows.flatMap(({ order }) => order.customerId ?? []);
  const headerOn = await headersOnDays(db, ids);
  return new Map(
    rows.map(({ order }) => [order.id, headerOn(order.customerId, order.deliveryDate)?.restrictions ?? []]),
  );
}

/** Rooms to which orders of a stay go on their day: order id → room. */
async function bedsOf(db: Db, rows: readonly { order: Pick<OrderRecord, "id" | "stayId" | "deliveryDate"> }[]) {
  const stayIds = [...new Set(rows.flatMap(({ order }) => (order.stayId === null ? [] : [order.stayId])))];
  if (stayIds.length === 0) return new Map<number, { room: string; floor: string }>();
  const nights = await throughCache({ db }, `orders:beds:${stayIds.join(",")}`, ["stay_room", "room"], (own) =>
    loadNights(own, stayIds),
  );
  return new Map(
    rows.flatMap(({ order }) => {
      const own = nights.filter((night) => night.stayId === order.stayId && night.from <= order.deliveryDate);
      const bed = own.find((night) => night.until === null || night.until > order.deliveryDate) ?? own.at(-1);
      return bed ? [[order.id, { room: bed.room, floor: bed.floor }] as const] : [];
    }),
  );
}

const loadNights = (db: Db, stayIds: readonly number[]) =>
  db
    .select({
      stayId: stayRooms.stayId,
      room: rooms.number,
      floor: rooms.floor,
      from: stayRooms.fromDay,
      until: stayRooms.untilDay,
    })
    .from(stayRooms)
    .innerJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(inArray(stayRooms.stayId, [...stayIds]))
    .orderBy(asc(stayRooms.fromDay));

/** An order as the kitchen sees it. */
export type OrderDemand = {
  sourceId: number;
  kind: OrderRecord["kind"];
  /** Set only when the mother eats it herself. */
  patientId: number | null;
  customerId: number | null;
  recipient: string;
  room: string | null;
  /** The floor of the room, else a column of its own: 客餐, 员工餐, 试吃. */
  floor: string;
  restrictions: PersonTag[];
  lines: { orderItemId: number; dishId: number; name: string; quantity: number; notes: string | null }[];
};

const columnOf: Partial<Record<OrderRecord["kind"], string>> = { guest: "客餐", staff: "员工餐", trial: "试吃" };

/** Building block: what the kitchen cooks for confirmed orders of a centre on a day (in a slot). */
export async function demandOn(
  read: Pick<Read, "db">,
  centreId: number,
  day: Day,
  slotId?: number,
): Promise<SlotDemand[]> {
  const all = (await demandOfDays(read, centreId, [day])).get(day) ?? [];
  return slotId === undefined ? all : all.filter((one) => one.slotId === slotId);
}

type SlotDemand = OrderDemand & { day: Day; slotId: number };

/** The same of whole days, in one statement beside the mothers: parts of a page ask for several slots and days. */
export const demandOfDays = (
  read: Pick<Read, "db">,
  centreId: number,
  days: readonly Day[],
): Promise<Map<Day, SlotDemand[]>> =>
  eachOncePerPage(
    read,
    days,
    (day) => `orders:demand:${centreId}:${day}`,
    (missing) => loadDemand(read, centreId, missing),
  );

async function loadDemand(
  read: Pick<Read, "db">,
  centreId: number,
  days: readonly Day[],
): Promise<Map<Day, SlotDemand[]>> {
  const withLines = await read.db
    .select({
      order: customerOrders,
      line: orderItems,
      customerName: customers.name,
      patientId: customers.patientId,
      employeeName: employees.name,
    })
    .from(customerOrders)
    .leftJoin(orderItems, eq(orderItems.orderId, customerOrders.id))
    .leftJoin(customers, eq(customers.id, customerOrders.customerId))
    .leftJoin(employees, eq(employees.id, customerOrders.employeeId))
    .where(
      and(
        eq(customerOrders.centreId, centreId),
        inArray(customerOrders.deliveryDate, [...days]),
        inArray(customerOrders.status, [...cookedStatuses]),
      ),
    )
    .orderBy(asc(customerOrders.id), asc(orderItems.id));
  const lines = withLines.flatMap(({ line }) => line ?? []);
  const rows = [...new Map(withLines.map(({ line, ...row }) => [row.order.id, row])).values()];
  const beds = await bedsOf(read.db, rows);
  const tags = await tagsOf(
    read.db,
    rows.filter((row) => isForMother(row.order)),
  );
  const demand = rows.flatMap(({ order, customerName, patientId, employeeName }) => {
    if (order.categoryId === null) return [];
    const bed = beds.get(order.id);
    const forMother = isForMother(order);
    return [
      {
        day: order.deliveryDate,
        sourceId: order.id,
        slotId: order.categoryId,
        kind: order.kind,
        patientId: forMother ? patientId : null,
        customerId: order.customerId,
        recipient: recipientOf(order, customerName, employeeName, bed?.room ?? null),
        room: bed?.room ?? null,
        floor: bed?.floor ?? columnOf[order.kind] ?? "订单",
        restrictions: forMother ? (tags.get(order.id) ?? []) : [],
        lines: lines
          .filter((line) => line.orderId === order.id && line.dishId !== null)
          .map(({ id, dishId, name, quantity, notes }) => ({
            orderItemId: id,
            dishId: dishId ?? 0,
            name,
            quantity,
            notes,
          })),
      },
    ];
  });
  return new Map(days.map((day) => [day, demand.filter((one) => one.day === day)]));
}

/** "608 陪护", "林女士的客人", "许大庆": what stands on the tray. */
function recipientOf(
  order: Pick<OrderRecord, "kind" | "stayId" | "pricing">,
  customerName: string | null,
  employeeName: string | null,
  room: string | null,
): string {
  if (order.kind === "staff") return employeeName ?? "员工";
  const family = customerName ? `${customerName.slice(0, 1)}女士` : "";
  if (isForMother(order)) return family || "客人";
  if (order.stayId !== null) return `${room ?? family}陪护`;
  return order.kind === "trial" ? `${family}试吃` : `${family}的客人`;
}

/** Stays of customers who may be ordered for, to check a companion's meal. */
export async function stayOf(db: Db, stayId: number) {
  const [row] = await db.select().from(stays).where(eq(stays.id, stayId));
  return row ?? null;
}
