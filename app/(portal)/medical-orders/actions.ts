"use server";

import { revalidatePath } from "next/cache";
import { z } from "zod";
import { action } from "@/app/_server/action";
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

/** Every page reads anew: an order shows wherever the person is named. */
const seen = <T>(answer: T): T => {
  revalidatePath("/", "layout");
  return answer;
};

export const createOrderAction = action(
  { permission: "medical_orders:edit", input: CreateMedicalOrder },
  async (ctx, input) => seen(await createMedicalOrder(ctx, input)),
);
export const activateOrderAction = action(
  { permission: "medical_orders:edit", input: UpdateMedicalOrder },
  async (ctx, input) => seen(await updateMedicalOrder(ctx, input)),
);
export const stopOrderAction = action(
  { permission: "medical_orders:edit", input: StopMedicalOrder },
  async (ctx, input) => seen(await stopMedicalOrder(ctx, input)),
);
export const deleteOrderAction = action(
  { permission: "medical_orders:edit", input: OneMedicalOrder },
  async (ctx, input) => seen(await deleteMedicalOrder(ctx, input)),
);
export const acknowledgeOrderAction = action(
  { permission: "medical_orders:acknowledge", input: AcknowledgeMedicalOrder },
  async (ctx, input) => seen(await acknowledgeMedicalOrder(ctx, input)),
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
