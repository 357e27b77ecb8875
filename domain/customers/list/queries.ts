import "server-only";
import { and, asc, desc, eq, inArray, like, or, type SQL, sql } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import { childbirths, customers, patients, restrictions, stayRooms, stays } from "@/db/schema/customers";
import { doorman, type Read, reader } from "@/domain/core/access";
import { cached } from "@/domain/core/cache";
import type { Ctx } from "@/domain/core/ctx";
import { lookupHash, maskedPhone, unsealed } from "@/lib/crypto";
import { normalPhone } from "@/lib/fields";
import { offsetOf, type Page, sortOf } from "@/lib/page";
import { addDays, type Day, dayOf, daysBetween } from "@/lib/time";
import { restrictionFacts, type Scope, tagsOf, visibleCustomers } from "../queries";
import { postpartum } from "../rules";
import { type CustomerOut, customerTabs, type ListCustomers } from "../schema";

type Db = Read["db"];
type Tab = (typeof customerTabs)[number];

/** Further conditions that only the caller's own domain can work out (a contract number, money owed): these customers alone. */
export type Only = { ids?: readonly number[] };

/** A page of customers. At most four queries, whatever its size. */
export async function listCustomers(ctx: Ctx, input: ListCustomers, only: Only = {}): Promise<Page<CustomerOut>> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const where = whereOf(read, input, today, only);
  const rows = await rowsOf(read.db, where, orderOf(input), ctx.now, {
    limit: input.pageSize,
    offset: offsetOf(input),
  });
  const total = await countOf(read.db, where);
  return { rows: await shownRows(ctx, read.db, rows, today), total, page: input.page, pageSize: input.pageSize };
}

/** How many customers each tab would show, with the other filters as they are. */
export async function customerCounts(ctx: Ctx, input: ListCustomers): Promise<Record<Tab, number>> {
  const read = reader(ctx, "customers:read");
  const today = dayOf(ctx.now);
  const counts = await Promise.all(
    customerTabs.map((tab) => countOf(read.db, whereOf(read, { ...bare(input), tab }, today, {}))),
  );
  return Object.fromEntries(customerTabs.map((tab, i) => [tab, counts[i] ?? 0])) as Record<Tab, number>;
}

const bare = (input: ListCustomers): ListCustomers => ({
  page: 1,
  pageSize: 1,
  sort: input.sort,
  ...(input.centreId !== undefined && { centreId: input.centreId }),
});

