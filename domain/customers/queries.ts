import "server-only";
import { and, asc, eq, gte, inArray, isNull, lt, lte, or, type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import {
  careAssignments,
  childbirths,
  customers,
  patientConditions,
  patientNutrientTargets,
  patients,
  restrictions,
  stayAbsences,
  stayRooms,
  stays,
} from "@/db/schema/customers";
import {
  allergens,
  dietRules as dietRuleTable,
  dishes,
  foodTags,
  healthConditions,
  ingredients,
  nutrients,
} from "@/db/schema/dishes";
import { users } from "@/db/schema/identity";
import { employees } from "@/db/schema/staff";
import { type Read, reader, type Tx, within } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { oncePerPage, throughCache } from "@/domain/core/through-cache";
import { dishCards } from "@/domain/dishes/queries";
import { notFound } from "@/lib/errors";
import { boundsOf, type Clock, clockOf, type Day, dayOf } from "@/lib/time";
import { partsOf, personFields, personOf } from "./person-rows";
import { type Birth, birthOn, type Postpartum, postpartum } from "./rules";
import { type DietRule, isInForce, judge, type Person, type RestrictionFact, type Verdict } from "./safety/rules";

type Db = Read["db"];
/** A reader or a command: whatever knows who asks and what that covers. */
export type Scope = Pick<Read, "db" | "grant"> & { ctx: Pick<Ctx, "actor" | "now"> };
export const scopeOf = (tx: Tx): Scope => ({ db: tx.db, grant: tx.grant, ctx: tx });

/** Families that a care assignment in force gives to the caller. */
const assignedFamilies = ({ db, ctx }: Scope) =>
  db
    .select({ id: careAssignments.familyId })
    .from(careAssignments)
    .innerJoin(employees, eq(employees.id, careAssignments.employeeId))
    .where(
      and(
        eq(employees.userId, ctx.actor.userId ?? 0),
        lte(careAssignments.startsAt, ctx.now),
        or(isNull(careAssignments.endsAt), sql`${careAssignments.endsAt} > ${ctx.now}`),
      ),
    );

/**
 * Where-clause on `customer`: the grant's centres, besides the caller's assigned families and own account. A list of what
 * hangs on a customer (stays, plans) gives its own centre column, so that its index and not the customer's is read.
 */
export function visibleCustomers(
  read: Scope,
  centreId: Parameters<typeof within>[0] = customers.centreId,
): SQL | undefined {
  const { grant, ctx } = read;
  if (grant.centres === "all") return undefined;
  return or(
    within(centreId, grant.centres),
    grant.assigned ? inArray(customers.familyId, assignedFamilies(read)) : undefined,
    grant.own && ctx.actor.userId !== undefined ? eq(customers.userId, ctx.actor.userId) : undefined,
  );
}

/** Where-clause on any `family_id`, by the same scope as visibleCustomers. */
export function visibleFamilies(
  read: Scope,
  centreId: Parameters<typeof within>[0],
  familyId: Parameters<typeof within>[0],
): SQL | undefined {
  const { db, grant, ctx } = read;
  if (grant.centres === "all") return undefined;
  const own = db
    .select({ id: customers.familyId })
    .from(customers)
    .where(eq(customers.userId, ctx.actor.userId ?? 0));
  return or(
    within(centreId, grant.centres),
    grant.assigned ? inArray(familyId, assignedFamilies(read)) : undefined,
    grant.own && ctx.actor.userId !== undefined ? inArray(familyId, own) : undefined,
  );
}

/** The customer row behind an id if the caller may see it, archived or not; else not_found. */
export async function visibleCustomer(read: Scope, id: number) {
  const [row] = await read.db
    .select()
    .from(customers)
    .where(and(eq(customers.id, id), visibleCustomers(read)));
  if (!row) throw notFound("这位客户");
  return row;
}

/** The account of the caller, a mother signed in by herself; not_found for everyone else. */
export async function customerOf(ctx: Ctx) {
  const { db } = reader(ctx, "customers:read");
  const [row] = await db
    .select()
    .from(customers)
    .where(and(eq(customers.userId, ctx.actor.userId ?? 0), isNull(customers.archivedAt)));
  if (!row) throw notFound("您的客户档案");
  return row;
}

/** All births of these patients, oldest first. */
export async function birthsOf(
  db: Db,
  patientIds: readonly number[],
): Promise<Map<number, (Birth & { id: number })[]>> {
  const rows =
    patientIds.length === 0
      ? []
      : await db
          .select({
            id: childbirths.id,
            patientId: childbirths.patientId,
            expectedDeliveryDate: childbirths.expectedDeliveryDate,
            deliveredOn: childbirths.deliveredOn,
            deliveryMode: childbirths.deliveryMode,
            feeding: childbirths.feeding,
          })
          .from(childbirths)
          .where(inArray(childbirths.patientId, [...patientIds]))
          .orderBy(asc(childbirths.id));
  return groupBy(rows, (row) => row.patientId);
}

/** Restrictions as facts to judge by, ended ones included unless `on` is given; of patients by id or by a statement that names them. */
export async function restrictionFacts(
  db: Db,
  patientIds: readonly number[] | SQLWrapper,
  on?: Day,
): Promise<Map<number, RestrictionFact[]>> {
  const ids = Array.isArray(patientIds) ? [...patientIds] : (patientIds as SQLWrapper);
  if (Array.isArray(ids) && ids.length === 0) return new Map();
  const rows = await db
    .select({
      patientId: restrictions.patientId,
      id: restrictions.id,
      kind: restrictions.kind,
      strength: restrictions.strength,
      target: restrictions.target,
      targetId: sql<
        number | null
      >`coalesce(${restrictions.ingredientId}, ${restrictions.allergenId}, ${restrictions.tagId}, ${restrictions.dishId})`.mapWith(
        (v) => (v === null ? null : Number(v)),
      ),
      targetName: sql<
        string | null
      >`coalesce(${ingredients.name}, ${allergens.name}, ${foodTags.name}, ${dishes.name})`,
      label: restrictions.label,
      source: restrictions.source,
      reason: restrictions.reason,
      adjustment: restrictions.adjustment,
      validFrom: restrictions.validFrom,
      validTo: restrictions.validTo,
      setBy: users.fullName,
    })
    .from(restrictions)
    .leftJoin(users, eq(users.id, restrictions.createdBy))
    .leftJoin(ingredients, eq(ingredients.id, restrictions.ingredientId))
    .leftJoin(allergens, eq(allergens.id, restrictions.allergenId))
    .leftJoin(foodTags, eq(foodTags.id, restrictions.tagId))
    .leftJoin(dishes, eq(dishes.id, restrictions.dishId))
    .where(
      and(
        inArray(restrictions.patientId, ids),
        on && lte(restrictions.validFrom, on),
        on && or(isNull(restrictions.validTo), gte(restrictions.validTo, on)),
      ),
    )
    .orderBy(asc(restrictions.id));
  return groupBy(rows, (row) => row.patientId);
}

/** What the kitchen must know of these patients, dated, for judge(): two statements. Unknown ids are left out. */
export async function peopleOf(db: Db, patientIds: readonly number[], today?: Day): Promise<Map<number, Person>> {
  const ids = [...new Set(patientIds)];
  if (ids.length === 0) return new Map();
  const [facts, rows] = await Promise.all([
    restrictionFacts(db, ids),
    db
      .select({ patient: { id: patients.id, name: patients.name }, ...personFields })
      .from(patients)
      .leftJoin(childbirths, eq(childbirths.patientId, patients.id))
      .leftJoin(patientConditions, eq(patientConditions.patientId, patients.id))
      .leftJoin(healthConditions, eq(healthConditions.id, patientConditions.healthConditionId))
      .leftJoin(patientNutrientTargets, eq(patientNutrientTargets.patientId, patients.id))
      .leftJoin(nutrients, eq(nutrients.id, patientNutrientTargets.nutrientId))
      .where(inArray(patients.id, ids))
      .orderBy(asc(patients.id)),
  ]);
  return new Map(
    [...groupBy(rows, (row) => row.patient.id)].map(([id, own]) => [
      id,
      personOf({ id, name: own[0]?.patient.name ?? "" }, own, facts.get(id) ?? [], today),
    ]),
  );
}

/** The diet rules in use, to be given to judge(). Group-wide and rarely changed: cached until a rule, tag or ingredient changes. */
export const dietRules = (read: Pick<Read, "db">): Promise<DietRule[]> =>
  throughCache(read, "customers:diet-rules", ["diet_rule", "food_tag", "ingredient"], loadDietRules);

const loadDietRules = (db: Db): Promise<DietRule[]> =>
  db
    .select({
      id: dietRuleTable.id,
      code: dietRuleTable.code,
      name: dietRuleTable.name,
      appliesTo: dietRuleTable.appliesTo,
      appliesValue: dietRuleTable.appliesValue,
      dayFrom: dietRuleTable.dayFrom,
      dayTo: dietRuleTable.dayTo,
      tagId: dietRuleTable.tagId,
      tagName: foodTags.name,
      ingredientId: dietRuleTable.ingredientId,
      ingredientName: ingredients.name,
      strength: dietRuleTable.strength,
      text: dietRuleTable.text,
      basis: dietRuleTable.basis,
    })
    .from(dietRuleTable)
    .leftJoin(foodTags, eq(foodTags.id, dietRuleTable.tagId))
    .leftJoin(ingredients, eq(ingredients.id, dietRuleTable.ingredientId))
    .where(eq(dietRuleTable.isActive, true))
    .orderBy(asc(dietRuleTable.id));

/** Verdicts of every given person on every given dish for a day: patient → dish → verdict. Unknown ids are left out. */
export async function safety(
  read: Read,
  patientIds: readonly number[],
  dishIds: readonly number[],
  on: Day,
): Promise<Map<number, Map<number, Verdict>>> {
  const [people, cards, rules] = [
    await peopleOf(read.db, patientIds),
    await dishCards(read, [...dishIds]),
    await dietRules(read),
  ];
  return new Map(
    [...people].map(([id, person]) => [
      id,
      new Map([...cards].map(([dishId, card]) => [dishId, judge(person, card, on, rules)])),
    ]),
  );
}

/** One tag of a person, as RestrictionTag shows it. */
export type PersonTag = {
  kind: RestrictionFact["kind"];
  strength: RestrictionFact["strength"];
  label: string;
  until: Day | null;
};

/** What names a mother everywhere: room, name, stage, restrictions. */
export type PersonHeader = {
  customerId: number;
  patientId: number | null;
  centreId: number;
  name: string;
  /** Room of that night, else the one she is booked into. */
  room: string | null;
  floor: string | null;
  /** Booked but not checked in. */
  isBooked: boolean;
  stage: Postpartum["stage"] | null;
  day: number | null;
  deliveredOn: Day | null;
  restrictions: PersonTag[];
};

/** A customer's header for a day, and the person behind it; null while she has no patient. */
type Named = { header: PersonHeader; person: Person | null };

/**
 * Headers of these customers for a day, in two statements; unknown ids are left out. Ask only for rows the caller may see. Who
 * needs the people behind them too gives a map for them: then both come from one read. Parts of a page share what they read.
 */
export async function personHeaders(
  db: Db,
  customerIds: readonly number[],
  on: Day,
  people?: Map<number, Person>,
): Promise<Map<number, PersonHeader>> {
  const ids = [...new Set(customerIds)].sort((a, b) => a - b);
  if (ids.length === 0) return new Map();
  const known = await namedOnPage(db, on);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const reading = namedOn(db, inArray(customers.id, missing), on);
    for (const id of missing)
      known.set(
        id,
        reading.then((found) => found.get(id) ?? null),
      );
  }
  const found = (await Promise.all(ids.map((id) => known.get(id)))).flatMap((one) => one ?? []);
  for (const { person } of found) if (person) people?.set(person.patientId, person);
  return new Map(found.map(({ header }) => [header.customerId, header]));
}

