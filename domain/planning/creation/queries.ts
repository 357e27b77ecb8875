import "server-only";
import { and, desc, eq, inArray, isNull, ne } from "drizzle-orm";
import { customers, stays } from "@/db/schema/customers";
import { menus } from "@/db/schema/dishes";
import { patientSubscriptions } from "@/db/schema/packages";
import { confinementMealPlans } from "@/db/schema/planning";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";
import { personHeaders } from "@/domain/customers/headers/persons";
import { visibleCustomers } from "@/domain/customers/queries";
import { findCustomers } from "@/domain/customers/search";
import { notFound } from "@/lib/errors";
import { addDays, type Day, dayOf } from "@/lib/time";

export type Mother = {
  customerId: number;
  name: string;
  room: string | null;
  isBooked: boolean;
  stage: "expel" | "recover" | "nourish" | "restore" | null;
  day: number | null;
  restrictions: {
    kind: "allergy" | "medical" | "religion" | "stage" | "dislike";
    strength: "hard" | "soft";
    label: string;
    until: Day | null;
  }[];
};

/** Customers to plan for, by name, initials, room or phone tail; who is in the house comes first. */
export async function mothersFor(ctx: Ctx, input: { search: string }): Promise<Mother[]> {
  const found = await findCustomers(ctx, input.search, 12);
  return found.map(({ customerId, name, room, isBooked, stage, day, restrictions }) => ({
    customerId,
    name,
    room,
    isBooked,
    stage,
    day,
    restrictions,
  }));
}

/** What a new plan of a customer starts from: who she is, her stay, contracts, and plans and menus to copy. */
export async function startOf(ctx: Ctx, input: { customerId: number }) {
  const read = reader(ctx, "plans:edit");
  const [customer] = await read.db
    .select()
    .from(customers)
    .where(and(eq(customers.id, input.customerId), isNull(customers.archivedAt), visibleCustomers(read)));
  if (!customer) throw notFound("这位客户");
  const today = dayOf(ctx.now);
  const [headers, [stay], contracts, plans, templates] = await Promise.all([
    personHeaders(read.db, [customer.id], today),
    read.db
      .select()
      .from(stays)
      .where(and(eq(stays.customerId, customer.id), inArray(stays.status, ["checked_in", "booked"])))
      .orderBy(desc(stays.checkInDate))
      .limit(1),
    read.db
      .select()
      .from(patientSubscriptions)
      .where(
        and(
          eq(patientSubscriptions.customerId, customer.id),
          inArray(patientSubscriptions.status, ["draft", "active"]),
        ),
      )
      .orderBy(desc(patientSubscriptions.id)),
    read.db
      .select({
        id: confinementMealPlans.id,
        planNumber: confinementMealPlans.planNumber,
        name: customers.name,
        customerId: confinementMealPlans.customerId,
        startDate: confinementMealPlans.startDate,
        endDate: confinementMealPlans.endDate,
        status: confinementMealPlans.status,
      })
      .from(confinementMealPlans)
      .innerJoin(customers, eq(customers.id, confinementMealPlans.customerId))
      .where(
        and(
          visibleCustomers(read),
          eq(confinementMealPlans.centreId, customer.centreId),
          ne(confinementMealPlans.status, "cancelled"),
        ),
      )
      .orderBy(desc(confinementMealPlans.startDate), desc(confinementMealPlans.id))
      .limit(60),
    readThroughCache(
      read,
      read.db
        .select({ id: menus.id, name: menus.name })
        .from(menus)
        .where(and(eq(menus.isActive, true), isNull(menus.archivedAt))),
    ),
  ]);
  const header = headers.get(customer.id);
  const own = plans.filter((plan) => plan.customerId === customer.id && plan.status !== "completed");
  const free = own
    .map((plan) => addDays(plan.endDate, 1))
    .toSorted()
    .at(-1);
  const arrival = stay && stay.checkInDate > today ? stay.checkInDate : today;
  return {
    mother: {
      customerId: customer.id,
      name: customer.name,
      room: header?.room ?? null,
      isBooked: header?.isBooked ?? false,
      stage: header?.stage ?? null,
      day: header?.day ?? null,
      restrictions: header?.restrictions ?? [],
    } satisfies Mother,
    hasPatient: customer.patientId !== null,
    /** The first day that no plan of hers covers yet, from today or her arrival on. */
    startDate: free && free > arrival ? free : arrival,
    stayEnds: stay?.checkOutDate ?? null,
    openPlans: own.map(({ id, planNumber, startDate, endDate, status }) => ({
      id,
      planNumber,
      startDate,
      endDate,
      status,
    })),
    contracts: contracts.map((c) => ({
      id: c.id,
      number: c.number,
      listPrice: c.listPrice as number,
      discount: c.discount as number,
    })),
    plans: plans.map(({ id, planNumber, name, startDate }) => ({
      id,
      label: `${name} ${planNumber}，${startDate} 起`,
    })),
    menus: templates,
  };
}
export type Start = Awaited<ReturnType<typeof startOf>>;
