import "server-only";
import { command } from "@/domain/core/access";
import { audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import type { ListPlans } from "../schema";

/** Writes down that plans were taken out of the house: who, with which filter, how many rows. */
export const recordExport = (ctx: Ctx, input: ListPlans, rows: number): Promise<void> =>
  command(ctx, "plans:export", (tx) => {
    const { page, pageSize, sort, ...filter } = input;
    return audit(
      tx,
      "confinement_meal_plan.exported",
      null,
      { id: 0, centreId: input.centreId ?? null },
      { filter, rows },
    );
  });
