import { endpoints, route } from "@/app/_server/route";
import { decideRelease } from "@/domain/planning/release/commands";
import { DecideRelease, ReleasedOut } from "@/domain/planning/release/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "第二人确认或退回一道菜的破例；过敏不能破例",
      permission: "plans:approve",
      input: DecideRelease,
      output: ReleasedOut,
    },
    decideRelease,
  ),
});
