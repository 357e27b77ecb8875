import { z } from "zod";
import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { menuMasters } from "@/domain/dishes/queries";
import { MenuForm } from "../_components/menu-form";

export const metadata = { title: "新建菜单模板" };

export default page({ permission: "menus:edit", input: z.object({}) }, async (ctx) => {
  const { slots } = await menuMasters(ctx);
  return (
    <>
      <PageHeader title="新建菜单模板" crumbs={[{ label: "新建" }]} />
      <MenuForm known={[]} slots={slots.filter((s) => s.isActive).map(({ id, code, name }) => ({ id, code, name }))} />
    </>
  );
});
