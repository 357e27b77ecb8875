import { endpoints, route } from "@/app/_server/route";
import { addItem } from "@/domain/planning/items/commands";
import { planItem } from "@/domain/planning/queries";
import { AddItem, ItemChangedOut } from "@/domain/planning/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "往一餐里加一道菜；不适合她的会拒绝并说明原因",
      permission: "plans:edit",
      input: AddItem,
      output: ItemChangedOut,
      status: 201,
    },
    async (ctx, input) => {
      const { planVersion, itemId } = await addItem(ctx, input);
      return { planVersion, item: await planItem(ctx, { id: input.id, itemId }) };
    },
  ),
});
