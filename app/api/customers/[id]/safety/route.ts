import { endpoints, route } from "@/app/_server/route";
import { checkSafety } from "@/domain/customers/detail/queries";
import { SafetyQuery, VerdictOut } from "@/domain/customers/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "这道菜她这天能不能吃，为什么", permission: "customers:read", input: SafetyQuery, output: VerdictOut },
    checkSafety,
  ),
});
