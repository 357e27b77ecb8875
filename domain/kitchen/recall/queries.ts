import "server-only";
import { aliasedTable, and, asc, desc, eq, inArray, isNotNull, sql } from "drizzle-orm";
import { customers } from "@/db/schema/customers";
import { dishes, menuCategories } from "@/db/schema/dishes";
import { users } from "@/db/schema/identity";
import { inventoryItems, items, stockDocuments, stockLots, stockMovements, warehouses } from "@/db/schema/inventory";
import { foodSamples, kitchenTicketLines, kitchenTickets, productionBatches } from "@/db/schema/kitchen";
import { employees, rosters, shifts } from "@/db/schema/staff";
import { type Read, reader, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleCustomer } from "@/domain/customers/queries";
import { mealSlots } from "@/domain/dishes/queries";
import { invalid, notFound } from "@/lib/errors";
import { clockOf, type Day, dayOf } from "@/lib/time";
import { BATCH_SOURCE } from "../batches/commands";
import { slotIdOf } from "../day";
import type { RecallInput, Served, Trace, TraceBatch, TracedBatch, TracedLot, TraceLot, TracePatient } from "./schema";

/** One way in for all three: a lot, a batch, or what somebody ate on a day. */
export function trace(ctx: Ctx, input: RecallInput): Promise<Trace> {
  if (input.lotId !== undefined || input.lotNo) return traceLot(ctx, input);
  if (input.batchId !== undefined) return traceBatch(ctx, { id: input.batchId });
  if (input.customerId !== undefined && input.date !== undefined)
    return tracePatient(ctx, { ...input, customerId: input.customerId, date: input.date });
  throw invalid("lotNo", "请填食材批次号，或选制作批次，或选客户和日期");
}

/** From a lot: the batches it went into, their samples, everyone who was served from them, and who had a hand in it. */
export async function traceLot(ctx: Ctx, input: TraceLot): Promise<Trace> {
  const read = reader(ctx, "kitchen:recall");
  const { lot, batchIds } = await lotAndBatches(read, input);
  const batches = batchIds.length === 0 ? [] : await batchRows(read, inArray(productionBatches.id, batchIds));
  return tracedFrom(read, batches, `食材批次 ${lot.lotNo} ${lot.itemName}`, lot);
}

/** From a batch: what went into it, and everyone who was served from it. */
export async function traceBatch(ctx: Ctx, input: TraceBatch): Promise<Trace> {
  const read = reader(ctx, "kitchen:recall");
  const batches = await batchRows(read, eq(productionBatches.id, input.id));
  const [batch] = batches;
  if (!batch) throw notFound("这一批");
  return tracedFrom(read, batches, `制作批次 ${batch.number} ${batch.dishName}`);
}

/** Back from a complaint: what she was given, the lots in it and where they came from, and who else got the same. */
export async function tracePatient(ctx: Ctx, input: TracePatient): Promise<Trace> {
  const read = reader(ctx, "kitchen:recall");
  const customer = await visibleCustomer(read, input.customerId);
  const slotId = slotIdOf(await mealSlots(read), input.slot);
  const given = read.db
    .select({ id: kitchenTicketLines.batchId })
    .from(kitchenTickets)
    .innerJoin(kitchenTicketLines, eq(kitchenTicketLines.ticketId, kitchenTickets.id))
    .where(
      and(
        eq(kitchenTickets.patientId, customer.patientId ?? 0),
        eq(kitchenTickets.businessDay, input.date),
        isNewest,
        slotId === undefined ? undefined : eq(kitchenTickets.categoryId, slotId),
        input.dishId === undefined ? undefined : eq(kitchenTicketLines.dishId, input.dishId),
        isNotNull(kitchenTicketLines.batchId),
        sql`${kitchenTicketLines.quantity} > 0`,
      ),
    );
  const batches = await batchRows(read, inArray(productionBatches.id, given));
  return tracedFrom(read, batches, `${customer.name} ${input.date}`, undefined, customer.centreId);
}

/** Only the newest revision of a ticket was carried; older ones were replaced by it. */
const isNewest = sql`not exists (select 1 from kitchen_ticket newer where newer.source_type = ${kitchenTickets.sourceType}
  and newer.source_id = ${kitchenTickets.sourceId} and newer.category_id = ${kitchenTickets.categoryId}
  and newer.revision > ${kitchenTickets.revision})`;

const receipt = sql<string | null>`(select d.number from stock_movement m join stock_document d on d.id = m.document_id
  where m.lot_id = ${stockLots.id} and m.movement_type = 'receipt' order by m.id limit 1)`;

