import { IconPlus } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { ingredientCategories, listIngredients } from "@/domain/dishes/ingredients/queries";
import { ListIngredients } from "@/domain/dishes/ingredients/schema";
import { ingredientMasters } from "@/domain/dishes/queries";
import { exportHref } from "../dishes/_components/export-href";
import { IngredientsTable } from "./_components/ingredients-table";

export const metadata = { title: "食材与营养" };

export default page({ permission: "ingredients:read", input: ListIngredients }, async (ctx, input) => {
  const [found, masters, categories] = await Promise.all([
    listIngredients(ctx, input),
    ingredientMasters(ctx),
    ingredientCategories(ctx),
  ]);
  const rows = found.rows.map((row) => ({
    id: row.id,
    name: row.name,
    aliases: row.aliases,
    category: row.category,
    ediblePct: row.ediblePct,
    calories: row.calories,
    protein: row.protein,
    fat: row.fat,
    carbohydrates: row.carbohydrates,
    allergens: row.allergens.flatMap(({ name, state }) => (state === "free" ? [] : [{ name, state }])),
    perKg: row.price?.perKg ?? null,
    unit: row.unit,
    isAvailable: row.isAvailable,
    isArchived: row.archivedAt !== null,
    updatedAt: row.updatedAt.toISOString(),
  }));
  return (
    <>
      <PageHeader
        title="食材与营养"
        meta="每 100 g 可食部分的含量；空着是未知，不是零"
        actions={
          may(ctx, "ingredients:edit") && (
            <LinkButton href="/ingredients/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
              新建食材
            </LinkButton>
          )
        }
      />
      <IngredientsTable
        page={{ ...found, rows }}
        sort={input.sort}
        canEdit={may(ctx, "ingredients:edit")}
        exportHref={may(ctx, "ingredients:export") ? exportHref("ingredients", input) : undefined}
        categories={categories}
        allergens={masters.allergens.map((a) => ({ value: a.code, label: a.name }))}
        tags={masters.tags.map((t) => ({ value: t.code, label: t.name }))}
      />
    </>
  );
});
