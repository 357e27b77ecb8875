import "server-only";
import { and, asc, desc, eq, inArray, type SQL, sql } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import { childbirths, customers, families, patients, restrictions, stayRooms, stays } from "@/db/schema/customers";
import { employees } from "@/db/schema/staff";
import { centreNames } from "@/domain/centres/queries";
import { type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { countThroughCache } from "@/domain/core/through-cache";
import { lookupHash, maskedPhone, unsealed } from "@/lib/crypto";
import { normalPhone } from "@/lib/fields";
import { COUNTED_AT_MOST, offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import { tagsOf } from "../headers/persons";
import { type Scope, visibleCustomers } from "../queries";
import { postpartum } from "../rules";
import { restrictionFacts } from "../safety/queries";
import { type CustomerOut, customerTabs, type ListCustomers } from "../schema";

type Db = Read["db"];
type Tab = (typeof customerTabs)[number];

/** Further conditions that only the caller's own domain can work out (a contract number, money owed): these customers alone. */
export type Only = { ids?: readonly number[] };

/** A page of customers: at most four queries, whatever its size. `total` ends at COUNTED_AT_MOST. */
export async function listCustomers(ctx: Ctx, input: ListCustomers, only: Only = {}): Promise<Page<CustomerOut>> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const { ids, total } = await pageOfIds(await foundOf(read, input, today, only), input);
  const rows = await rowsOf(read.db, ids, ctx.now);
  return { rows: await shownRows(ctx, read.db, rows, today), total, page: input.page, pageSize: input.pageSize };
}

/** What is searched for is read once, for the page and the count. */
async function pageOfIds(found: Awaited<ReturnType<typeof foundOf>>, input: ListCustomers) {
  const [limit, offset] = [input.pageSize, offsetOf(input)];
  if (!input.search) {
    const ids = await found.ids(orderOf(input), { limit, offset });
    return { ids, total: offset === 0 && ids.length < limit ? ids.length : await found.count() };
  }
  const all = await found.ids(orderOf(input), { limit: COUNTED_AT_MOST, offset: 0 });
  return { ids: all.slice(offset, offset + limit), total: all.length };
}

/** How many customers each tab would show in this centre, up to COUNTED_AT_MOST. */
export async function customerCounts(ctx: Ctx, input: ListCustomers): Promise<Record<Tab, number>> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const counts = await Promise.all(
    customerTabs.map(async (tab) => (await foundOf(read, { ...bare(input), tab }, today, {})).count()),
  );
  return Object.fromEntries(customerTabs.map((tab, i) => [tab, counts[i] ?? 0])) as Record<Tab, number>;
}

const bare = (input: ListCustomers): ListCustomers => ({
  page: 1,
  pageSize: 1,
  sort: "-createdAt",
  ...(input.centreId !== undefined && { centreId: input.centreId }),
});

/** Every row the filters match, for an export, a thousand at a time by id, newest first. */
export async function* allCustomers(ctx: Ctx, input: ListCustomers, only: Only = {}, max = 50_000) {
  const read = reader(ctx, "customers:export");
  const today = dayOf(ctx.now);
  const found = await foundOf(read, input, today, only);
  let last: number | null = null;
  for (let taken = 0; taken < max; ) {
    const size: { limit: number; offset: number } = { limit: Math.min(1000, max - taken), offset: 0 };
    const ids: number[] = await found.ids([desc(customers.id)], size, last ?? undefined);
    if (ids.length === 0) return;
    yield await shownRows(ctx, read.db, await rowsOf(read.db, ids, ctx.now), today);
    taken += ids.length;
    last = ids.at(-1) ?? null;
  }
}

const open = sql.raw("'checked_in','booked','checked_out','no_show','cancelled'");

/** The stay that counts: the one she is in, else the next booked, else the last. */
const currentStay = sql`${stays.id} = (select s2.id from stay s2 where s2.customer_id = ${customers.id}
  order by field(s2.status, ${open}), s2.check_in_date desc, s2.id desc limit 1)`;
/** The latest pregnancy: the open one comes after those before it. */
const currentBirth = sql`${childbirths.id} = (select b2.id from childbirth b2 where b2.patient_id = ${customers.patientId}
  order by coalesce(b2.delivered_on, b2.expected_delivery_date) desc, b2.id desc limit 1)`;
/** Tonight's room, else the last one before, else the first to come. */
const currentRoom = (today: Day) => sql`${stayRooms.id} = (select r2.id from stay_room r2 where r2.stay_id = ${stays.id}
  order by r2.from_day <= ${today} desc, if(r2.from_day <= ${today}, r2.from_day, null) desc, r2.from_day limit 1)`;

