import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { dishMasters, dishStations } from "@/domain/dishes/queries";
import { DishForm } from "../_components/dish-form";

export const metadata = { title: "新建菜品" };

export default page({ permission: "dishes:edit", input: z.object({}) }, async (ctx) => {
  const [masters, stations] = await Promise.all([dishMasters(ctx), dishStations(ctx)]);
  return (
    <>
      <PageHeader title="新建菜品" crumbs={[{ label: "新建菜品" }]} />
      <DishForm masters={masters} stations={stations} larder={{ foods: [], recipes: [] }} substitutes={[]} />
    </>
  );
});
