"use server";

import { z } from "zod";
import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import {
  acknowledgeMedicalOrder,
  createMedicalOrder,
  deleteMedicalOrder,
  stopMedicalOrder,
  updateMedicalOrder,
} from "@/domain/care/commands";
import { dietFacts } from "@/domain/care/diet/queries";
import {
  AcknowledgeMedicalOrder,
  CreateMedicalOrder,
  OneMedicalOrder,
  PreviewDiet,
  StopMedicalOrder,
  UpdateMedicalOrder,
} from "@/domain/care/schema";
import { may } from "@/domain/core/ctx";
import { findTargets } from "@/domain/customers/restrictions/queries";
import { TargetSearch } from "@/domain/customers/restrictions/schema";
import { mothersFor } from "@/domain/planning/creation/queries";
import { previewMeals } from "@/domain/planning/preview/queries";

export const createOrderAction = action(
  { permission: "medical_orders:edit", input: CreateMedicalOrder },
  fresh(createMedicalOrder),
);
export const activateOrderAction = action(
  { permission: "medical_orders:edit", input: UpdateMedicalOrder },
  fresh(updateMedicalOrder),
);
export const stopOrderAction = action(
  { permission: "medical_orders:edit", input: StopMedicalOrder },
  fresh(stopMedicalOrder),
);
export const deleteOrderAction = action(
  { permission: "medical_orders:edit", input: OneMedicalOrder },
  fresh(deleteMedicalOrder),
);
export const acknowledgeOrderAction = action(
  { permission: "medical_orders:acknowledge", input: AcknowledgeMedicalOrder },
  fresh(acknowledgeMedicalOrder),
);

/** Which coming meals the diet would hit; null where she has no running plan, or the caller sees no plans. */
export const previewOrderAction = action(
  { permission: "medical_orders:edit", input: PreviewDiet },
  async (ctx, input) =>
    may(ctx, "plans:read") ? previewMeals(ctx, { patientId: input.patientId, ...(await dietFacts(ctx, input)) }) : null,
);

export const findWhomAction = action(
  { permission: "medical_orders:edit", input: z.object({ search: z.string().trim().max(50) }) },
  mothersFor,
);
export const findFoodAction = action({ permission: "medical_orders:edit", input: TargetSearch }, findTargets);