/**
 * The customers of a filter, by id: what a row shows is looked up afterwards, for those of the page alone. Births, stays and
 * rooms are joined only where the filter or the order asks for them.
 */
async function foundOf(read: Scope, input: ListCustomers, today: Day, only: Only) {
  const { db } = read;
  const centreIds = await centresOf(read, input);
  const first = input.search ? searched(input.search, today, centreIds) : inTab(input.tab, centreIds);
  const where = and(
    whereOf(read, input, today, only),
    input.search && input.tab ? among(inTab(input.tab, centreIds)) : undefined,
  );
  const { key } = sortOf(input.sort);
  const needs = {
    birth: key === "day" || asksDay(input) || input.deliveryMode !== undefined,
    stay: key !== "createdAt" && key !== "name" && key !== "day",
    room: key === "room",
  };
  if (input.leavesFrom || input.leavesTo) needs.stay = true;
  const from = [
    first ? startingWith(first) : sql`${customers}`,
    ...(needs.birth ? [sql`left join ${childbirths} on ${currentBirth}`] : []),
    ...(needs.stay ? [sql`left join ${stays} on ${currentStay}`] : []),
    ...(needs.room ? [sql`left join ${stayRooms} on ${currentRoom(today)}`] : []),
    ...(needs.room ? [sql`left join ${rooms} on ${eq(rooms.id, stayRooms.roomId)}`] : []),
  ];
  const matching = (before?: number) =>
    db
      .select({ id: sql<number>`customer.id`.mapWith(Number).as("id") })
      .from(sql.join(from, sql` `))
      .where(before === undefined ? where : and(where, sql`${customers.id} < ${before}`));
  return {
    ids: async (order: SQL[], { limit, offset }: { limit: number; offset: number }, before?: number) => {
      const rows = await matching(before)
        .orderBy(...order)
        .limit(limit)
        .offset(offset);
      return rows.map((row) => row.id);
    },
    count: () => countThroughCache(read, matching().limit(COUNTED_AT_MOST)),
  };
}

/** What the list and the detail page show of these customers, in the order of the ids. */
async function rowsOf(db: Db, ids: readonly number[], now: Date, within?: SQL) {
  if (ids.length === 0) return [];
  const today = dayOf(now);
  const rows = await db
    .select({
      customer: customers,
      gender: patients.gender,
      birthDate: patients.birthDate,
      birthYear: patients.birthYear,
      birth: {
        id: childbirths.id,
        expectedDeliveryDate: childbirths.expectedDeliveryDate,
        deliveredOn: childbirths.deliveredOn,
        deliveryMode: childbirths.deliveryMode,
        feeding: childbirths.feeding,
      },
      stay: {
        id: stays.id,
        status: stays.status,
        checkInDate: stays.checkInDate,
        checkOutDate: stays.checkOutDate,
        checkedInAt: stays.checkedInAt,
        checkedOutAt: stays.checkedOutAt,
      },
      room: rooms.number,
      floor: rooms.floor,
      idCardEnc: patients.idCardEnc,
      area: families.area,
      emergencyContact: families.emergencyContact,
      emergencyPhoneEnc: families.emergencyPhoneEnc,
      consultant: employees.name,
      parity: childbirths.parity,
      butlerId: sql<number | null>`(select a3.employee_id from care_assignment a3
        where a3.family_id = ${customers.familyId} and a3.role = 'butler' and a3.starts_at <= ${now}
        and (a3.ends_at is null or a3.ends_at > ${now}) order by a3.id desc limit 1)`.mapWith((v) =>
        v === null ? null : Number(v),
      ),
      babies: sql<
        string | null
      >`(select group_concat(concat(p2.id, ':', coalesce(p2.gender, '')) order by p2.birth_order, p2.id)
        from patient p2 where p2.mother_id = ${customers.patientId} and p2.kind = 'baby' and p2.archived_at is null
        and (p2.birth_date is null or ${childbirths.deliveredOn} is null
          or abs(datediff(p2.birth_date, ${childbirths.deliveredOn})) <= 2))`,
      butler: sql<string | null>`(select e2.name from care_assignment a2 join employee e2 on e2.id = a2.employee_id
        where a2.family_id = ${customers.familyId} and a2.role = 'butler' and (a2.ends_at is null or a2.ends_at > ${now})
        order by a2.id desc limit 1)`,
      isAway: sql<number>`exists (select 1 from stay_absence x2 where x2.stay_id = ${stays.id}
        and x2.starts_at <= ${now} and (x2.ends_at is null or x2.ends_at > ${now}))`.mapWith(Number),
    })
    .from(customers)
    .leftJoin(patients, eq(patients.id, customers.patientId))
    .leftJoin(families, eq(families.id, customers.familyId))
    .leftJoin(employees, eq(employees.id, customers.consultantId))
    .leftJoin(childbirths, currentBirth)
    .leftJoin(stays, currentStay)
    .leftJoin(stayRooms, currentRoom(today))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(and(inArray(customers.id, [...ids]), within));
  const byId = new Map(rows.map((row) => [row.customer.id, row]));
  return ids.flatMap((id) => byId.get(id) ?? []);
}
export type ListRow = Awaited<ReturnType<typeof rowsOf>>[number];