/** Every row the filters match, for an export, a thousand at a time by id, newest first. */
export async function* allCustomers(ctx: Ctx, input: ListCustomers, only: Only = {}, max = 50_000) {
  const read = reader(ctx, "customers:export");
  const today = dayOf(ctx.now);
  const where = whereOf(read, input, today, only);
  let last: number | null = null;
  for (let taken = 0; taken < max; ) {
    const step: SQL | undefined = last === null ? where : and(where, sql`${customers.id} < ${last}`);
    const rows = await rowsOf(read.db, step, [desc(customers.id)], ctx.now, {
      limit: Math.min(1000, max - taken),
      offset: 0,
    });
    if (rows.length === 0) return;
    yield await shownRows(ctx, read.db, rows, today);
    taken += rows.length;
    last = rows.at(-1)?.customer.id ?? null;
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

async function rowsOf(
  db: Db,
  where: SQL | undefined,
  order: SQL[],
  now: Date,
  { limit, offset }: { limit: number; offset: number },
) {
  const today = dayOf(now);
  return db
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
    .leftJoin(childbirths, currentBirth)
    .leftJoin(stays, currentStay)
    .leftJoin(stayRooms, currentRoom(today))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(where)
    .orderBy(...order)
    .limit(limit)
    .offset(offset);
}
export type ListRow = Awaited<ReturnType<typeof rowsOf>>[number];

/** One row as the list shows it, for a detail page. */
export async function oneRow(db: Db, id: number, now: Date): Promise<ListRow | undefined> {
  const [row] = await rowsOf(db, eq(customers.id, id), [], now, { limit: 1, offset: 0 });
  return row;
}

const EXACT = 1000;

/** Exact; where there are many, remembered until a customer or stay changes (a page of a long list must not count them all). */
async function countOf(db: Db, where: SQL | undefined): Promise<number> {
  const matching = () =>
    db
      .select({ one: sql`1` })
      .from(customers)
      .leftJoin(patients, eq(patients.id, customers.patientId))
      .leftJoin(childbirths, currentBirth)
      .leftJoin(stays, currentStay)
      .where(where);
  const few = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(
    matching()
      .limit(EXACT + 1)
      .as("few"),
  );
  const n = few[0]?.n ?? 0;
  if (n <= EXACT) return n;
  const count = async () => {
    const all = await db.select({ n: sql<number>`count(*)`.mapWith(Number) }).from(matching().as("every"));
    return all[0]?.n ?? 0;
  };
  if (db !== doorman()) return count();
  const { sql: text, params } = matching().toSQL();
  return cached(
    `customers:count:${lookupHash(text + JSON.stringify(params))}`,
    ["customer", "stay", "childbirth", "restriction"],
    count,
  );
}

function whereOf(read: Scope, input: ListCustomers, today: Day, only: Only): SQL | undefined {
  const { tab, stage } = input;
  const [from, to] = stage ? stageDays[stage] : [0, null];
  const first = Math.max(from, input.dayFrom ?? 0);
  const last = to === null ? input.dayTo : Math.min(to, input.dayTo ?? to);
  const byDay = stage !== undefined || input.dayFrom !== undefined || input.dayTo !== undefined;
  return and(
    visibleCustomers(read),
    input.archived ? sql`${customers.archivedAt} is not null` : sql`${customers.archivedAt} is null`,
    input.centreId ? eq(customers.centreId, input.centreId) : undefined,
    input.status ? eq(customers.status, input.status) : undefined,
    input.isActive === undefined ? undefined : eq(customers.status, input.isActive ? "active" : "inactive"),
    only.ids ? (only.ids.length === 0 ? sql`false` : inArray(customers.id, [...only.ids])) : undefined,
    tab && tab !== "all" ? inTab(tab) : undefined,
    input.search ? matches(input.search, today) : undefined,
    byDay ? sql`${childbirths.deliveredOn} <= ${addDays(today, -first)}` : undefined,
    byDay && last !== undefined ? sql`${childbirths.deliveredOn} >= ${addDays(today, -last)}` : undefined,
    input.deliveryMode ? eq(childbirths.deliveryMode, input.deliveryMode) : undefined,
    input.leavesFrom ? sql`${stays.checkOutDate} >= ${input.leavesFrom}` : undefined,
    input.leavesTo ? sql`${stays.checkOutDate} <= ${input.leavesTo}` : undefined,
    input.floor ? onFloor(input.floor, today) : undefined,
    input.restriction ? restricted(input.restriction, today) : undefined,
    input.butlerId ? lookedAfterBy(input.butlerId, read.ctx.now) : undefined,
  );
}

const stageDays = { expel: [0, 6], recover: [7, 13], nourish: [14, 20], restore: [21, null] } as const;

/** Driven by the few open stays, so that a tab does not walk every customer there ever was. */
function inTab(tab: Exclude<Tab, "all">): SQL {
  const withStatus = (status: string) =>
    sql`${customers.id} in (select t2.customer_id from stay t2 where t2.status = ${status})`;
  if (tab === "in_house") return withStatus("checked_in");
  const isHere = sql`exists (select 1 from stay t3 where t3.customer_id = ${customers.id} and t3.status = 'checked_in')`;
  if (tab === "booked") return sql`${withStatus("booked")} and not ${isHere}`;
  const isExpected = sql`exists (select 1 from stay t4 where t4.customer_id = ${customers.id} and t4.status = 'booked')`;
  return sql`${withStatus("checked_out")} and not ${isHere} and not ${isExpected}`;
}

/** Full phone by its keyed hash, four digits as the phone's tail or a room, letters as pinyin initials, anything else as a name. */
export function matches(text: string, today: Day): SQL | undefined {
  const plain = text.trim();
  const digits = normalPhone(plain);
  if (/^\d{11,}$/.test(digits)) return eq(customers.phoneHash, lookupHash(digits));
  if (/^\d{1,10}[A-Za-z]?$/.test(digits)) {
    return or(
      digits.length === 4 ? eq(customers.phoneLast4, digits) : undefined,
      sql`${customers.id} in (select y1.customer_id from stay y1 join stay_room y2 on y2.stay_id = y1.id join room y3 on y3.id = y2.room_id
        where y3.number = ${plain} and y1.status in ('booked', 'checked_in') and (y2.until_day is null or y2.until_day > ${today}))`,
    );
  }
  const part = plain.replace(/[%_\\]/g, "\\$&");
  if (/^[a-z]+$/i.test(plain))
    return or(like(customers.nameKey, `${part.toLowerCase()}%`), like(customers.name, `%${part}%`));
  return like(customers.name, `%${part}%`);
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
