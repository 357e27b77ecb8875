import { endpoints, route } from "@/app/_server/route";
import { createCustomer } from "@/domain/customers/commands";
import { customerDetail } from "@/domain/customers/detail/queries";
import { listCustomers } from "@/domain/customers/list/queries";
import { CreateCustomer, CustomerDetailOut, CustomersOut } from "@/domain/customers/schema";
import { onlyByContract } from "@/domain/packages/queries";
import { ListCustomersByContract } from "@/domain/packages/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "客户列表；search 认姓名、拼音首字母、完整手机号、手机尾号、房号、合同号",
      permission: "customers:read",
      input: ListCustomersByContract,
      output: CustomersOut,
    },
    async (ctx, given) => {
      const { input, only } = await onlyByContract(ctx, given);
      return listCustomers(ctx, input, only);
    },
  ),
  POST: route(
    {
      summary: "登记客户，连同家庭、妈妈、分娩、禁忌和入住",
      permission: "customers:edit",
      input: CreateCustomer,
      output: CustomerDetailOut,
      status: 201,
    },
    async (ctx, input) => {
      const { id } = await createCustomer(ctx, input);
      const phone = input.phone ?? input.contact ?? null; // who just typed it may read it
      return { ...(await customerDetail(ctx, { id })), phone, contact: phone, address: input.address ?? null };
    },
  ),
});