/** One row as the list shows it, for a detail page; of who may see her only, when a scope is given. */
export async function oneRow(db: Db, id: number, now: Date, scope?: Scope): Promise<ListRow | undefined> {
  const [row] = await rowsOf(db, [id], now, scope && visibleCustomers(scope));
  return row;
}

const asksDay = (input: ListCustomers) =>
  input.stage !== undefined || input.dayFrom !== undefined || input.dayTo !== undefined;

function whereOf(read: Scope, input: ListCustomers, today: Day, only: Only): SQL | undefined {
  const { stage } = input;
  const [from, to] = stage ? stageDays[stage] : [0, null];
  const first = Math.max(from, input.dayFrom ?? 0);
  const last = to === null ? input.dayTo : Math.min(to, input.dayTo ?? to);
  const byDay = asksDay(input);
  return and(
    visibleCustomers(read),
    input.archived ? sql`${customers.archivedAt} is not null` : sql`${customers.archivedAt} is null`,
    input.centreId ? eq(customers.centreId, input.centreId) : undefined,
    input.status ? eq(customers.status, input.status) : undefined,
    input.isActive === undefined ? undefined : eq(customers.status, input.isActive ? "active" : "inactive"),
    only.ids ? (only.ids.length === 0 ? sql`false` : inArray(customers.id, [...only.ids])) : undefined,
    input.tab ? isOn(input.tab) : undefined,
    byDay ? sql`${childbirths.deliveredOn} <= ${addDays(today, -first)}` : undefined,
    byDay && last !== undefined ? bornSince(addDays(today, -last)) : undefined,
    input.deliveryMode ? eq(childbirths.deliveryMode, input.deliveryMode) : undefined,
    input.leavesFrom ? sql`${stays.checkOutDate} >= ${input.leavesFrom}` : undefined,
    input.leavesTo ? sql`${stays.checkOutDate} <= ${input.leavesTo}` : undefined,
    input.floor ? onFloor(input.floor, today) : undefined,
    input.restriction ? restricted(input.restriction, today) : undefined,
    input.butlerId ? lookedAfterBy(input.butlerId, read.ctx.now) : undefined,
  );
}

const stageDays = { expel: [0, 6], recover: [7, 13], nourish: [14, 20], restore: [21, null] } as const;

/** Every centre that a row may belong to, by id: indexes that begin with the centre are of no use without one. */
async function centresOf({ db, grant }: Scope, input: Pick<ListCustomers, "centreId" | "search" | "tab">) {
  const { centres } = grant;
  if (input.centreId) return sql`(${input.centreId})`;
  const isBound = centres !== "all" && !grant.assigned && !grant.own;
  const isAsked = input.search || (input.tab && input.tab !== "all");
  const ids = isBound ? centres : isAsked ? await allCentres(db) : [];
  const each = ids.map((id) => sql`${id}`);
  return ids.length === 0 ? sql`(null)` : sql`(${sql.join(each, sql`, `)})`;
}

const allCentres = async (db: Db): Promise<number[]> => [...(await centreNames(db)).keys()];

/** Few are young: found by their births' index first, each then judged by her latest. */
const bornSince = (day: Day): SQL => sql`${childbirths.deliveredOn} >= ${day}
  and ${customers.patientId} in (select b3.patient_id from childbirth b3 where b3.delivered_on >= ${day})`;

/**
 * Customers with these ids, looked up one by one: left to themselves both engines walk through the customers and ask for each
 * whether she is among them. A derived table is filled once.
 */
export const startingWith = (ids: SQL): SQL =>
  sql`(${ids}) found straight_join ${customers} on ${customers.id} = found.id`;

