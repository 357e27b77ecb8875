import { patientSubscriptions, servicePackages } from "@/db/schema/packages";
import { fen } from "@/lib/money";
import { addDays, type Day, instantOf } from "@/lib/time";
import { insertAll, type Target } from "../insert";
import { users } from "../world";
import type { Numbers } from "./numbers";
import { type Mother, mothers, packages } from "./people";
import { employeeIdOf } from "./staff";

/** Subscription ids are those of the mothers. */
export async function loadPackages({ db, now }: Target, today: Day, numbers: Numbers): Promise<void> {
  const opened = instantOf(addDays(today, -400), "09:00");
  await insertAll(
    db,
    servicePackages,
    Object.entries(packages).map(([name, { id, days, yuan, description }]) => ({
      id,
      centreId: null,
      name,
      description,
      kind: "stay" as const,
      price: fen(yuan * 100),
      durationDays: days,
      createdAt: opened,
      updatedAt: opened,
    })),
  );
  await insertAll(
    db,
    patientSubscriptions,
    [...mothers]
      .sort((a, b) => signedOn(a, today).localeCompare(signedOn(b, today)))
      .map((m) => row(m, today, now, numbers)),
  );
}

const signedOn = (m: Mother, today: Day) => addDays(today, Math.min(m.from, 0) - 15 - (m.id % 7));

function row(m: Mother, today: Day, now: Date, numbers: Numbers) {
  const { id, days, yuan } = packages[m.package];
  const listPrice = fen(yuan * 100);
  const discount = fen((m.discountYuan ?? 0) * 100);
  const price = fen(listPrice - discount);
  const paid = fen(price - (m.dueYuan ?? 0) * 100);
  const signed = signedOn(m, today);
  return {
    id: m.id,
    centreId: m.centreId,
    number: numbers.next("HT", signed),
    customerId: m.id,
    patientId: m.id,
    packageId: id,
    stayId: m.id,
    startDate: addDays(today, m.from),
    endDate: addDays(today, m.to),
    status: m.stay === "checked_out" ? ("expired" as const) : ("active" as const),
    paymentStatus: paid === 0 ? ("unpaid" as const) : paid < price ? ("partial" as const) : ("paid" as const),
    listPrice,
    discount,
    price,
    paid,
    terms: { packageName: m.package, days },
    signedOn: signed,
    consultantId: employeeIdOf(m.centreId === 2 ? "尹若兰" : (["赵敏", "陈佳", "林晓"][m.id % 3] ?? "赵敏")),
    discountApprovedBy: discount > 0 ? users.manager.id : null,
    createdBy: m.centreId === 2 ? users.manager2.id : users.reception.id,
    createdAt: instantOf(signed, "15:30"),
    updatedAt: paid < price ? instantOf(signed, "15:30") : now,
  };
}