/** The same by patient, for who knows only those. */
export async function headersOfPatients(
  db: Db,
  patientIds: readonly number[],
  on: Day,
): Promise<Map<number, PersonHeader>> {
  const known = await Promise.all((await namedOnPage(db, on)).values());
  const before = new Map(known.flatMap((one) => (one?.person ? [[one.person.patientId, one.header] as const] : [])));
  const missing = [...new Set(patientIds)].filter((id) => !before.has(id));
  const read =
    missing.length > 0 ? await namedOn(db, inArray(customers.patientId, missing), on) : new Map<number, Named>();
  for (const { header } of read.values()) if (header.patientId !== null) before.set(header.patientId, header);
  return before;
}

const namedOnPage = (db: Db, on: Day): Promise<Map<number, Promise<Named | null>>> =>
  oncePerPage({ db }, `customers:named:${on}`, async () => new Map<number, Promise<Named | null>>());

async function namedOn(db: Db, which: SQL, on: Day): Promise<Map<number, Named>> {
  const patientIds = db.select({ id: customers.patientId }).from(customers).where(which);
  const [rows, facts] = await Promise.all([headerRows(db, which, on), restrictionFacts(db, patientIds)]);
  return new Map(
    [...groupBy(rows, (row) => row.customer.id)].flatMap(([id, own]) => {
      const [row] = own;
      if (!row) return [];
      const { centreId, name, patientId } = row.customer;
      const restrictions = facts.get(patientId ?? 0) ?? [];
      const isPatient = patientId !== null && row.patientName !== null;
      const birth = birthOn(partsOf(own).births, on);
      const now = postpartum(birth, on);
      const bed = bedOf(own, on);
      const header: PersonHeader = {
        customerId: id,
        centreId,
        name,
        patientId,
        room: bed?.room ?? null,
        floor: bed?.floor ?? null,
        isBooked: bed?.status === "booked",
        stage: now?.stage ?? null,
        day: now?.day ?? null,
        deliveredOn: birth?.deliveredOn ?? null,
        restrictions: tagsOf(restrictions, on),
      };
      const person = isPatient ? personOf({ id: patientId, name: row.patientName ?? "" }, own, restrictions, on) : null;
      return [[id, { header, person }] as const];
    }),
  );
}