/** What the caller's centres still have of a lot. */
function leftOf({ grant }: Read) {
  const here =
    grant.centres === "all" ? sql`true` : sql`w.centre_id in ${grant.centres.length > 0 ? [...grant.centres] : [0]}`;
  return sql<number>`(select coalesce(sum(b.quantity), 0) from lot_balance b join inventory_item i on i.id = b.inventory_item_id
    join warehouse w on w.id = i.warehouse_id where b.lot_id = ${stockLots.id} and ${here})`.mapWith(Number);
}

const lotColumns = {
  lotId: stockLots.id,
  lotNo: stockLots.lotNo,
  itemId: stockLots.itemId,
  itemName: items.name,
  unit: items.baseUnit,
  producedOn: stockLots.producedOn,
  expiresOn: stockLots.expiresOn,
  status: stockLots.status,
  arrivedAt: stockLots.createdAt,
};
const grouped = Object.values(lotColumns);

type LotRow = {
  lotId: number;
  lotNo: string;
  itemId: number;
  itemName: string;
  unit: string;
  producedOn: Day | null;
  expiresOn: Day | null;
  status: string;
  arrivedAt: Date;
  receipt: string | null;
  left: number;
};

/** A lot that went through a store of the caller's centres, with the batches that took from it; else not_found. */
async function lotAndBatches(read: Read, { lotId, lotNo }: TraceLot) {
  const rows = await read.db
    .select({
      ...lotColumns,
      receipt,
      left: leftOf(read),
      centreId: warehouses.centreId,
      sourceType: stockDocuments.sourceType,
      sourceId: stockDocuments.sourceId,
    })
    .from(stockLots)
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .innerJoin(stockMovements, eq(stockMovements.lotId, stockLots.id))
    .innerJoin(inventoryItems, eq(inventoryItems.id, stockMovements.inventoryItemId))
    .innerJoin(warehouses, eq(warehouses.id, inventoryItems.warehouseId))
    .innerJoin(stockDocuments, eq(stockDocuments.id, stockMovements.documentId))
    .where(
      and(
        lotId === undefined ? eq(stockLots.lotNo, lotNo ?? "") : eq(stockLots.id, lotId),
        within(warehouses.centreId, read.grant.centres),
      ),
    )
    .orderBy(desc(stockLots.id), asc(stockMovements.id));
  const [lot] = rows;
  if (!lot) throw notFound("这个食材批次");
  const own = rows.filter((row) => row.lotId === lot.lotId && row.sourceType === BATCH_SOURCE);
  return { lot, batchIds: [...new Set(own.flatMap((row) => row.sourceId ?? []))] };
}

const closer = aliasedTable(users, "closer");

const batchRows = (read: Read, which: ReturnType<typeof eq>) =>
  read.db
    .select({
      id: productionBatches.id,
      number: productionBatches.number,
      centreId: productionBatches.centreId,
      date: productionBatches.businessDay,
      slotId: productionBatches.categoryId,
      slot: menuCategories.name,
      servingTime: menuCategories.servingTime,
      dishId: productionBatches.dishId,
      dishName: dishes.name,
      variantLabel: productionBatches.variantLabel,
      status: productionBatches.status,
      planned: productionBatches.plannedPortions,
      cooked: productionBatches.cookedPortions,
      startedAt: productionBatches.startedAt,
      closedAt: productionBatches.closedAt,
      closedByName: closer.fullName,
    })
    .from(productionBatches)
    .innerJoin(dishes, eq(dishes.id, productionBatches.dishId))
    .innerJoin(menuCategories, eq(menuCategories.id, productionBatches.categoryId))
    .leftJoin(closer, eq(closer.id, productionBatches.closedBy))
    .where(and(which, within(productionBatches.centreId, read.grant.centres)))
    .orderBy(asc(productionBatches.businessDay), asc(menuCategories.position), asc(productionBatches.id));
type BatchRow = Awaited<ReturnType<typeof batchRows>>[number];