const among = (ids: SQL | undefined): SQL | undefined =>
  ids && sql`${customers.id} in (select found2.id from (${ids}) found2)`;

/** The few whose open stays put them on a tab: it need not walk every customer there ever was. */
function inTab(tab: Tab | undefined, centreIds: SQL): SQL | undefined {
  if (tab !== "in_house" && tab !== "booked") return undefined;
  const status = tab === "booked" ? "booked" : "checked_in";
  return sql`select distinct t2.customer_id as id from stay t2 where t2.centre_id in ${centreIds} and t2.status = ${status}`;
}

/**
 * Nobody is on two tabs: being here comes before being expected, that before having left. Asked of one customer at a time
 * (EXISTS would have both engines collect everyone who ever left first).
 */
function isOn(tab: Tab): SQL | undefined {
  if (tab === "all" || tab === "in_house") return undefined;
  const status = tab === "booked" ? "booked" : "checked_out";
  return sql`(select t3.status from stay t3 where t3.customer_id = ${customers.id} order by field(t3.status, ${open}) limit 1) = ${status}`;
}

/** The customers that a text finds, to start a query with. */
export const found = async (read: Scope, text: string, today: Day): Promise<SQL> =>
  startingWith(searched(text, today, await centresOf(read, { search: text })));

/**
 * Full phone by its keyed hash, four digits as the phone's tail or a room, letters as pinyin initials, anything else as a name.
 * Each kind of text has a query of its own, for its own index: an OR across them would read every customer.
 */
function searched(text: string, today: Day, centreIds: SQL): SQL {
  const plain = text.trim();
  const digits = normalPhone(plain);
  if (/^\d{11,}$/.test(digits)) return sql`select y0.id from customer y0 where y0.phone_hash = ${lookupHash(digits)}`;
  if (/^\d{1,10}[A-Za-z]?$/.test(digits)) {
    const inRoom = sql`select y1.customer_id as id from stay y1 join stay_room y2 on y2.stay_id = y1.id join room y3 on y3.id = y2.room_id
      where y3.number = ${plain} and y1.status in ('booked', 'checked_in') and (y2.until_day is null or y2.until_day > ${today})`;
    const byTail = sql`select y4.id from customer y4 where y4.phone_last4 = ${digits.length === 4 ? digits : null}`;
    return sql`${byTail} union ${inRoom}`;
  }
  const part = plain.replace(/[%_\\]/g, "\\$&");
  const whose = sql`select y5.id from customer y5 where y5.centre_id in ${centreIds}`;
  if (/^[a-z]+$/i.test(plain)) return sql`${whose} and y5.name_key like ${`${part.toLowerCase()}%`}`;
  // Han characters know no case: compared by their bytes, which is twice as fast over a centre's names.
  if (/^\p{Script=Han}+$/u.test(part)) return sql`${whose} and locate(${part}, y5.name collate utf8mb4_bin) > 0`;
  return sql`${whose} and y5.name like ${`%${part}%`}`;
}

const onFloor = (floor: string, today: Day): SQL =>
  sql`${customers.id} in (select f1.customer_id from stay f1 join stay_room f2 on f2.stay_id = f1.id join room f3 on f3.id = f2.room_id
    where f3.floor = ${floor} and f1.status in ('booked', 'checked_in') and (f2.until_day is null or f2.until_day > ${today}))`;

const restricted = (kind: string, today: Day): SQL =>
  sql`exists (select 1 from ${restrictions} where ${restrictions.patientId} = ${customers.patientId} and ${restrictions.kind} = ${kind}
    and ${restrictions.validFrom} <= ${today} and (${restrictions.validTo} is null or ${restrictions.validTo} >= ${today}))`;

const lookedAfterBy = (employeeId: number, now: Date): SQL =>
  sql`${customers.familyId} in (select g1.family_id from care_assignment g1 where g1.employee_id = ${employeeId}
    and g1.role = 'butler' and (g1.ends_at is null or g1.ends_at > ${now}))`;

function orderOf(input: ListCustomers): SQL[] {
  const { key, dir } = sortOf(input.sort);
  const way = dir === "asc" ? asc : desc;
  const other = dir === "asc" ? desc : asc;
  const last = desc(customers.id);
  switch (key) {
    case "createdAt":
      return [way(customers.id)];
    case "name":
      return [way(customers.name), last];
    case "day":
      return [sql`${childbirths.deliveredOn} is null`, other(childbirths.deliveredOn), last];
    case "checkIn":
      return [sql`${stays.checkInDate} is null`, way(stays.checkInDate), last];
    case "checkOut":
      return [sql`${stays.checkOutDate} is null`, way(stays.checkOutDate), last];
    case "room":
      return [sql`${rooms.number} is null`, way(rooms.number), last];
  }
}

