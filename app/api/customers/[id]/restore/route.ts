import { endpoints, route } from "@/app/_server/route";
import { restoreCustomer } from "@/domain/customers/commands";
import { CustomerVersion } from "@/domain/customers/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    { summary: "恢复归档的客户", permission: "customers:archive", input: CustomerVersion, output: created },
    restoreCustomer,
  ),
});