/** Everything around these batches: four reads, whatever their number. */
async function tracedFrom(
  read: Read,
  rows: readonly BatchRow[],
  title: string,
  from?: LotRow & { centreId: number },
  centre?: number,
): Promise<Trace> {
  const ids = rows.map((row) => row.id);
  const [used, samples, served, onShift] = await Promise.all([
    usedIn(read, ids),
    samplesOf(read, ids),
    servedFrom(read, ids),
    shiftsOf(read, rows),
  ]);
  const batches = rows.map(
    ({ centreId, planned, cooked, ...row }): TracedBatch => ({
      ...row,
      portions: cooked ?? planned,
      lots: used
        .filter((one) => one.batchId === row.id)
        .map(({ lotId, lotNo, itemName, quantity, unit }) => ({ lotId, lotNo, itemName, quantity, unit })),
    }),
  );
  return {
    centreId: rows[0]?.centreId ?? from?.centreId ?? centre ?? 0,
    title,
    lots: lotsOf(used, from),
    batches,
    samples,
    served,
    staff: [...onShift, ...handsOf(batches, samples, served)],
  };
}

/** What went into batches: lots with base units, reversals taken off. */
async function usedIn(read: Read, batchIds: readonly number[]) {
  if (batchIds.length === 0) return [];
  const rows = await read.db
    .select({
      ...lotColumns,
      receipt,
      left: leftOf(read),
      batchId: stockDocuments.sourceId,
      quantity: sql<number>`-sum(${stockMovements.quantity})`.mapWith(Number),
    })
    .from(stockDocuments)
    .innerJoin(stockMovements, eq(stockMovements.documentId, stockDocuments.id))
    .innerJoin(stockLots, eq(stockLots.id, stockMovements.lotId))
    .innerJoin(items, eq(items.id, stockLots.itemId))
    .where(and(eq(stockDocuments.sourceType, BATCH_SOURCE), inArray(stockDocuments.sourceId, [...batchIds])))
    .groupBy(stockDocuments.sourceId, ...grouped)
    .orderBy(asc(stockDocuments.sourceId), asc(items.name));
  return rows.filter((row) => row.quantity > 0);
}
type Used = Awaited<ReturnType<typeof usedIn>>;

/** Each lot once, the one it all began with first. */
function lotsOf(used: Used, from: LotRow | undefined): TracedLot[] {
  const lots = new Map<number, LotRow>(from ? [[from.lotId, from]] : []);
  for (const row of used) if (!lots.has(row.lotId)) lots.set(row.lotId, row);
  return [...lots.values()].map((lot) => ({
    lotId: lot.lotId,
    lotNo: lot.lotNo,
    itemId: lot.itemId,
    itemName: lot.itemName,
    unit: lot.unit,
    producedOn: lot.producedOn,
    expiresOn: lot.expiresOn,
    status: lot.status,
    used: used.filter((one) => one.lotId === lot.lotId).reduce((sum, one) => sum + one.quantity, 0),
    left: lot.left,
    supplierName: null, // purchasing stands above and says it (domain/purchasing/recall)
    supplierPhone: null,
    receivedOn: dayOf(lot.arrivedAt),
    receiptNumber: lot.receipt,
    shouldBlock: lot.lotId === from?.lotId && lot.status === "available" && lot.left > 0,
  }));
}

const [sampler, witness] = [aliasedTable(employees, "sampler"), aliasedTable(employees, "witness")];

async function samplesOf(read: Read, batchIds: readonly number[]): Promise<Trace["samples"]> {
  if (batchIds.length === 0) return [];
  return read.db
    .select({
      id: foodSamples.id,
      sampleNo: foodSamples.sampleNo,
      batchId: foodSamples.batchId,
      dishName: dishes.name,
      grams: foodSamples.grams,
      sampledAt: foodSamples.sampledAt,
      samplerName: sampler.name,
      witnessName: witness.name,
      fridge: foodSamples.fridge,
      keepUntilAt: foodSamples.keepUntilAt,
      discardedAt: foodSamples.discardedAt,
    })
    .from(foodSamples)
    .innerJoin(productionBatches, eq(productionBatches.id, foodSamples.batchId))
    .innerJoin(dishes, eq(dishes.id, productionBatches.dishId))
    .leftJoin(sampler, eq(sampler.id, foodSamples.samplerId))
    .leftJoin(witness, eq(witness.id, foodSamples.witnessId))
    .where(inArray(foodSamples.batchId, [...batchIds]))
    .orderBy(asc(foodSamples.id));
}

const deliverer = aliasedTable(users, "deliverer");

