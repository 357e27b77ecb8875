import "server-only";
import { and, asc, eq, inArray, isNull, type SQL } from "drizzle-orm";
import { rooms } from "@/db/schema/centres";
import {
  childbirths,
  customers,
  patientConditions,
  patientNutrientTargets,
  patients,
  stayRooms,
  stays,
} from "@/db/schema/customers";
import { healthConditions, nutrients } from "@/db/schema/dishes";
import type { Read } from "@/domain/core/access";
import { oncePerPage } from "@/domain/core/through-cache";
import { grouped } from "@/lib/grouped";
import type { Day } from "@/lib/time";
import { partsOf, personFields, personOf } from "../person-rows";
import { birthOn, type Postpartum, postpartum } from "../rules";
import { peopleOf, restrictionFacts } from "../safety/queries";
import { isInForce, type Person, type RestrictionFact } from "../safety/rules";

type Db = Read["db"];

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
 * needs the people behind them too gives a map for them: then both come from one read. Parts of a page share what they read,
 * for whichever day they ask.
 */
export async function personHeaders(
  db: Db,
  customerIds: readonly number[],
  on: Day,
  people?: Map<number, Person>,
): Promise<Map<number, PersonHeader>> {
  const found = (await factsOnPage(db, customerIds)).flatMap((facts) => namedOn(facts, on) ?? []);
  for (const { person } of found) if (person) people?.set(person.patientId, person);
  return new Map(found.map(({ header }) => [header.customerId, header]));
}

/** The same for who asks of several days, from one read: to be asked for a customer on a day. */
export async function headersOnDays(
  db: Db,
  customerIds: readonly number[],
): Promise<(customerId: number | null, on: Day) => PersonHeader | null> {
  const facts = new Map((await factsOnPage(db, customerIds)).map((one) => [one.rows[0]?.customer.id, one]));
  return (customerId, on) => namedOn(facts.get(customerId ?? 0), on)?.header ?? null;
}

async function factsOnPage(db: Db, customerIds: readonly number[]): Promise<Facts[]> {
  const ids = [...new Set(customerIds)].sort((a, b) => a - b);
  if (ids.length === 0) return [];
  const known = await knownOnPage(db);
  const missing = ids.filter((id) => !known.has(id));
  if (missing.length > 0) {
    const reading = factsOf(db, inArray(customers.id, missing));
    for (const id of missing)
      known.set(
        id,
        reading.then((found) => found.get(id) ?? null),
      );
  }
  return (await Promise.all(ids.map((id) => known.get(id)))).flatMap((facts) => facts ?? []);
}

/** Who is cared for and how the customer of it is named, in one read where she is the customer herself; null is unknown. */
export async function cared(db: Db, { customerId, patientId }: { customerId: number; patientId: number }, on: Day) {
  const people = new Map<number, Person>();
  const header = (await personHeaders(db, [customerId], on, people)).get(customerId) ?? null;
  const person = people.get(patientId) ?? (await peopleOf(db, [patientId], on)).get(patientId) ?? null;
  return { header, person };
}

/** The same by patient, for who knows only those. */
export async function headersOfPatients(
  db: Db,
  patientIds: readonly number[],
  on: Day,
): Promise<Map<number, PersonHeader>> {
  const known = await Promise.all((await knownOnPage(db)).values());
  const before = known.flatMap((facts) => namedOn(facts, on)?.header ?? []);
  const missing = [...new Set(patientIds)].filter((id) => !before.some((header) => header.patientId === id));
  const read = missing.length > 0 ? await factsOf(db, inArray(customers.patientId, missing)) : new Map<number, Facts>();
  const more = [...read.values()].flatMap((facts) => namedOn(facts, on)?.header ?? []);
  return new Map(
    [...before, ...more].flatMap((one) => (one.patientId === null ? [] : [[one.patientId, one] as const])),
  );
}

/** What is known of a customer, of whatever day: the days of a page are read off it. */
type Facts = { rows: HeaderRow[]; restrictions: RestrictionFact[] };

const knownOnPage = (db: Db): Promise<Map<number, Promise<Facts | null>>> =>
  oncePerPage({ db }, "customers:facts", async () => new Map<number, Promise<Facts | null>>());

async function factsOf(db: Db, which: SQL): Promise<Map<number, Facts>> {
  const patientIds = db.select({ id: customers.patientId }).from(customers).where(which);
  const [rows, facts] = await Promise.all([headerRows(db, which), restrictionFacts(db, patientIds)]);
  return new Map(
    [...grouped(rows, (row) => row.customer.id)].map(([id, own]) => [
      id,
      { rows: own, restrictions: facts.get(own[0]?.customer.patientId ?? 0) ?? [] },
    ]),
  );
}

function namedOn(facts: Facts | null | undefined, on: Day): Named | null {
  const [row] = facts?.rows ?? [];
  if (!facts || !row) return null;
  const { id, centreId, name, patientId } = row.customer;
  const birth = birthOn(partsOf(facts.rows).births, on);
  const now = postpartum(birth, on);
  const bed = bedOf(facts.rows, on);
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
    restrictions: tagsOf(facts.restrictions, on),
  };
  if (patientId === null || row.patientName === null) return { header, person: null };
  return { header, person: personOf({ id: patientId, name: row.patientName }, facts.rows, facts.restrictions, on) };
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
/** Accounts in use of these families, each with the room of a night. */
export async function accountsOf(db: Db, familyIds: readonly number[], on: Day) {
  const rows = await db
    .select({ customer: { id: customers.id, familyId: customers.familyId, name: customers.name }, bed: bedFields })
    .from(customers)
    .leftJoin(stays, hasBed())
    .leftJoin(stayRooms, eq(stayRooms.stayId, stays.id))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(and(inArray(customers.familyId, [...familyIds]), isNull(customers.archivedAt)))
    .orderBy(asc(customers.id));
  return [...grouped(rows, (row) => row.customer.id).values()].flatMap((own) =>
    own[0] ? [{ ...own[0].customer, room: bedOf(own, on)?.room ?? null }] : [],
  );
}

/** Customers with what hangs on their own patient and the rooms of their stays: one statement. */
const headerRows = (db: Db, which: SQL) =>
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
    .leftJoin(stayRooms, eq(stayRooms.stayId, stays.id))
    .leftJoin(rooms, eq(rooms.id, stayRooms.roomId))
    .where(which)
    .orderBy(asc(customers.id));
type HeaderRow = Awaited<ReturnType<typeof headerRows>>[number];
type Bed = HeaderRow["bed"];

/** Where she sleeps on a night; on the day of leaving the room she leaves, before arriving the one she is booked into. */
function bedOf(rows: readonly { bed: Bed }[], on: Day): Bed | null {
  const score = ({ fromDay, untilDay, status }: Bed): number => {
    if (fromDay === null) return 0;
    if (untilDay !== null && untilDay < on && status !== "checked_in") return 0;
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
