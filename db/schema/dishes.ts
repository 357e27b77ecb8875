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
  quantity,
  reading,
  ref,
  snapshot,
  updatedAt,
  version,
} from "@/db/columns";
import {
  dailyMenuStatuses,
  dietRuleAppliesTo,
  dietRuleStrengths,
  dishIngredientBases,
  dishNutritionSources,
  foodTagKinds,
  ingredientAllergenStates,
  stageGuideStages,
} from "@/db/enums/dishes";
import { centres } from "./centres";
import { items } from "./inventory";

export const menuCategories = mysqlTable(
  "menu_category",
  {
    id: id(),
    code: varchar("code", { length: 20 }).notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    description: text("description"),
    servingTime: clock("serving_time").notNull(),
    cutoffMinutes: int("cutoff_minutes").notNull().default(720),
    energyShare: measure("energy_share", 5, 4),
    position: int("position").notNull().default(0),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("menu_category_code").on(t.code)],
);

export const nutrients = mysqlTable(
  "nutrient",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    unit: varchar("unit", { length: 16 }).notNull(),
    position: int("position").notNull().default(0),
  },
  (t) => [uniqueIndex("nutrient_code").on(t.code)],
);

export const allergens = mysqlTable(
  "allergen",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    isGb7718: flag("is_gb7718").notNull().default(true),
  },
  (t) => [uniqueIndex("allergen_code").on(t.code)],
);

export const foodTags = mysqlTable(
  "food_tag",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    kind: mysqlEnum("kind", foodTagKinds).notNull(),
    text: text("text"),
    basis: varchar("basis", { length: 100 }),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("food_tag_code").on(t.code)],
);