const bedFields = {
  status: stays.status,
  room: rooms.number,
  floor: rooms.floor,
  fromDay: stayRooms.fromDay,
  untilDay: stayRooms.untilDay,
};
const hasBed = () =>
  and(eq(stays.customerId, customers.id), inArray(stays.status, ["booked", "checked_in", "checked_out"]));
const isBedOn = (on: Day) =>
  and(
    eq(stayRooms.stayId, stays.id),
    or(isNull(stayRooms.untilDay), gte(stayRooms.untilDay, on), eq(stays.status, "checked_in")),
  );

/** Accounts in use of these families, each with the room of a night. */
export async function accountsOf(db: Db, familyIds: readonly number[], on: Day) {
  const rows = await db
    .select({ customer: { id: customers.id, familyId: customers.familyId, name: customers.name }, bed: bedFields })
    .from(customers)
    .leftJoin(stays, hasBed())
    .leftJoin(stayRooms, isBedOn(on))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(and(inArray(customers.familyId, [...familyIds]), isNull(customers.archivedAt)))
    .orderBy(asc(customers.id));
  return [...groupBy(rows, (row) => row.customer.id).values()].flatMap((own) =>
    own[0] ? [{ ...own[0].customer, room: bedOf(own, on)?.room ?? null }] : [],
  );
}

