import { endpoints, route } from "@/app/_server/route";
import { revealCustomer } from "@/domain/customers/reveal/commands";
import { RevealCustomer, RevealedOut } from "@/domain/customers/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "查看完整手机号、证件和地址；每次都进操作日志",
      permission: "customers:reveal",
      input: RevealCustomer,
      output: RevealedOut,
    },
    revealCustomer,
  ),
});
