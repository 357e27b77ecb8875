import { z } from "zod";
import { page } from "@/app/_server/page";
import { StatusTabs } from "@/components/filter-bar";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { listAllergens, listCategories, listSlots, listTags, listTargets } from "@/domain/dishes/masters/queries";
import { AllergensCard, CategoriesCard, TagsCard, TargetsCard } from "./_components/lists-cards";
import { SlotsCard } from "./_components/slots-card";
import { updateTargetAction } from "./actions";

export const metadata = { title: "膳食设置" };

const tabs = ["slots", "targets", "categories", "allergens", "tags"] as const;
const tabWords: Record<(typeof tabs)[number], string> = {
  slots: "餐次",
  targets: "营养目标",
  categories: "菜品分类",
  allergens: "过敏原",
  tags: "食物标签",
};

export default page(
  { permission: "kitchen:read", input: z.object({ tab: z.enum(tabs).default("slots") }) },
  async (ctx, { tab }) => {
    const mayFoods = may(ctx, "ingredients:read");
    const shown = tabs.filter((one) => mayFoods || (one !== "allergens" && one !== "tags"));
    const current = shown.includes(tab) ? tab : "slots";
    return (
      <>
        <PageHeader
          title="膳食设置"
          meta={<StatusTabs param="tab" items={shown.map((value) => ({ value, label: tabWords[value] }))} />}
        />
        {current === "slots" && <SlotsCard rows={await listSlots(ctx)} canEdit={may(ctx, "kitchen:settings")} />}
        {current === "targets" && (
          <TargetsCard
            rows={await listTargets(ctx)}
            canEdit={may(ctx, "kitchen:settings")}
            action={updateTargetAction}
          />
        )}
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