export const ingredients = mysqlTable(
  "ingredient",
  {
    id: id(),
    itemId: ref("item_id").notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    nameKey: varchar("name_key", { length: 64 }),
    description: text("description"),
    category: varchar("category", { length: 32 }).notNull(),
    ediblePct: measure("edible_pct", 5, 2).notNull().default(100),
    isHerb: flag("is_herb").notNull().default(false),
    isAvailable: flag("is_available").notNull().default(true),
    source: varchar("source", { length: 32 }),
    sourceRef: varchar("source_ref", { length: 64 }),
    note: text("note"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    uniqueIndex("ingredient_item_id").on(t.itemId),
    uniqueIndex("ingredient_name").on(t.name),
    index("ingredient_category_name").on(t.category, t.name),
    foreignKey({ name: "fk_ingredient_item_id", columns: [t.itemId], foreignColumns: [items.id] }),
  ],
);

export const ingredientAliases = mysqlTable(
  "ingredient_alias",
  {
    id: id(),
    ingredientId: ref("ingredient_id").notNull(),
    alias: varchar("alias", { length: 100 }).notNull(),
  },
  (t) => [
    uniqueIndex("ingredient_alias_alias").on(t.alias),
    foreignKey({
      name: "fk_ingredient_alias_ingredient_id",
      columns: [t.ingredientId],
      foreignColumns: [ingredients.id],
    }),
  ],
);

export const ingredientNutrients = mysqlTable(
  "ingredient_nutrient",
  {
    id: id(),
    ingredientId: ref("ingredient_id").notNull(),
    nutrientId: ref("nutrient_id").notNull(),
    amount: reading("amount").notNull(),
    source: varchar("source", { length: 32 }).notNull(),
    isFilled: flag("is_filled").notNull().default(false),
  },
  (t) => [
    uniqueIndex("ingredient_nutrient_ingredient_id_nutrient_id").on(t.ingredientId, t.nutrientId),
    foreignKey({
      name: "fk_ingredient_nutrient_ingredient_id",
      columns: [t.ingredientId],
      foreignColumns: [ingredients.id],
    }),
    foreignKey({ name: "fk_ingredient_nutrient_nutrient_id", columns: [t.nutrientId], foreignColumns: [nutrients.id] }),
  ],
);

export const ingredientAllergens = mysqlTable(
  "ingredient_allergen",
  {
    id: id(),
    ingredientId: ref("ingredient_id").notNull(),
    allergenId: ref("allergen_id").notNull(),
    state: mysqlEnum("state", ingredientAllergenStates).notNull(),
  },
  (t) => [
    uniqueIndex("ingredient_allergen_ingredient_id_allergen_id").on(t.ingredientId, t.allergenId),
    foreignKey({
      name: "fk_ingredient_allergen_ingredient_id",
      columns: [t.ingredientId],
      foreignColumns: [ingredients.id],
    }),
    foreignKey({ name: "fk_ingredient_allergen_allergen_id", columns: [t.allergenId], foreignColumns: [allergens.id] }),
  ],
);

export const ingredientTags = mysqlTable(
  "ingredient_tag",
  {
    id: id(),
    ingredientId: ref("ingredient_id").notNull(),
    tagId: ref("tag_id").notNull(),
  },
  (t) => [
    uniqueIndex("ingredient_tag_ingredient_id_tag_id").on(t.ingredientId, t.tagId),
    foreignKey({
      name: "fk_ingredient_tag_ingredient_id",
      columns: [t.ingredientId],
      foreignColumns: [ingredients.id],
    }),
    foreignKey({ name: "fk_ingredient_tag_tag_id", columns: [t.tagId], foreignColumns: [foodTags.id] }),
  ],
);

export const dishCategories = mysqlTable(
  "dish_category",
  {
    id: id(),
    name: varchar("name", { length: 50 }).notNull(),
    position: int("position").notNull().default(0),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [uniqueIndex("dish_category_name").on(t.name)],
);

export const dishes = mysqlTable(
  "dish",
  {
    id: id(),
    name: varchar("name", { length: 100 }).notNull(),
    nameKey: varchar("name_key", { length: 64 }),
    description: text("description"),
    dishCategoryId: ref("dish_category_id"),
    price: money("price_fen"),
    method: varchar("method", { length: 20 }),
    region: varchar("region", { length: 20 }),
    weeks: snapshot("weeks"),
    station: varchar("station", { length: 20 }),
    cookMinutes: int("cook_minutes"),
    portionGrams: quantity("portion_grams"),
    isBase: flag("is_base").notNull().default(false),
    isMedicinal: flag("is_medicinal").notNull().default(false),
    caution: varchar("caution", { length: 200 }),
    isAvailable: flag("is_available").notNull().default(true),
    nutritionAt: instant("nutrition_at"),
    isNutritionComplete: flag("is_nutrition_complete").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [
    index("dish_name").on(t.name),
    index("dish_dish_category_id_is_available_id").on(t.dishCategoryId, t.isAvailable, t.id),
    index("dish_is_available_id").on(t.isAvailable, t.id),
    foreignKey({ name: "fk_dish_dish_category_id", columns: [t.dishCategoryId], foreignColumns: [dishCategories.id] }),
  ],
);

export const dishMenuCategories = mysqlTable(
  "dish_menu_category",
  {
    id: id(),
    dishId: ref("dish_id").notNull(),
    categoryId: ref("category_id").notNull(),
    isPrimary: flag("is_primary").notNull().default(false),
  },
  (t) => [
    uniqueIndex("dish_menu_category_dish_id_category_id").on(t.dishId, t.categoryId),
    index("dish_menu_category_category_id_dish_id").on(t.categoryId, t.dishId),
    foreignKey({ name: "fk_dish_menu_category_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({
      name: "fk_dish_menu_category_category_id",
      columns: [t.categoryId],
      foreignColumns: [menuCategories.id],
    }),
  ],
);

export const dishIngredients = mysqlTable(
  "dish_ingredient",
  {
    id: id(),
    dishId: ref("dish_id").notNull(),
    ingredientId: ref("ingredient_id"),
    subDishId: ref("sub_dish_id"),
    quantity: measure("quantity", 10, 2).notNull(),
    unit: varchar("unit", { length: 16 }).notNull().default("g"),
    basis: mysqlEnum("basis", dishIngredientBases).notNull().default("net"),
    grams: quantity("grams"),
    isOptional: flag("is_optional").notNull().default(false),
    position: int("position").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    check("dish_ingredient_ck1", sql`(${t.ingredientId} is null)<>(${t.subDishId} is null)`),
    check("dish_ingredient_ck2", sql`${t.quantity}>=0`),
    foreignKey({ name: "fk_dish_ingredient_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({
      name: "fk_dish_ingredient_ingredient_id",
      columns: [t.ingredientId],
      foreignColumns: [ingredients.id],
    }),
    foreignKey({ name: "fk_dish_ingredient_sub_dish_id", columns: [t.subDishId], foreignColumns: [dishes.id] }),
  ],
);

export const dishNutrition = mysqlTable(
  "dish_nutrition",
  {
    id: id(),
    dishId: ref("dish_id").notNull(),
    nutrientId: ref("nutrient_id").notNull(),
    amount: reading("amount").notNull(),
    source: mysqlEnum("source", dishNutritionSources).notNull(),
    reason: varchar("reason", { length: 200 }),
  },
  (t) => [
    uniqueIndex("dish_nutrition_dish_id_nutrient_id").on(t.dishId, t.nutrientId),
    foreignKey({ name: "fk_dish_nutrition_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({ name: "fk_dish_nutrition_nutrient_id", columns: [t.nutrientId], foreignColumns: [nutrients.id] }),
  ],
);

export const dishTags = mysqlTable(
  "dish_tag",
  {
    id: id(),
    dishId: ref("dish_id").notNull(),
    tagId: ref("tag_id").notNull(),
  },
  (t) => [
    uniqueIndex("dish_tag_dish_id_tag_id").on(t.dishId, t.tagId),
    foreignKey({ name: "fk_dish_tag_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({ name: "fk_dish_tag_tag_id", columns: [t.tagId], foreignColumns: [foodTags.id] }),
  ],
);

export const dishSubstitutes = mysqlTable(
  "dish_substitute",
  {
    id: id(),
    dishId: ref("dish_id").notNull(),
    substituteDishId: ref("substitute_dish_id").notNull(),
    position: int("position").notNull().default(0),
  },
  (t) => [
    uniqueIndex("dish_substitute_dish_id_substitute_dish_id").on(t.dishId, t.substituteDishId),
    foreignKey({ name: "fk_dish_substitute_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({
      name: "fk_dish_substitute_substitute_dish_id",
      columns: [t.substituteDishId],
      foreignColumns: [dishes.id],
    }),
  ],
);

export const healthConditions = mysqlTable(
  "health_condition",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    advice: snapshot("advice"),
    basis: varchar("basis", { length: 200 }),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("health_condition_code").on(t.code)],
);

export const stageGuides = mysqlTable(
  "stage_guide",
  {
    id: id(),
    weekNumber: int("week_number").notNull(),
    stage: mysqlEnum("stage", stageGuideStages).notNull(),
    label: varchar("label", { length: 50 }).notNull(),
    energyMin: int("energy_min"),
    energyMax: int("energy_max"),
    principles: snapshot("principles"),
    recommendedFoods: snapshot("recommended_foods"),
    avoidFoods: snapshot("avoid_foods"),
    basis: varchar("basis", { length: 200 }),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("stage_guide_week_number").on(t.weekNumber)],
);

export const dietRules = mysqlTable(
  "diet_rule",
  {
    id: id(),
    code: varchar("code", { length: 32 }).notNull(),
    name: varchar("name", { length: 100 }).notNull(),
    appliesTo: mysqlEnum("applies_to", dietRuleAppliesTo).notNull(),
    appliesValue: varchar("applies_value", { length: 32 }).notNull(),
    dayFrom: int("day_from"),
    dayTo: int("day_to"),
    tagId: ref("tag_id"),
    ingredientId: ref("ingredient_id"),
    strength: mysqlEnum("strength", dietRuleStrengths).notNull(),
    text: varchar("text", { length: 255 }).notNull(),
    basis: varchar("basis", { length: 100 }),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("diet_rule_code").on(t.code),
    check("diet_rule_ck1", sql`(${t.tagId} is null)<>(${t.ingredientId} is null)`),
    foreignKey({ name: "fk_diet_rule_tag_id", columns: [t.tagId], foreignColumns: [foodTags.id] }),
    foreignKey({ name: "fk_diet_rule_ingredient_id", columns: [t.ingredientId], foreignColumns: [ingredients.id] }),
  ],
);

export const nutrientTargets = mysqlTable(
  "nutrient_target",
  {
    id: id(),
    profile: varchar("profile", { length: 32 }).notNull(),
    nutrientId: ref("nutrient_id").notNull(),
    minAmount: reading("min_amount"),
    targetAmount: reading("target_amount"),
    maxAmount: reading("max_amount"),
    source: varchar("source", { length: 64 }).notNull(),
    confidence: varchar("confidence", { length: 16 }),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("nutrient_target_profile_nutrient_id").on(t.profile, t.nutrientId),
    foreignKey({ name: "fk_nutrient_target_nutrient_id", columns: [t.nutrientId], foreignColumns: [nutrients.id] }),
  ],
);

export const menus = mysqlTable(
  "menu",
  {
    id: id(),
    name: varchar("name", { length: 100 }).notNull(),
    description: text("description"),
    menuType: varchar("menu_type", { length: 20 }).notNull(),
    cycleDays: int("cycle_days"),
    isActive: flag("is_active").notNull().default(true),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
    archivedAt: instant("archived_at"),
  },
  (t) => [index("menu_menu_type_is_active_id").on(t.menuType, t.isActive, t.id), index("menu_name").on(t.name)],
);

export const menuDishes = mysqlTable(
  "menu_dish",
  {
    id: id(),
    menuId: ref("menu_id").notNull(),
    dishId: ref("dish_id").notNull(),
    quantity: int("quantity").notNull().default(1),
    categoryId: ref("category_id"),
    cycleDay: int("cycle_day"),
    position: int("position").notNull().default(0),
    createdAt: createdAt(),
  },
  (t) => [
    index("menu_dish_menu_id_cycle_day_position").on(t.menuId, t.cycleDay, t.position),
    foreignKey({ name: "fk_menu_dish_menu_id", columns: [t.menuId], foreignColumns: [menus.id] }),
    foreignKey({ name: "fk_menu_dish_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
    foreignKey({ name: "fk_menu_dish_category_id", columns: [t.categoryId], foreignColumns: [menuCategories.id] }),
  ],
);

export const dailyMenus = mysqlTable(
  "daily_menu",
  {
    id: id(),
    centreId: ref("centre_id").notNull(),
    menuDate: businessDay("menu_date").notNull(),
    categoryId: ref("category_id").notNull(),
    menuId: ref("menu_id"),
    status: mysqlEnum("status", dailyMenuStatuses).notNull().default("draft"),
    publishedAt: instant("published_at"),
    lockedAt: instant("locked_at"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("daily_menu_centre_id_menu_date_category_id").on(t.centreId, t.menuDate, t.categoryId),
    foreignKey({ name: "fk_daily_menu_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
    foreignKey({ name: "fk_daily_menu_category_id", columns: [t.categoryId], foreignColumns: [menuCategories.id] }),
    foreignKey({ name: "fk_daily_menu_menu_id", columns: [t.menuId], foreignColumns: [menus.id] }),
  ],
);

export const dailyMenuDishes = mysqlTable(
  "daily_menu_dish",
  {
    id: id(),
    dailyMenuId: ref("daily_menu_id").notNull(),
    dishId: ref("dish_id").notNull(),
    quantity: int("quantity").notNull().default(1),
    portionLimit: int("portion_limit"),
    orderedQuantity: int("ordered_quantity").notNull().default(0),
    price: money("price_fen"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("daily_menu_dish_daily_menu_id_dish_id").on(t.dailyMenuId, t.dishId),
    check("daily_menu_dish_ck1", sql`${t.orderedQuantity}>=0`),
    check("daily_menu_dish_ck2", sql`${t.portionLimit} is null or ${t.orderedQuantity}<=${t.portionLimit}`),
    foreignKey({ name: "fk_daily_menu_dish_daily_menu_id", columns: [t.dailyMenuId], foreignColumns: [dailyMenus.id] }),
    foreignKey({ name: "fk_daily_menu_dish_dish_id", columns: [t.dishId], foreignColumns: [dishes.id] }),
  ],
);
