import { endpoints, route } from "@/app/_server/route";
import { deleteSlot, updateSlot } from "@/domain/dishes/masters/commands";
import { slotDetail } from "@/domain/dishes/masters/queries";
import { MasterId, SlotOut, UpdateSlot } from "@/domain/dishes/masters/schema";
import { nothing } from "@/lib/out";

const update = route(
  { summary: "修改餐次", permission: "kitchen:settings", input: UpdateSlot, output: SlotOut },
  updateSlot,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一个餐次", permission: "dishes:read", input: MasterId, output: SlotOut }, slotDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "停用或删除餐次", permission: "kitchen:settings", input: MasterId, output: nothing },
    deleteSlot,
  ),
});
