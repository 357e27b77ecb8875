import { endpoints, route } from "@/app/_server/route";
import { lockSlot } from "@/domain/kitchen/locking/commands";
import { LockedOut, LockSlot } from "@/domain/kitchen/locking/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "截单：定下一餐的菜单，出批次和餐签；重复截单不会重复出票",
      permission: "kitchen:work",
      input: LockSlot,
      output: LockedOut,
    },
    lockSlot,
  ),
});