/** Customers with what hangs on their own patient and the rooms of their stays: one statement. */
const headerRows = (db: Db, which: SQL, on: Day) =>
  db
    .select({
      customer: {
        id: customers.id,
        centreId: customers.centreId,
        name: customers.name,
        patientId: customers.patientId,
      },
      patientName: patients.name,
      ...personFields,
      bed: bedFields,
    })
    .from(customers)
    .leftJoin(patients, eq(patients.id, customers.patientId))
    .leftJoin(childbirths, eq(childbirths.patientId, customers.patientId))
    .leftJoin(patientConditions, eq(patientConditions.patientId, customers.patientId))
    .leftJoin(healthConditions, eq(healthConditions.id, patientConditions.healthConditionId))
    .leftJoin(patientNutrientTargets, eq(patientNutrientTargets.patientId, customers.patientId))
    .leftJoin(nutrients, eq(nutrients.id, patientNutrientTargets.nutrientId))
    .leftJoin(stays, hasBed())
    .leftJoin(stayRooms, isBedOn(on))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(which)
    .orderBy(asc(customers.id));
type Bed = Awaited<ReturnType<typeof headerRows>>[number]["bed"];

/** Where she sleeps on a night; on the day of leaving the room she leaves, before arriving the one she is booked into. */
function bedOf(rows: readonly { bed: Bed }[], on: Day): Bed | null {
  const score = ({ fromDay, untilDay, status }: Bed): number => {
    if (fromDay === null) return 0;
    if (fromDay <= on && (untilDay === null || untilDay > on)) return 4;
    if (fromDay <= on && status !== "booked") return 3;
    return status === "booked" ? 2 : 1;
  };
  const [best] = rows
    .map(({ bed }) => ({ bed, score: score(bed), from: bed.fromDay ?? "" }))
    .filter((one) => one.score > 0)
    .sort((a, b) => b.score - a.score || (a.score === 3 ? 1 : -1) * b.from.localeCompare(a.from));
  return best?.bed ?? null;
}

