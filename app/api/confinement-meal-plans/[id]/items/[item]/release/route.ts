import { endpoints, route } from "@/app/_server/route";
import { decideRelease } from "@/domain/planning/release/commands";
import { DecideRelease, ReleasedOut } from "@/domain/planning/release/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "第二人确认或退回一道菜的放行；过敏不能放行",
      permission: "plans:approve",
      input: DecideRelease,
      output: ReleasedOut,
    },
    decideRelease,
  ),
});
