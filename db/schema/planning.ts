import { sql } from "drizzle-orm";
import {
  check,
  foreignKey,
  index,
  int,
  mysqlEnum,
  mysqlTable,
  text,
  uniqueIndex,
  varchar,
} from "drizzle-orm/mysql-core";
import {
  businessDay,
  clock,
  createdAt,
  flag,
  id,
  instant,
  measure,
  money,
  ref,
  snapshot,
  updatedAt,
  version,
} from "@/db/columns";
import {
  confinementMealItemOrigins,
  confinementMealPlanPlaces,
  confinementMealPlanStatuses,
  planProposalStatuses,
} from "@/db/enums/planning";
import type { Fen } from "@/lib/money";
import { centres } from "./centres";
import { customers, patients } from "./customers";
import { dishes, menuCategories } from "./dishes";
import { users } from "./identity";
import { patientSubscriptions } from "./packages";
import { jobs } from "./system";

export const confinementMealPlans = mysqlTable(
  "confinement_meal_plan",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    planNumber: varchar("plan_number", { length: 50 }).notNull(),
    customerId: ref("customer_id").notNull(),
    patientId: ref("patient_id").notNull(),
    subscriptionId: ref("subscription_id"),
    startDate: businessDay("start_date").notNull(),
    endDate: businessDay("end_date").notNull(),
    totalDays: int("total_days").notNull(),
    totalWeeks: int("total_weeks").notNull(),
    mealPlanType: varchar("meal_plan_type", { length: 20 }).notNull(),
    place: mysqlEnum("place", confinementMealPlanPlaces).notNull().default("in_house"),
    totalCaloriesPerDay: measure("total_calories_per_day", 8, 2),
    totalPrice: money("total_price_fen")
      .notNull()
      .default(0 as Fen),
    discountAmount: money("discount_amount_fen")
      .notNull()
      .default(0 as Fen),
    finalPrice: money("final_price_fen")
      .notNull()
      .default(0 as Fen),
    status: mysqlEnum("status", confinementMealPlanStatuses).notNull().default("draft"),
    notes: text("notes"),
    approvedBy: ref("approved_by"),
    approvedAt: instant("approved_at"),
    createdBy: ref("created_by"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("confinement_meal_plan_plan_number").on(t.planNumber),
    index("confinement_meal_plan_centre_id_start_date").on(t.centreId, t.startDate), // the list without a status
    index("confinement_meal_plan_start_date").on(t.startDate), // the list of the whole group
    index("confinement_meal_plan_centre_id_status_start_date").on(t.centreId, t.status, t.startDate),
    index("confinement_meal_plan_customer_id_start_date").on(t.customerId, t.startDate),
    index("confinement_meal_plan_patient_id_start_date").on(t.patientId, t.startDate),
    check("confinement_meal_plan_ck1", sql`${t.endDate}>=${t.startDate}`),
    check("confinement_meal_plan_ck2", sql`${t.finalPrice}=${t.totalPrice}-${t.discountAmount}`),
    foreignKey({ name: "fk_confinement_meal_plan_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({
      name: "fk_confinement_meal_plan_customer_id",
      columns: [t.customerId],
      foreignColumns: [customers.id],
    }),
    foreignKey({ name: "fk_confinement_meal_plan_patient_id", columns: [t.patientId], foreignColumns: [patients.id] }),
    foreignKey({
      name: "fk_confinement_meal_plan_subscription_id",
      columns: [t.subscriptionId],
      foreignColumns: [patientSubscriptions.id],
    }),
    foreignKey({ name: "fk_confinement_meal_plan_approved_by", columns: [t.approvedBy], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_confinement_meal_plan_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);

export const confinementWeekPlans = mysqlTable(
  "confinement_week_plan",
  {
    id: id(),
    mealPlanId: ref("meal_plan_id").notNull(),
    weekNumber: int("week_number").notNull(),
    focusArea: varchar("focus_area", { length: 100 }),
    nutritionGoals: snapshot("nutrition_goals"),
    avoidFoods: snapshot("avoid_foods"),
    recommendedFoods: snapshot("recommended_foods"),
    notes: text("notes"),
    approvedBy: ref("approved_by"),
    approvedAt: instant("approved_at"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("confinement_week_plan_meal_plan_id_week_number").on(t.mealPlanId, t.weekNumber),
    foreignKey({
      name: "fk_confinement_week_plan_meal_plan_id",
      columns: [t.mealPlanId],
      foreignColumns: [confinementMealPlans.id],
    }),
    foreignKey({ name: "fk_confinement_week_plan_approved_by", columns: [t.approvedBy], foreignColumns: [users.id] }),
  ],
);

export const confinementDayPlans = mysqlTable(
  "confinement_day_plan",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    weekPlanId: ref("week_plan_id").notNull(),
    mealPlanId: ref("meal_plan_id").notNull(),
    patientId: ref("patient_id").notNull(),
    dayNumber: int("day_number").notNull(),
    date: businessDay("date").notNull(),
    totalCalories: measure("total_calories", 8, 2),
    nutritionSummary: snapshot("nutrition_summary"),
    specialNotes: text("special_notes"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("confinement_day_plan_meal_plan_id_date").on(t.mealPlanId, t.date),
    uniqueIndex("confinement_day_plan_week_plan_id_day_number").on(t.weekPlanId, t.dayNumber),
    index("confinement_day_plan_centre_id_date").on(t.centreId, t.date),
    index("confinement_day_plan_patient_id_date").on(t.patientId, t.date),
    foreignKey({ name: "fk_confinement_day_plan_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({
      name: "fk_confinement_day_plan_week_plan_id",
      columns: [t.weekPlanId],
      foreignColumns: [confinementWeekPlans.id],
    }),
    foreignKey({
      name: "fk_confinement_day_plan_meal_plan_id",
      columns: [t.mealPlanId],
      foreignColumns: [confinementMealPlans.id],
    }),
    foreignKey({ name: "fk_confinement_day_plan_patient_id", columns: [t.patientId], foreignColumns: [patients.id] }),
  ],
);

export const confinementMealItems = mysqlTable(
  "confinement_meal_item",
  {
    id: id(),
    dayPlanId: ref("day_plan_id").notNull(),
    categoryId: ref("category_id").notNull(),
    dishId: ref("dish_id").notNull(),
    position: int("position").notNull().default(0),
    servingTime: clock("serving_time").notNull(),
    quantity: int("quantity").notNull().default(1),
    calories: measure("calories", 8, 2),
    nutritionDetails: snapshot("nutrition_details"),
    specialInstructions: text("special_instructions"),
    variant: snapshot("variant"),
    isLocked: flag("is_locked").notNull().default(false),
    origin: mysqlEnum("origin", confinementMealItemOrigins).notNull().default("person"),
    trace: snapshot("trace"),
    overrideReason: varchar("override_reason", { length: 200 }),
    overrideBy: ref("override_by"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("confinement_meal_item_day_plan_id_category_id_dish_id").on(t.dayPlanId, t.categoryId, t.dishId),
    foreignKey({
      name: "fk_confinement_meal_item_day_plan_id",
      columns: [t.dayPlanId],
      foreignColumns: [confinementDayPlans.id],
    }),
    foreignKey({
      name: "fk_confinement_meal_item_category_id",
      columns: [t.categoryId],
      foreignColumns: [menuCategories.id],
    }),
    foreignKey({ name: "fk_confinement_meal_item_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
  ],
);

export const planProposals = mysqlTable(
  "plan_proposal",
  {
    id: id(),
    mealPlanId: ref("meal_plan_id").notNull(),
    jobId: ref("job_id"),
    planVersion: int("plan_version").notNull(),
    scope: snapshot("scope").notNull(),
    seed: int("seed"),
    weights: snapshot("weights"),
    status: mysqlEnum("status", planProposalStatuses).notNull().default("open"),
    result: snapshot("result"),
    acceptedBy: ref("accepted_by"),
    acceptedAt: instant("accepted_at"),
    createdBy: ref("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    index("plan_proposal_meal_plan_id_id").on(t.mealPlanId, t.id),
    foreignKey({
      name: "fk_plan_proposal_meal_plan_id",
      columns: [t.mealPlanId],
      foreignColumns: [confinementMealPlans.id],
    }),
    foreignKey({ name: "fk_plan_proposal_job_id", columns: [t.jobId], foreignColumns: [jobs.id] }),
    foreignKey({ name: "fk_plan_proposal_accepted_by", columns: [t.acceptedBy], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_plan_proposal_created_by", columns: [t.createdBy], foreignColumns: [users.id] }),
  ],
);
