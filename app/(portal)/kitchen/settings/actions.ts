"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import type { Ctx } from "@/domain/core/ctx";
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

/** Only what the form needs back: the row may carry dates, and nothing reads them. */
const saved = <I>(run: (ctx: Ctx, input: I) => Promise<{ id: number }>) =>
  fresh(async (ctx: Ctx, input: I) => ({ id: (await run(ctx, input)).id }));

export const createSlotAction = action({ permission: "kitchen:settings", input: CreateSlot }, saved(createSlot));
export const updateSlotAction = action({ permission: "kitchen:settings", input: UpdateSlot }, saved(updateSlot));
export const updateTargetAction = action({ permission: "guidance:edit", input: UpdateTarget }, saved(updateTarget));
export const createDietRuleAction = action(
  { permission: "guidance:edit", input: CreateDietRule },
  saved(createDietRule),
);
export const updateDietRuleAction = action(
  { permission: "guidance:edit", input: UpdateDietRule },
  saved(updateDietRule),
);
export const updateConditionAction = action(
  { permission: "guidance:edit", input: UpdateCondition },
  saved(updateCondition),
);
export const updateStageGuideAction = action(
  { permission: "guidance:edit", input: UpdateStageGuide },
  saved(updateStageGuide),
);
export const createCategoryAction = action({ permission: "dishes:edit", input: CreateCategory }, saved(createCategory));
export const updateCategoryAction = action({ permission: "dishes:edit", input: UpdateCategory }, saved(updateCategory));
export const archiveCategoryAction = action({ permission: "dishes:edit", input: MasterId }, fresh(archiveCategory));
export const createAllergenAction = action(
  { permission: "ingredients:edit", input: CreateAllergen },
  saved(createAllergen),
);
export const updateAllergenAction = action(
  { permission: "ingredients:edit", input: UpdateAllergen },
  saved(updateAllergen),
);
export const deleteAllergenAction = action({ permission: "ingredients:edit", input: MasterId }, fresh(deleteAllergen));
export const createTagAction = action({ permission: "ingredients:edit", input: CreateTag }, saved(createTag));
export const updateTagAction = action({ permission: "ingredients:edit", input: UpdateTag }, saved(updateTag));
export const deleteTagAction = action({ permission: "ingredients:edit", input: MasterId }, fresh(deleteTag));
