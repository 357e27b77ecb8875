import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { ingredientCategories, ingredientDetail } from "@/domain/dishes/ingredients/queries";
import { IngredientId, ingredientForm } from "@/domain/dishes/ingredients/schema";
import { ingredientMasters } from "@/domain/dishes/queries";
import { IngredientForm } from "../../_components/ingredient-form";

export const metadata = { title: "修改食材" };

export default page({ permission: "ingredients:edit", input: IngredientId }, async (ctx, { id }) => {
  const [food, masters, categories] = await Promise.all([
    ingredientDetail(ctx, { id }),
    ingredientMasters(ctx),
    ingredientCategories(ctx),
  ]);
  return (
    <>
      <PageHeader
        title={`修改${food.name}`}
        crumbs={[{ label: food.name, href: `/ingredients/${id}` }, { label: "修改" }]}
      />
      <IngredientForm
        id={id}
        row={ingredientForm(food)}
        masters={masters}
        categories={categories}
        isUsed={food.usedIn.length > 0}
      />
    </>
  );
});