async function shownRows(ctx: Ctx, db: Db, rows: readonly ListRow[], today: Day): Promise<CustomerOut[]> {
  const facts = await restrictionFacts(
    db,
    rows.flatMap((row) => (row.customer.patientId === null ? [] : [row.customer.patientId])),
    today,
  );
  return rows.map((row) => shown(ctx, row, facts.get(row.customer.patientId ?? 0) ?? [], today));
}

/** A row as everyone sees it: phone and address masked, except to the mother herself. */
export function shown(
  ctx: Pick<Ctx, "actor">,
  row: ListRow,
  facts: Parameters<typeof tagsOf>[0],
  today: Day,
): CustomerOut {
  const { customer, birth, stay } = row;
  const isOwn = customer.userId !== null && customer.userId === ctx.actor.userId;
  const phone = unsealed(customer.phoneEnc);
  const address = unsealed(customer.addressEnc);
  const shownPhone = isOwn ? phone : maskedPhone(phone);
  const now = postpartum(birth, today);
  const tags = tagsOf(facts, today);
  const [arrived, left] = [stay?.checkedInAt ?? null, stay?.checkedOutAt ?? null];
  return {
    id: customer.id,
    centreId: customer.centreId,
    familyId: customer.familyId,
    patientId: customer.patientId,
    name: customer.name,
    phone: shownPhone,
    contact: shownPhone,
    email: customer.email,
    address: isOwn ? address : maskedAddress(address),
    age: ageOf(row, today),
    gender: row.gender === null ? null : row.gender === "female" ? "女" : "男",
    deliveryDate: birth?.deliveredOn ?? birth?.expectedDeliveryDate ?? null,
    expectedDeliveryDate: birth?.expectedDeliveryDate ?? null,
    deliveredOn: birth?.deliveredOn ?? null,
    deliveryMode: birth?.deliveryMode ?? null,
    feeding: birth?.feeding ?? null,
    stage: now?.stage ?? null,
    postpartumDay: now?.day ?? null,
    stayId: stay?.id ?? null,
    stayStatus: stay?.status ?? null,
    checkInDate: arrived ? dayOf(arrived) : (stay?.checkInDate ?? null),
    checkOutDate: left ? dayOf(left) : (stay?.checkOutDate ?? null),
    daysLeft: stay?.status === "checked_in" && stay.checkOutDate ? daysBetween(today, stay.checkOutDate) : null,
    room: stay?.status === "booked" || stay?.status === "checked_in" ? row.room : null,
    floor: stay?.status === "booked" || stay?.status === "checked_in" ? row.floor : null,
    isAway: stay?.status === "checked_in" && row.isAway === 1,
    babies: babiesOf(row.babies),
    butler: row.butler,
    dietaryRestrictions: [...new Set(tags.map((tag) => tag.label))],
    restrictions: tags,
    preferences: listOf(customer.preferences),
    status: customer.status,
    isActive: customer.status === "active",
    version: customer.version,
    createdAt: customer.createdAt,
    updatedAt: customer.updatedAt,
    archivedAt: customer.archivedAt,
  };
}

/** From the date of birth, else the year: then up to a year off, which is what people say here too. */
function ageOf(row: Pick<ListRow, "birthDate" | "birthYear">, today: Day): number | null {
  if (row.birthDate) {
    const years = Number(today.slice(0, 4)) - Number(row.birthDate.slice(0, 4));
    return today.slice(5) < row.birthDate.slice(5) ? years - 1 : years;
  }
  return row.birthYear === null ? null : Number(today.slice(0, 4)) - row.birthYear;
}

export const maskedAddress = (address: string | null): string | null =>
  address === null ? null : `${address.slice(0, Math.min(6, Math.ceil(address.length / 2)))}****`;

const babiesOf = (text: string | null): CustomerOut["babies"] =>
  (text ?? "")
    .split(",")
    .filter(Boolean)
    .map((one) => {
      const [id = "0", gender = ""] = one.split(":");
      return { id: Number(id), gender: gender === "male" || gender === "female" ? gender : null };
    });

export const listOf = (kept: unknown): string[] =>
  Array.isArray(kept) ? kept.filter((item): item is string => typeof item === "string") : [];
