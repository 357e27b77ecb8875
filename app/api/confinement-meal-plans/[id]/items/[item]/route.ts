import { endpoints, route } from "@/app/_server/route";
import { changeItem, removeItem } from "@/domain/planning/items/commands";
import { planItem } from "@/domain/planning/queries";
import { ChangeItem, ItemChangedOut, RemoveItem } from "@/domain/planning/schema";
import { nothing } from "@/lib/out";

const change = route(
  {
    summary: "修改一道菜：换菜、换天、换餐次、份数、送餐时间、说明、锁定",
    permission: "plans:edit",
    input: ChangeItem,
    output: ItemChangedOut,
  },
  async (ctx, input) => {
    const { planVersion, itemId } = await changeItem(ctx, input);
    return { planVersion, item: await planItem(ctx, { id: input.id, itemId }) };
  },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: change,
  PATCH: change,
  DELETE: route(
    { summary: "去掉一道菜", permission: "plans:edit", input: RemoveItem, output: nothing },
    async (ctx, input) => {
      await removeItem(ctx, input);
      return null;
    },
  ),
});
