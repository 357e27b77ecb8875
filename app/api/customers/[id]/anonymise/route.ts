import { endpoints, route } from "@/app/_server/route";
import { anonymiseCustomer } from "@/domain/customers/merging/commands";
import { CustomerVersion } from "@/domain/customers/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "抹去客户的个人信息，不能恢复；病历和账单保留",
      permission: "customers:anonymise",
      input: CustomerVersion,
      output: created,
    },
    anonymiseCustomer,
  ),
});