/** Everyone whose newest ticket has something out of these batches; tickets that were replaced since do not count. */
async function servedFrom(read: Read, batchIds: readonly number[]): Promise<Served[]> {
  if (batchIds.length === 0) return [];
  const rows = await read.db
    .select({
      ticket: kitchenTickets,
      line: kitchenTicketLines,
      slot: menuCategories.name,
      customerId: customers.id,
      customerName: customers.name,
      deliveredByName: deliverer.fullName,
    })
    .from(kitchenTicketLines)
    .innerJoin(kitchenTickets, eq(kitchenTickets.id, kitchenTicketLines.ticketId))
    .innerJoin(menuCategories, eq(menuCategories.id, kitchenTickets.categoryId))
    .leftJoin(customers, eq(customers.patientId, kitchenTickets.patientId))
    .leftJoin(deliverer, eq(deliverer.id, kitchenTickets.deliveredBy))
    .where(and(inArray(kitchenTicketLines.batchId, [...batchIds]), sql`${kitchenTicketLines.quantity} > 0`, isNewest))
    .orderBy(
      asc(kitchenTickets.businessDay),
      asc(menuCategories.position),
      asc(kitchenTickets.room),
      asc(kitchenTickets.id),
    );
  const people = new Map<number, Served>();
  for (const { ticket, line, slot, customerId, customerName, deliveredByName } of rows) {
    const had = people.get(ticket.id);
    const dish = {
      batchId: line.batchId,
      dishName: line.dishName,
      quantity: line.quantity,
      variantLabel: line.variantLabel,
      eatenPct: line.eatenPct,
    };
    if (had?.dishes.some((one) => one.batchId === line.batchId)) continue; // two accounts of one patient
    people.set(ticket.id, {
      ticketId: ticket.id,
      number: ticket.number,
      date: ticket.businessDay,
      slot,
      patientId: ticket.patientId,
      customerId,
      name: customerName ?? ticket.recipient,
      room: ticket.room,
      floor: ticket.floor,
      status: ticket.status,
      deliveredAt: ticket.deliveredAt,
      deliveredByName,
      dishes: [...(had?.dishes ?? []), dish],
    });
  }
  return [...people.values()];
}

/** Who was on the roster of these centres on these days. */
async function shiftsOf(read: Read, rows: readonly BatchRow[]): Promise<Trace["staff"]> {
  const days = [...new Set(rows.map((row) => row.date))];
  const centreIds = [...new Set(rows.map((row) => row.centreId))];
  if (days.length === 0) return [];
  const found = await read.db
    .select({
      name: employees.name,
      position: employees.position,
      date: rosters.businessDay,
      shift: shifts.name,
      from: shifts.startTime,
      to: shifts.endTime,
      floors: rosters.floors,
    })
    .from(rosters)
    .innerJoin(employees, eq(employees.id, rosters.employeeId))
    .innerJoin(shifts, eq(shifts.id, rosters.shiftId))
    .where(and(inArray(rosters.centreId, centreIds), inArray(rosters.businessDay, days)))
    .orderBy(asc(rosters.businessDay), asc(employees.position), asc(employees.name));
  return found.map(({ name, position, date, shift, from, to, floors }) => ({
    name,
    position,
    date,
    part: "shift" as const,
    detail: `${shift} ${from} 到 ${to}${floors ? `，${floors} 楼` : ""}`,
  }));
}

/** Who cooked, sampled, saw it and carried it, as it is written down. */
function handsOf(
  batches: readonly TracedBatch[],
  samples: Trace["samples"],
  served: readonly Served[],
): Trace["staff"] {
  const dayOfBatch = new Map(batches.map((batch) => [batch.id, batch.date]));
  const hands: Trace["staff"] = [];
  const add = (name: string | null, date: Day, part: Trace["staff"][number]["part"], detail: string) => {
    if (name) hands.push({ name, position: null, date, part, detail });
  };
  for (const batch of batches)
    add(batch.closedByName, batch.date, "cook", `${batch.slot} ${batch.dishName} ${batch.number}`);
  for (const sample of samples) {
    const date = dayOfBatch.get(sample.batchId) ?? dayOf(sample.sampledAt);
    add(sample.samplerName, date, "sampler", `${sample.dishName} ${sample.sampleNo}`);
    add(sample.witnessName, date, "witness", `${sample.dishName} ${sample.sampleNo}`);
  }
  const carried = new Map<string, Served[]>();
  for (const one of served) {
    const key = `${one.deliveredByName ?? ""}|${one.date}|${one.slot}`;
    carried.set(key, [...(carried.get(key) ?? []), one]);
  }
  for (const [key, list] of carried) {
    const [name = "", date = "", slot = ""] = key.split("|");
    const first = list.flatMap((one) => one.deliveredAt ?? []).sort((a, b) => a.getTime() - b.getTime())[0];
    add(name || null, date as Day, "deliverer", `${slot}送 ${list.length} 份${first ? `，${clockOf(first)} 起` : ""}`);
  }
  return hands;
}
