import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { todoOf } from "../_home/todo";
import { TodoList } from "../_home/todo-list";

export const metadata = { title: "我的待办" };

export default page({ permission: "signed-in", input: z.object({}) }, async (ctx) => {
  const centres = await centreOptions(ctx);
  const centre = centres.find((one) => one.id === ctx.actor.centreId) ?? centres[0];
  const items = centre ? await todoOf(ctx, centre.id) : [];
  return (
    <>
      <PageHeader title="我的待办" meta={`${items.length} 项，按紧急程度${centre ? `，${centre.name}` : ""}`} />
      <Card flush>
        <TodoList items={items} />
      </Card>
    </>
  );
});
