import "server-only";
import { eq } from "drizzle-orm";
import { families, patients } from "@/db/schema/customers";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { unsealed } from "@/lib/crypto";
import { scopeOf, visibleCustomer } from "../queries";
import type { RevealCustomer } from "../schema";

/** The full phone, address and card of a customer; every look is in the operation log. */
export function revealCustomer(ctx: Ctx, input: RevealCustomer) {
  return command(ctx, "customers:reveal", async (tx) => {
    const row = await visibleCustomer(scopeOf(tx), input.id);
    const [family] = await tx.db
      .select()
      .from(families)
      .where(eq(families.id, row.familyId ?? 0));
    const [patient] = await tx.db
      .select()
      .from(patients)
      .where(eq(patients.id, row.patientId ?? 0));
    await audit(
      tx,
      "customer.revealed",
      null,
      { id: row.id, centreId: row.centreId, familyId: row.familyId },
      {
        reason: input.reason ?? null,
        fields: ["phone", "address", "idCard", "emergencyPhone"],
      },
    );
    return {
      phone: unsealed(row.phoneEnc),
      address: unsealed(row.addressEnc),
      idCard: unsealed(patient?.idCardEnc ?? null),
      emergencyPhone: unsealed(family?.emergencyPhoneEnc ?? null),
    };
  });
}
