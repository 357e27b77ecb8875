import { endpoints, route } from "@/app/_server/route";
import { production } from "@/domain/kitchen/queries";
import { KitchenDayInput, ProductionOut } from "@/domain/kitchen/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "生产单：每餐每道菜的份数、各楼层份数、特殊做法、未排与需替代",
      permission: "kitchen:read",
      input: KitchenDayInput,
      output: ProductionOut,
    },
    production,
  ),
});
