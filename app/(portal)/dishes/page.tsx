import { IconPlus } from "@tabler/icons-react";
import { page } from "@/app/_server/page";
import { LinkButton } from "@/components/link-button";
import { PageHeader } from "@/components/shell/page-header";
import { may } from "@/domain/core/ctx";
import { dishMasters } from "@/domain/dishes/queries";
import { listDishes } from "@/domain/dishes/recipes/queries";
import { ListDishes } from "@/domain/dishes/recipes/schema";
import { DishesTable } from "./_components/dishes-table";
import { exportHref } from "./_components/export-href";

export const metadata = { title: "菜品" };

export default page({ permission: "dishes:read", input: ListDishes }, async (ctx, input) => {
  const [found, masters] = await Promise.all([listDishes(ctx, input), dishMasters(ctx)]);
  const rows = found.rows.map((row) => ({
    id: row.id,
    name: row.name,
    thumbUrl: row.thumbUrl,
    category: row.category,
    slots: row.slots,
    weeks: row.weeks,
    calories: row.calories,
    protein: row.nutritionInfo.protein,
    missing: row.missingNutrients,
    allergens: row.allergens,
    cost: row.cost,
    isCostComplete: row.isCostComplete,
    price: row.price,
    ingredientsText: row.ingredientsText,
    method: row.method,
    station: row.station,
    isAvailable: row.isAvailable,
    isBase: row.isBase,
    isMedicinal: row.isMedicinal,
    isArchived: row.archivedAt !== null,
    updatedAt: row.updatedAt.toISOString(),
  }));
  return (
    <>
      <PageHeader
        title="菜品"
        meta="配方按一人份写，营养、过敏原和成本由配料算出"
        actions={
          may(ctx, "dishes:edit") && (
            <LinkButton href="/dishes/new" variant="filled" leftSection={<IconPlus size={16} stroke={1.75} />}>
              新建菜品
            </LinkButton>
          )
        }
      />
      <DishesTable
        page={{ ...found, rows }}
        sort={input.sort}
        canEdit={may(ctx, "dishes:edit")}
        exportHref={may(ctx, "dishes:export") ? exportHref("dishes", input) : undefined}
        slots={masters.slots.filter((s) => s.isActive).map((s) => ({ value: String(s.id), label: s.name }))}
        categories={masters.categories.filter((c) => !c.isArchived).map((c) => ({ value: c.name, label: c.name }))}
        allergens={masters.allergens.map((a) => ({ value: a.code, label: a.name }))}
        tags={masters.tags.map((t) => ({ value: t.code, label: t.name }))}
      />
    </>
  );
});
