import "server-only";
import { reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { visibleStay } from "../stays/queries";
import type { AbsenceOut } from "../stays/schema";

/** Absences of a stay, newest first. */
export async function listAbsences(ctx: Ctx, input: { id: number }): Promise<{ items: AbsenceOut[] }> {
  const read = reader(ctx, "stays:read");
  return { items: (await visibleStay(read, input.id)).absences };
}
