import { endpoints, route } from "@/app/_server/route";
import { editItems } from "@/domain/planning/items/commands";
import { EditedOut, EditPlanItems } from "@/domain/planning/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "一次改多处：加、去、换、移、复制一天或一周、锁定、说明、时间、顺序；要么全改，要么都不改",
      permission: "plans:edit",
      input: EditPlanItems,
      output: EditedOut,
    },
    (ctx, { id, ...input }) => editItems(ctx, { planId: id, ...input }),
  ),
});
