export const foodTagKinds = ["group", "taste", "tradition", "religion", "texture", "caution"] as const;
export type FoodTagKind = (typeof foodTagKinds)[number];
export const foodTagKindLabels: Record<FoodTagKind, string> = {
  group: "食物类别",
  taste: "口味",
  tradition: "传统说法",
  religion: "宗教",
  texture: "质地",
  caution: "慎用",
};

export const ingredientAllergenStates = ["contains", "free"] as const;
export type IngredientAllergenState = (typeof ingredientAllergenStates)[number];
export const ingredientAllergenStateLabels: Record<IngredientAllergenState, string> = {
  contains: "含有",
  free: "不含",
};

export const dishIngredientBases = ["net", "gross"] as const;
export type DishIngredientBasis = (typeof dishIngredientBases)[number];
export const dishIngredientBasisLabels: Record<DishIngredientBasis, string> = { net: "净重", gross: "毛重" };

export const dishNutritionSources = ["computed", "override", "declared"] as const;
export type DishNutritionSource = (typeof dishNutritionSources)[number];
export const dishNutritionSourceLabels: Record<DishNutritionSource, string> = {
  computed: "按配料计算",
  override: "人工改写",
  declared: "供方申报",
};

export const stageGuideStages = ["expel", "recover", "nourish", "restore"] as const;
export type StageGuideStage = (typeof stageGuideStages)[number];
export const stageGuideStageLabels: Record<StageGuideStage, string> = {
  expel: "排",
  recover: "调",
  nourish: "补",
  restore: "养",
};

export const dietRuleAppliesTo = ["stage", "condition", "delivery_mode", "feeding"] as const;
export type DietRuleAppliesTo = (typeof dietRuleAppliesTo)[number];
export const dietRuleAppliesToLabels: Record<DietRuleAppliesTo, string> = {
  stage: "阶段",
  condition: "身体状况",
  delivery_mode: "分娩方式",
  feeding: "喂养方式",
};

export const dietRuleStrengths = ["hard", "soft"] as const;
export type DietRuleStrength = (typeof dietRuleStrengths)[number];
export const dietRuleStrengthLabels: Record<DietRuleStrength, string> = { hard: "硬性", soft: "提醒" };

export const dailyMenuStatuses = ["draft", "published", "locked", "served"] as const;
export type DailyMenuStatus = (typeof dailyMenuStatuses)[number];
export const dailyMenuStatusLabels: Record<DailyMenuStatus, string> = {
  draft: "草稿",
  published: "已发布",
  locked: "已截单",
  served: "已供餐",
};
