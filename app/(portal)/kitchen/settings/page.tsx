import { z } from "zod";
import { page } from "@/app/_server/page";
import { StatusTabs } from "@/components/filter-bar";
import { PageHeader } from "@/components/shell/page-header";
import { type Ctx, may } from "@/domain/core/ctx";
import { listDietRules, listHealthConditions, listStageGuides, listTargets } from "@/domain/dishes/guidance/queries";
import { listAllergens, listCategories, listSlots, listTags } from "@/domain/dishes/masters/queries";
import { ConditionsCard, GuidesCard } from "./_components/guidance-cards";
import { AllergensCard, CategoriesCard, TagsCard } from "./_components/lists-cards";
import { RulesCard } from "./_components/rules-card";
import { SlotsCard } from "./_components/slots-card";
import { TargetsCard } from "./_components/targets-card";

export const metadata = { title: "膳食设置" };

const tabs = ["slots", "rules", "conditions", "targets", "guides", "categories", "allergens", "tags"] as const;
const tabWords: Record<(typeof tabs)[number], string> = {
  slots: "餐次",
  rules: "膳食规则",
  conditions: "身体状况",
  targets: "营养目标",
  guides: "周指引",
  categories: "菜品分类",
  allergens: "过敏原",
  tags: "食物标签",
};

export default page(
  { permission: "kitchen:read", input: z.object({ tab: z.enum(tabs).default("slots") }) },
  async (ctx, { tab }) => {
    const mayFoods = may(ctx, "ingredients:read");
    const mayDishes = may(ctx, "dishes:read");
    const guidance = ["rules", "conditions", "targets", "guides"];
    const shown = tabs.filter(
      (one) => (mayFoods || (one !== "allergens" && one !== "tags")) && (mayDishes || !guidance.includes(one)),
    );
    const current = shown.includes(tab) ? tab : "slots";
    return (
      <>
        <PageHeader
          title="膳食设置"
          meta={<StatusTabs param="tab" items={shown.map((value) => ({ value, label: tabWords[value] }))} />}
        />
        {current === "slots" && <SlotsCard rows={await listSlots(ctx)} canEdit={may(ctx, "kitchen:settings")} />}
        {current === "targets" && (
          <TargetsCard rows={await listTargets(ctx, { history: false })} canEdit={may(ctx, "guidance:edit")} />
        )}
        {current === "rules" && <Rules ctx={ctx} />}
        {current === "conditions" && (
          <ConditionsCard rows={await listHealthConditions(ctx)} canEdit={may(ctx, "guidance:edit")} />
        )}
        {current === "guides" && <GuidesCard rows={await listStageGuides(ctx)} canEdit={may(ctx, "guidance:edit")} />}
        {current === "categories" && (
          <CategoriesCard rows={await listCategories(ctx)} canEdit={may(ctx, "dishes:edit")} />
        )}
        {current === "allergens" && (
          <AllergensCard rows={await listAllergens(ctx)} canEdit={may(ctx, "ingredients:edit")} />
        )}
        {current === "tags" && <TagsCard rows={await listTags(ctx)} canEdit={may(ctx, "ingredients:edit")} />}
      </>
    );
  },
);

async function Rules({ ctx }: { ctx: Ctx }) {
  const canEdit = may(ctx, "guidance:edit");
  const [rows, conditions, tags] = await Promise.all([
    listDietRules(ctx, {}),
    canEdit ? listHealthConditions(ctx) : [],
    canEdit ? listTags(ctx) : [],
  ]);
  return (
    <RulesCard
      rows={rows}
      canEdit={canEdit}
      conditions={conditions.map(({ code, name }) => ({ value: code, label: name }))}
      tags={tags.map(({ id, name }) => ({ value: String(id), label: name }))}
    />
  );
}
