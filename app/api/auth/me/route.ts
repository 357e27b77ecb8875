import { endpoints, route } from "@/app/_server/route";
import { me } from "@/domain/identity/queries";
import { MeOut, Nothing } from "@/domain/identity/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "当前用户", permission: "signed-in", input: Nothing, output: MeOut }, (ctx) => me(ctx)),
});
