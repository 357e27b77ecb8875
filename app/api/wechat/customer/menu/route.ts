import { endpoints, route } from "@/app/_server/route";
import { myMenu } from "@/domain/kitchen/queries";
import { MyMenuInput, MyMenuOut } from "@/domain/kitchen/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "小程序：我今天的餐单", permission: "plans:read", input: MyMenuInput, output: MyMenuOut },
    myMenu,
  ),
});