export const tagsOf = (facts: readonly RestrictionFact[], on: Day): PersonTag[] =>
  facts
    .filter((fact) => isInForce(fact, on))
    .map(({ kind, strength, label, validTo }) => ({ kind, strength, label, until: validTo }));

/** An absence cut to one day: local clock from–to, "24:00" being its end. */
export type DayAbsence = { kind: "outing" | "hospital"; from: Clock; to: Clock; isWholeDay: boolean };

export type InHouse = PersonHeader & {
  stayId: number;
  /** Checked in; false is expected but not here yet. */
  isIn: boolean;
  /** The day she leaves: no night follows. */
  isLeaving: boolean;
  checkInDate: Day;
  checkOutDate: Day | null;
  companions: number;
  absences: DayAbsence[];
};

/** A stay that counts on a day, with its absences cut to that day. */
export type Present = Pick<
  typeof stays.$inferSelect,
  "id" | "customerId" | "status" | "checkInDate" | "checkOutDate" | "checkedOutAt" | "companions"
> & { absences: DayAbsence[] };

/**
 * Who is to be fed in a centre on a day: everyone with a night there, and those who leave that day. Who is checked in counts until
 * checked out, however late; who is booked counts from the planned day. By floor and room.
 */
export async function inHouseOn(
  read: Pick<Read, "db">,
  centreId: number,
  on: Day,
  today: Day = on,
): Promise<InHouse[]> {
  const present = await presentOn(read, centreId, on, today);
  const ids = present.map((stay) => stay.customerId);
  return inHouseOf(present, await personHeaders(read.db, ids, on), on);
}

/** The stays behind inHouseOn, for who reads the persons himself: one statement, remembered until a stay changes. */
export const presentOn = (read: Pick<Read, "db">, centreId: number, on: Day, today: Day = on): Promise<Present[]> =>
  throughCache(read, `customers:present:${centreId}:${on}:${today}`, ["stay", "stay_absence"], (db) =>
    loadPresent(db, centreId, on, today),
  );

