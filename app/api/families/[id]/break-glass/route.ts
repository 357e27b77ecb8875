import { endpoints, route } from "@/app/_server/route";
import { breakGlass } from "@/domain/customers/care/commands";
import { BreakGlass } from "@/domain/customers/care/schema";
import { created, idOut, instantOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "紧急查看没分派给自己的家庭，4 小时，写明原因",
      permission: "families:read",
      input: BreakGlass.omit({ who: true }),
      output: created.extend({ familyId: idOut, endsAt: instantOut }),
      status: 201,
    },
    breakGlass,
  ),
});
