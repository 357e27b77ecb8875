import "server-only";
import { type Ctx, may } from "@/domain/core/ctx";
import { listAbsences } from "@/domain/customers/absences/queries";
import { listBirths } from "@/domain/customers/births/queries";
import { customerDetail } from "@/domain/customers/detail/queries";
import { listRestrictions } from "@/domain/customers/restrictions/queries";
import { stayDetail } from "@/domain/customers/stays/queries";
import { listSubscriptions } from "@/domain/packages/queries";
import { plansOfCustomer } from "@/domain/planning/list/queries";
import { clockOf, dayOf } from "@/lib/time";
import type { Tab } from "./tabs";

const LISTED = 20;

/** What every tab of a customer's page needs: who she is, her stay, her birth, and what the caller may do. */
export async function readCustomer(ctx: Ctx, id: number) {
  const customer = await customerDetail(ctx, { id });
  const today = dayOf(ctx.now);
  const seesStays = may(ctx, "stays:read") && customer.stayId !== null;
  const [restrictions, births, stay, absences, contracts, plans] = await Promise.all([
    listRestrictions(ctx, { id }),
    listBirths(ctx, { id }),
    seesStays && customer.stayId ? stayDetail(ctx, { id: customer.stayId }) : null,
    seesStays && customer.stayId ? listAbsences(ctx, { id: customer.stayId }) : { items: [] },
    may(ctx, "packages:read") ? listSubscriptions(ctx, { page: 1, pageSize: 50, sort: "-id", customerId: id }) : null,
    may(ctx, "plans:read") ? plansOfCustomer(ctx, { customerId: id, limit: LISTED }) : null,
  ]);
  const current = births.items.find((birth) => birth.isCurrent) ?? null;
  const openAbsence = absences.items.find(
    (one) => one.startsAt <= ctx.now && (one.endsAt === null || one.endsAt > ctx.now),
  );
  const due = (contracts?.rows ?? []).reduce((sum, row) => sum + row.due, 0);
  const running = plans?.find((plan) => plan.status === "active" && plan.startDate <= today && plan.endDate >= today);
  const hiddenTabs: Tab[] = [
    ...(plans ? [] : (["meals"] as const)),
    ...(contracts ? [] : (["contracts"] as const)),
    ...(may(ctx, "families:read") ? [] : (["family"] as const)),
    ...(may(ctx, "medical_orders:read") ? [] : (["orders"] as const)),
  ];
  return {
    customer,
    today,
    restrictions: restrictions.items,
    births: births.items,
    birth: current,
    birthForm: current && {
      id: current.id,
      version: current.version,
      deliveredOn: current.deliveredOn,
      deliveredTime: current.deliveredAt ? clockOf(current.deliveredAt) : null,
      deliveryMode: current.deliveryMode,
      feeding: current.feeding,
      parity: current.parity,
      gestationDays: current.gestationDays,
      expectedDeliveryDate: current.expectedDeliveryDate,
    },
    stay: stay && {
      id: stay.id,
      version: stay.version,
      status: stay.status,
      room: stay.room,
      from: stay.checkedInAt ? dayOf(stay.checkedInAt) : stay.checkInDate,
      checkInDate: stay.checkInDate,
      checkOutDate: stay.checkOutDate,
      companions: stay.companions,
      note: stay.note,
      nights: stay.nights,
    },
    absences: absences.items,
    openAbsence: openAbsence ? { id: openAbsence.id, version: openAbsence.version } : null,
    contracts: contracts?.rows ?? null,
    due,
    plans,
    plan: running ?? null,
    counts: {
      restrictions: restrictions.items.filter((item) => item.isInForce).length,
      contracts: contracts?.total ?? 0,
      meals: plans?.length ?? 0,
    } satisfies Partial<Record<Tab, number>>,
    hiddenTabs,
    can: {
      edit: may(ctx, "customers:edit"),
      stays: may(ctx, "stays:edit"),
      restrictions: may(ctx, "restrictions:edit"),
      archive: may(ctx, "customers:archive"),
      merge: may(ctx, "customers:merge"),
      anonymise: may(ctx, "customers:anonymise"),
      reveal: may(ctx, "customers:reveal"),
      plans: may(ctx, "plans:edit"),
      orders: may(ctx, "medical_orders:edit"),
      acknowledge: may(ctx, "medical_orders:acknowledge"),
    },
  };
}
export type Known = Awaited<ReturnType<typeof readCustomer>>;
