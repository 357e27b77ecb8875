import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { dishMasters, dishStations } from "@/domain/dishes/queries";
import { dishDetail, larderFor } from "@/domain/dishes/recipes/queries";
import { DishId, dishForm } from "@/domain/dishes/recipes/schema";
import { DishForm } from "../../_components/dish-form";

export const metadata = { title: "修改菜品" };

export default page({ permission: "dishes:edit", input: DishId }, async (ctx, { id }) => {
  const [dish, masters, stations] = await Promise.all([dishDetail(ctx, { id }), dishMasters(ctx), dishStations(ctx)]);
  const larder = await larderFor(ctx, {
    ingredientIds: dish.ingredients.flatMap((l) => (l.ingredientId === null ? [] : [l.ingredientId])),
    dishIds: dish.ingredients.flatMap((l) => (l.dishId === null ? [] : [l.dishId])),
  });
  return (
    <>
      <PageHeader
        title={`修改${dish.name}`}
        crumbs={[{ label: dish.name, href: `/dishes/${id}` }, { label: "修改" }]}
      />
      <DishForm
        id={id}
        row={dishForm(dish)}
        photoUrl={dish.imageUrl}
        masters={masters}
        stations={stations}
        larder={larder}
        substitutes={dish.substitutes}
      />
    </>
  );
});
