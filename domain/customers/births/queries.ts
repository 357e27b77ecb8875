import "server-only";
import { and, asc, desc, eq, isNull } from "drizzle-orm";
import { childbirths, patients } from "@/db/schema/customers";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { dayOf, daysBetween } from "@/lib/time";
import { visibleCustomer } from "../queries";
import { birthOn } from "../rules";
import type { BirthOut } from "./schema";

/** The pregnancies of a customer's patient, newest first, each with its babies. */
export async function listBirths(ctx: Ctx, input: { id: number }): Promise<{ items: BirthOut[] }> {
  const read = reader(ctx, "customers:read");
  const customer = await visibleCustomer(read, input.id);
  const found = await read.db
    .select({
      birth: childbirths,
      baby: {
        id: patients.id,
        name: patients.name,
        gender: patients.gender,
        birthWeightG: patients.birthWeightG,
        birthOrder: patients.birthOrder,
        birthDate: patients.birthDate,
      },
    })
    .from(childbirths)
    .leftJoin(patients, and(eq(patients.motherId, childbirths.patientId), isNull(patients.archivedAt)))
    .where(eq(childbirths.patientId, customer.patientId ?? 0))
    .orderBy(desc(childbirths.id), asc(patients.birthOrder), asc(patients.id));
  const rows = [...new Map(found.map(({ birth }) => [birth.id, birth])).values()];
  const babies = [...new Map(found.flatMap(({ baby }) => (baby ? [[baby.id, baby] as const] : []))).values()];
  const current = birthOn(rows, dayOf(ctx.now));
  return {
    items: rows.map((row) => ({
      ...row,
      isCurrent: row.id === current?.id,
      babies: babies.filter(
        ({ birthDate }) => birthDate && row.deliveredOn && Math.abs(daysBetween(birthDate, row.deliveredOn)) <= 2,
      ),
    })),
  };
}
