import "server-only";
import { and, asc, eq, gte, inArray, isNull, or, type SQL } from "drizzle-orm";
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
import { restrictionFacts } from "../safety/queries";
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
    [...grouped(rows, (row) => row.customer.id)].flatMap(([id, own]) => {
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
  return [...grouped(rows, (row) => row.customer.id).values()].flatMap((own) =>
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
