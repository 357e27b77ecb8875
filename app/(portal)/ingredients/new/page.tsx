import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { ingredientCategories } from "@/domain/dishes/ingredients/queries";
import { ingredientMasters } from "@/domain/dishes/queries";
import { IngredientForm } from "../_components/ingredient-form";

export const metadata = { title: "新建食材" };

export default page({ permission: "ingredients:edit", input: z.object({}) }, async (ctx) => {
  const [masters, categories] = await Promise.all([ingredientMasters(ctx), ingredientCategories(ctx)]);
  return (
    <>
      <PageHeader title="新建食材" crumbs={[{ label: "新建食材" }]} />
      <IngredientForm masters={masters} categories={categories} isUsed={false} />
    </>
  );
});
