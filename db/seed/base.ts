import * as dishTables from "@/db/schema/dishes";
import * as identityTables from "@/db/schema/identity";
import { items as itemTable, itemUnits as itemUnitTable } from "@/db/schema/inventory";
import { settings as settingTable } from "@/db/schema/system";
import * as dishRows from "./base/dishes";
import * as foodRows from "./base/foods";
import * as guidance from "./base/guidance";
import * as masters from "./base/masters";
import { rolePermissions, roles } from "./base/roles";
import { tags } from "./base/tags";
import { insertAll, type Target } from "./insert";

/** Reference data that every installation starts with: production has nothing else. */
export async function loadBase({ db, now }: Target): Promise<void> {
  const dated = <R extends object>(rows: readonly R[]) =>
    rows.map((row) => ({ ...row, createdAt: now, updatedAt: now }));
  const made = <R extends object>(rows: readonly R[]) => rows.map((row) => ({ ...row, createdAt: now }));

  await insertAll(db, identityTables.roles, dated(roles));
  await insertAll(db, identityTables.rolePermissions, rolePermissions);
  await insertAll(db, dishTables.menuCategories, dated(masters.slots));
  await insertAll(db, dishTables.nutrients, masters.nutrients);
  await insertAll(db, dishTables.allergens, masters.allergens);
  await insertAll(db, dishTables.foodTags, dated(tags));
  await insertAll(db, dishTables.dishCategories, dated(masters.dishCategories));

  await insertAll(db, itemTable, dated(foodRows.items));
  await insertAll(db, itemUnitTable, foodRows.itemUnits);
  await insertAll(db, dishTables.ingredients, dated(foodRows.ingredients));
  await insertAll(db, dishTables.ingredientAliases, foodRows.aliases);
  await insertAll(db, dishTables.ingredientNutrients, foodRows.ingredientNutrients);
  await insertAll(db, dishTables.ingredientAllergens, foodRows.ingredientAllergens);
  await insertAll(db, dishTables.ingredientTags, foodRows.ingredientTags);

  await insertAll(
    db,
    dishTables.dishes,
    dated(dishRows.dishes).map((dish) => ({ ...dish, nutritionAt: now })),
  );
  await insertAll(db, dishTables.dishMenuCategories, dishRows.dishMenuCategories);
  await insertAll(db, dishTables.dishIngredients, made(dishRows.dishIngredients));
  await insertAll(db, dishTables.dishTags, dishRows.dishTags);
  await insertAll(db, dishTables.dishNutrition, dishRows.dishNutrition);

  await insertAll(db, dishTables.stageGuides, dated(guidance.stageGuides));
  await insertAll(db, dishTables.healthConditions, dated(guidance.healthConditions));
  await insertAll(db, dishTables.dietRules, dated(guidance.dietRules));
  await insertAll(db, dishTables.nutrientTargets, dated(guidance.nutrientTargets));
  await insertAll(
    db,
    settingTable,
    dated([
      { name: "identity.mfa_roles", value: ["admin"] },
      { name: "nutrition.lactation_cn2023", value: guidance.nutritionProfile },
    ]),
  );
}
