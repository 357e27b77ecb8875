"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import {
  createDietRule,
  updateCondition,
  updateDietRule,
  updateStageGuide,
  updateTarget,
} from "@/domain/dishes/guidance/commands";
import {
  CreateDietRule,
  UpdateCondition,
  UpdateDietRule,
  UpdateStageGuide,
  UpdateTarget,
} from "@/domain/dishes/guidance/schema";
import {
  archiveCategory,
  createAllergen,
  createCategory,
  createSlot,
  createTag,
  deleteAllergen,
  deleteTag,
  updateAllergen,
  updateCategory,
  updateSlot,
  updateTag,
} from "@/domain/dishes/masters/commands";
import {
  CreateAllergen,
  CreateCategory,
  CreateSlot,
  CreateTag,
  MasterId,
  UpdateAllergen,
  UpdateCategory,
  UpdateSlot,
  UpdateTag,
} from "@/domain/dishes/masters/schema";

const seen = <T>(answer: T): T => {
  revalidatePath("/kitchen/settings");
  return answer;
};
/** Only what the form needs back: the row may carry dates, and nothing reads them. */
const saved = ({ id }: { id: number }) => seen({ id });

export const createSlotAction = action({ permission: "kitchen:settings", input: CreateSlot }, async (ctx, input) =>
  saved(await createSlot(ctx, input)),
);
export const updateSlotAction = action({ permission: "kitchen:settings", input: UpdateSlot }, async (ctx, input) =>
  saved(await updateSlot(ctx, input)),
);
export const updateTargetAction = action({ permission: "guidance:edit", input: UpdateTarget }, async (ctx, input) =>
  saved(await updateTarget(ctx, input)),
);
export const createDietRuleAction = action({ permission: "guidance:edit", input: CreateDietRule }, async (ctx, input) =>
  saved(await createDietRule(ctx, input)),
);
export const updateDietRuleAction = action({ permission: "guidance:edit", input: UpdateDietRule }, async (ctx, input) =>
  saved(await updateDietRule(ctx, input)),
);
export const updateConditionAction = action(
  { permission: "guidance:edit", input: UpdateCondition },
  async (ctx, input) => saved(await updateCondition(ctx, input)),
);
export const updateStageGuideAction = action(
  { permission: "guidance:edit", input: UpdateStageGuide },
  async (ctx, input) => saved(await updateStageGuide(ctx, input)),
);
export const createCategoryAction = action({ permission: "dishes:edit", input: CreateCategory }, async (ctx, input) =>
  saved(await createCategory(ctx, input)),
);
export const updateCategoryAction = action({ permission: "dishes:edit", input: UpdateCategory }, async (ctx, input) =>
  saved(await updateCategory(ctx, input)),
);
export const archiveCategoryAction = action({ permission: "dishes:edit", input: MasterId }, async (ctx, input) =>
  seen(await archiveCategory(ctx, input)),
);
export const createAllergenAction = action(
  { permission: "ingredients:edit", input: CreateAllergen },
  async (ctx, input) => saved(await createAllergen(ctx, input)),
);
export const updateAllergenAction = action(
  { permission: "ingredients:edit", input: UpdateAllergen },
  async (ctx, input) => saved(await updateAllergen(ctx, input)),
);
export const deleteAllergenAction = action({ permission: "ingredients:edit", input: MasterId }, async (ctx, input) =>
  seen(await deleteAllergen(ctx, input)),
);
export const createTagAction = action({ permission: "ingredients:edit", input: CreateTag }, async (ctx, input) =>
  saved(await createTag(ctx, input)),
);
export const updateTagAction = action({ permission: "ingredients:edit", input: UpdateTag }, async (ctx, input) =>
  saved(await updateTag(ctx, input)),
);
export const deleteTagAction = action({ permission: "ingredients:edit", input: MasterId }, async (ctx, input) =>
  seen(await deleteTag(ctx, input)),
);
