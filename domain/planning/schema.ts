import { z } from "zod";
import {
  confinementMealItemOrigins,
  confinementMealPlanPlaces,
  confinementMealPlanStatuses,
} from "@/db/enums/planning";
import { amountDue, clockField, dayField, flag, id, name, quantity, text, version } from "@/lib/fields";
import { clockOut, dayOut, idOut, instantOut, moneyOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** Longest plan that can be made in one go, in days. */
export const MAX_DAYS = 180;

export const PlanId = z.object({ id });
export type PlanId = z.output<typeof PlanId>;

export const ListPlans = pageOf(["createdAt", "startDate", "endDate", "planNumber"], "-startDate").extend({
  centreId: id.optional(),
  customerId: id.optional(),
  status: z.enum(confinementMealPlanStatuses).optional(),
  /** Plans that run on any day from startDate to endDate. */
  startDate: dayField.optional(),
  endDate: dayField.optional(),
  /** Plan number, customer's name or initials. */
  search: z.string().trim().max(50).optional(),
  /** Drafts and running plans with a filled week that nobody has approved yet. */
  pending: flag.optional(),
});
export type ListPlans = z.output<typeof ListPlans>;

const head = {
  mealPlanType: name("计划类型", 20),
  place: z.enum(confinementMealPlanPlaces, { error: "请选在馆或送餐到家" }),
  totalCaloriesPerDay: quantity("每日热量", { min: 0, max: 9999 }).nullable(),
  totalPrice: amountDue,
  discountAmount: amountDue,
  notes: text(2000),
};

/** Either the last day or the number of days; `endDate` is inclusive, and 29 or 43 days are read as 28 or 42. */
export const CreatePlan = z.strictObject({
  customerId: id,
  patientId: id.optional(),
  subscriptionId: id.optional(),
  startDate: dayField,
  endDate: dayField.optional(),
  totalDays: z.coerce.number().int().min(1, "至少 1 天").max(MAX_DAYS, `最多 ${MAX_DAYS} 天`).optional(),
  mealPlanType: head.mealPlanType.default("standard"),
  place: head.place.default("in_house"),
  totalCaloriesPerDay: head.totalCaloriesPerDay.optional(),
  totalPrice: head.totalPrice.optional(),
  discountAmount: head.discountAmount.optional(),
  notes: head.notes.optional(),
  /** Take the dishes of another plan (day by day) or of a cyclic menu; those that do not suit her are left out. */
  copyFrom: z
    .discriminatedUnion("from", [
      z.strictObject({ from: z.literal("plan"), planId: id }),
      z.strictObject({ from: z.literal("menu"), menuId: id }),
    ])
    .optional(),
  onceKey: z.string().max(128).optional(),
});
export type CreatePlan = z.output<typeof CreatePlan>;

/** What is left out stays. The period may be moved while the plan is an empty draft, afterwards only its end. */
export const UpdatePlan = z.strictObject({
  id,
  version,
  startDate: dayField.optional(),
  endDate: dayField.optional(),
  mealPlanType: head.mealPlanType.optional(),
  place: head.place.optional(),
  totalCaloriesPerDay: head.totalCaloriesPerDay.optional(),
  totalPrice: head.totalPrice.optional(),
  discountAmount: head.discountAmount.optional(),
  notes: head.notes.optional(),
});
export type UpdatePlan = z.output<typeof UpdatePlan>;

export const DeletePlan = z.strictObject({ id, version: version.optional() });
export type DeletePlan = z.output<typeof DeletePlan>;

/** A goal holds the word that is shown and the numbers behind it, by nutrient. */
export const Goal = z.strictObject({
  label: z.string().trim().max(20),
  min: z.number().min(0).max(1e6).nullable().optional(),
  max: z.number().min(0).max(1e6).nullable().optional(),
});
export type Goal = z.output<typeof Goal>;
export type Goals = Record<string, Goal>;

const words = z.array(z.string().trim().min(1).max(50)).max(60);

export const UpdateWeek = z.strictObject({
  id,
  weekNumber: z.coerce.number().int().min(1).max(60),
  version,
  focusArea: text(100).optional(),
  nutritionGoals: z.record(z.string().max(32), Goal).optional(),
  avoidFoods: words.optional(),
  recommendedFoods: words.optional(),
  notes: text(2000).optional(),
  /** Notes of single days; a day that is left out keeps its own. */
  days: z
    .array(z.strictObject({ date: dayField, specialNotes: text(2000) }))
    .max(7)
    .optional(),
});
export type UpdateWeek = z.output<typeof UpdateWeek>;

export const SubmitPlan = z.strictObject({ id });
export type SubmitPlan = z.output<typeof SubmitPlan>;
export const ApprovePlan = z.strictObject({ id, version: version.optional() });
export type ApprovePlan = z.output<typeof ApprovePlan>;
export const CancelPlan = z.strictObject({ id, reason: name("取消的原因", 200), version: version.optional() });
export type CancelPlan = z.output<typeof CancelPlan>;

const portions = z.coerce.number().int("份数要是整数").min(1, "至少 1 份").max(20, "最多 20 份");
const note = text(500);
const reason = z.string().trim().max(200, "最多 200 个字").nullable();
const at = { date: dayField, slotId: id };
const one = { ...at, dishId: id };

/** What one cell holds, in order. */
export const CellItem = z.strictObject({
  dishId: id,
  quantity: portions.default(1),
  /** Null = the slot's own time. */
  servingTime: clockField.nullable().default(null),
  instructions: note.default(null),
  isLocked: z.boolean().default(false),
  overrideReason: reason.default(null),
});
export type CellItem = z.output<typeof CellItem>;

/** One step of editing. A dish is named by where it stands: there is at most one of a kind in a cell. */
export const EditOp = z.discriminatedUnion("op", [
  z.strictObject({
    op: z.literal("add"),
    ...one,
    quantity: portions.optional(),
    servingTime: clockField.nullable().optional(),
    instructions: note.optional(),
    overrideReason: reason.optional(),
    position: z.coerce.number().int().min(0).max(50).optional(),
  }),
  z.strictObject({ op: z.literal("remove"), ...one }),
  z.strictObject({ op: z.literal("replace"), ...one, withDishId: id, overrideReason: reason.optional() }),
  z.strictObject({
    op: z.literal("move"),
    ...one,
    toDate: dayField,
    toSlotId: id,
    position: z.coerce.number().int().min(0).max(50).optional(),
    overrideReason: reason.optional(),
  }),
  z.strictObject({ op: z.literal("copyDay"), fromDate: dayField, toDate: dayField }),
  z.strictObject({
    op: z.literal("copyWeek"),
    fromWeek: z.coerce.number().int().min(1).max(60),
    toWeek: z.coerce.number().int().min(1).max(60),
  }),
  z.strictObject({ op: z.literal("setLock"), ...at, dishId: id.optional(), isLocked: z.boolean() }),
  z.strictObject({ op: z.literal("setNote"), ...one, instructions: note }),
  z.strictObject({ op: z.literal("setServingTime"), ...at, dishId: id.optional(), servingTime: clockField.nullable() }),
  z.strictObject({ op: z.literal("setQuantity"), ...one, quantity: portions }),
  z.strictObject({ op: z.literal("reorder"), ...at, dishIds: z.array(id).max(50) }),
  z.strictObject({ op: z.literal("setCell"), ...at, items: z.array(CellItem).max(50) }),
]);
export type EditOp = z.output<typeof EditOp>;

export const EditItems = z.strictObject({
  planId: id,
  /** The version the editor was looking at. Older is fine as long as nobody else changed the same cells since. */
  planVersion: version,
  ops: z.array(EditOp).min(1, "没有要改的").max(1000, "一次最多 1000 步"),
});
export type EditItems = z.output<typeof EditItems>;

/** The same batch at the API, where the plan stands in the path. */
export const EditPlanItems = z.strictObject({ id, planVersion: version, ops: EditItems.shape.ops });
export type EditPlanItems = z.output<typeof EditPlanItems>;

/** Where a dish stands, as the API says it: the slot's Chinese name, its code or its id. */
const mealType = z.string().trim().min(1, "请选餐次").max(50);

export const AddItem = z.strictObject({
  id,
  date: dayField,
  mealType,
  dishId: id,
  quantity: portions.optional(),
  servingTime: clockField.nullable().optional(),
  specialInstructions: note.optional(),
  isLocked: z.boolean().optional(),
  overrideReason: reason.optional(),
});
export type AddItem = z.output<typeof AddItem>;

export const ChangeItem = z.strictObject({
  id,
  item: id,
  version: version.optional(),
  dishId: id.optional(),
  date: dayField.optional(),
  mealType: mealType.optional(),
  quantity: portions.optional(),
  servingTime: clockField.nullable().optional(),
  specialInstructions: note.optional(),
  isLocked: z.boolean().optional(),
  overrideReason: reason.optional(),
});
export type ChangeItem = z.output<typeof ChangeItem>;

export const RemoveItem = z.strictObject({ id, item: id, version: version.optional() });
export type RemoveItem = z.output<typeof RemoveItem>;

/** Without a profile the targets are hers: by stage, feeding, condition and what was set for her. */
export const PlanNutrition = z.object({ id, profile: z.string().trim().max(32).optional() });
export type PlanNutrition = z.output<typeof PlanNutrition>;

/** The editor: the grid, or a proposal laid over it; `schedule` asks for one as it opens. */
export const PlanView = z.object({ id, proposal: id.optional(), schedule: flag.optional() });

/** The nutrition page: all of a plan or one week, and the day whose dishes are shown. */
export const NutritionView = z.object({
  id,
  week: z.coerce.number().int().min(1).max(60).optional(),
  day: dayField.optional(),
});

export const PlanWeek = z.object({ id, week: z.coerce.number().int().min(1).max(60).optional() });
export type PlanWeek = z.output<typeof PlanWeek>;

const planFields = {
  id: idOut,
  planNumber: z.string(),
  centreId: idOut,
  customerId: idOut,
  customerName: z.string(),
  patientId: idOut,
  subscriptionId: idOut.nullable(),
  startDate: dayOut,
  endDate: dayOut,
  totalDays: z.number().int(),
  totalWeeks: z.number().int(),
  mealPlanType: z.string(),
  place: z.enum(confinementMealPlanPlaces),
  totalCaloriesPerDay: z.number().nullable(),
  totalPrice: moneyOut,
  discountAmount: moneyOut,
  finalPrice: moneyOut,
  status: z.enum(confinementMealPlanStatuses),
  notes: z.string().nullable(),
  createdBy: idOut.nullable(),
  approvedBy: idOut.nullable(),
  approvedAt: instantOut.nullable(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
};

export const PlanOut = z.object(planFields);
export type PlanOut = z.output<typeof PlanOut>;

/** `leftOut`: dishes of a copied plan or menu that do not suit her. */
export const CreatedPlanOut = z.object({ ...planFields, leftOut: z.number().int() });

export const PlanRowOut = z.object({
  ...planFields,
  createdByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  /** Cells (day × slot) that hold a dish, of all cells. */
  filledCells: z.number().int(),
  totalCells: z.number().int(),
  warnings: z.number().int(),
});
export type PlanRowOut = z.output<typeof PlanRowOut>;

const warning = z.object({ kind: z.string(), strength: z.string(), text: z.string() });

export const ItemOut = z.object({
  id: idOut,
  mealType: z.string(),
  slotId: idOut,
  slot: z.string(),
  dishId: idOut,
  dishName: z.string(),
  position: z.number().int(),
  servingTime: clockOut,
  quantity: z.number().int(),
  calories: z.number().nullable(),
  nutritionDetails: z.record(z.string(), z.number()).nullable(),
  specialInstructions: z.string().nullable(),
  isLocked: z.boolean(),
  origin: z.enum(confinementMealItemOrigins),
  overrideReason: z.string().nullable(),
  /** Of a refused dish that was asked for all the same: served only once a second person confirmed. */
  release: z.enum(["pending", "confirmed"]).nullable(),
  warnings: z.array(warning),
  version: z.number().int(),
});
export type ItemOut = z.output<typeof ItemOut>;

export const DayOut = z.object({
  id: idOut,
  dayNumber: z.number().int(),
  date: dayOut,
  totalCalories: z.number().nullable(),
  nutritionSummary: z.record(z.string(), z.number()).nullable(),
  specialNotes: z.string().nullable(),
  version: z.number().int(),
  mealItems: z.array(ItemOut),
});

export const WeekOut = z.object({
  id: idOut,
  weekNumber: z.number().int(),
  focusArea: z.string().nullable(),
  nutritionGoals: z.record(z.string(), z.string()),
  avoidFoods: z.array(z.string()),
  recommendedFoods: z.array(z.string()),
  notes: z.string().nullable(),
  approvedBy: idOut.nullable(),
  approvedAt: instantOut.nullable(),
  version: z.number().int(),
  dayPlans: z.array(DayOut),
});

export const PlanDetailOut = z.object({
  ...planFields,
  createdByName: z.string().nullable(),
  approvedByName: z.string().nullable(),
  weekPlans: z.array(WeekOut),
});
export type PlanDetailOut = z.output<typeof PlanDetailOut>;

/** The plan's new version and the item as it stands now. */
export const ItemChangedOut = z.object({ planVersion: z.number().int(), item: ItemOut });

/** The plan's version after the batch, the days to draw anew, and the cells that others changed since the given version. */
export const EditedOut = z.object({
  planVersion: z.number().int(),
  dates: z.array(dayOut),
  others: z.array(z.string().meta({ description: "日期/餐次" })),
});

export const SubmittedOut = z.object({ asked: z.array(z.string()) });

export const ApprovedOut = z.object({ ...planFields, approvedWeeks: z.array(z.number().int()) });

/** Choosing whom a new plan is for. */
export const MotherSearch = z.object({ search: z.string().trim().max(50).default("") });
export type MotherSearch = z.output<typeof MotherSearch>;
export const StartPlan = z.object({ customerId: id.optional() });
export type StartPlan = z.output<typeof StartPlan>;