async function loadPresent(db: Db, centreId: number, on: Day, today: Day): Promise<Present[]> {
  const { start, end } = boundsOf(on);
  const rows = await db
    .select({
      stay: {
        id: stays.id,
        customerId: stays.customerId,
        status: stays.status,
        checkInDate: stays.checkInDate,
        checkOutDate: stays.checkOutDate,
        checkedOutAt: stays.checkedOutAt,
        companions: stays.companions,
      },
      absence: stayAbsences,
    })
    .from(stays)
    .leftJoin(stayAbsences, and(eq(stayAbsences.stayId, stays.id), touches(on)))
    .where(
      and(
        eq(stays.centreId, centreId),
        or(
          and(
            eq(stays.status, "booked"),
            lte(stays.checkInDate, on),
            or(isNull(stays.checkOutDate), gte(stays.checkOutDate, on)),
          ),
          and(
            eq(stays.status, "checked_in"),
            lt(stays.checkedInAt, end),
            or(isNull(stays.checkOutDate), gte(stays.checkOutDate, on), on <= today ? sql`true` : undefined),
          ),
          and(eq(stays.status, "checked_out"), lt(stays.checkedInAt, end), gte(stays.checkedOutAt, start)),
        ),
      ),
    )
    .orderBy(asc(stays.id), asc(stayAbsences.startsAt));
  return [...groupBy(rows, (row) => row.stay.id).values()].flatMap((own) =>
    own[0] ? [{ ...own[0].stay, absences: own.flatMap(({ absence }) => (absence ? [cutTo(on, absence)] : [])) }] : [],
  );
}

/** Stays with the headers of their customers, by floor and room. */
export const inHouseOf = (
  present: readonly Present[],
  headers: ReadonlyMap<number, PersonHeader>,
  on: Day,
): InHouse[] =>
  present
    .flatMap(({ id, customerId, status, checkedOutAt, ...stay }): InHouse[] => {
      const header = headers.get(customerId);
      if (!header) return [];
      const isLeaving = checkedOutAt ? dayOf(checkedOutAt) === on : stay.checkOutDate === on;
      return [{ ...header, ...stay, stayId: id, isIn: status !== "booked", isLeaving }];
    })
    .sort(
      (a, b) =>
        (a.floor ?? "~").localeCompare(b.floor ?? "~", "zh", { numeric: true }) ||
        (a.room ?? "~").localeCompare(b.room ?? "~", "zh", { numeric: true }),
    );

/** Absences of these stays that touch a day, cut to it. */
export async function absencesOn(db: Db, stayIds: readonly number[], on: Day): Promise<Map<number, DayAbsence[]>> {
  if (stayIds.length === 0) return new Map();
  const rows = await db
    .select()
    .from(stayAbsences)
    .where(and(inArray(stayAbsences.stayId, [...stayIds]), touches(on)))
    .orderBy(asc(stayAbsences.startsAt));
  return new Map([...groupBy(rows, (row) => row.stayId)].map(([id, list]) => [id, list.map((row) => cutTo(on, row))]));
}

/** Where-clause: an absence that has a part in a day. */
function touches(on: Day): SQL | undefined {
  const { start, end } = boundsOf(on);
  return and(
    sql`${stayAbsences.startsAt} < ${end}`,
    or(isNull(stayAbsences.endsAt), sql`${stayAbsences.endsAt} > ${start}`),
  );
}

/** An absence as a day sees it. */
export function cutTo(
  on: Day,
  absence: Pick<typeof stayAbsences.$inferSelect, "kind" | "startsAt" | "endsAt">,
): DayAbsence {
  const { start, end } = boundsOf(on);
  const from = absence.startsAt <= start ? ("00:00" as Clock) : clockOf(absence.startsAt);
  const to = absence.endsAt === null || absence.endsAt >= end ? ("24:00" as Clock) : clockOf(absence.endsAt);
  return { kind: absence.kind, from, to, isWholeDay: from === "00:00" && to === "24:00" };
}

export function groupBy<T, K>(rows: readonly T[], key: (row: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const row of rows) {
    const had = groups.get(key(row));
    if (had) had.push(row);
    else groups.set(key(row), [row]);
  }
  return groups;
}
