import { endpoints, route } from "@/app/_server/route";
import { createStay } from "@/domain/customers/stays/commands";
import { listStays, stayDetail } from "@/domain/customers/stays/queries";
import { BookStay, ListStays, StayOut, StaysOut } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "入住列表", permission: "stays:read", input: ListStays, output: StaysOut }, (ctx, input) =>
    listStays(ctx, input),
  ),
  POST: route(
    { summary: "预订入住；房间有人就拒绝", permission: "stays:edit", input: BookStay, output: StayOut, status: 201 },
    async (ctx, input) => stayDetail(ctx, await createStay(ctx, input)),
  ),
});
