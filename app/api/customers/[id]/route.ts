import { endpoints, route } from "@/app/_server/route";
import { archiveCustomer, updateCustomer } from "@/domain/customers/commands";
import { customerDetail } from "@/domain/customers/detail/queries";
import { CustomerDetailOut, CustomerId, CustomerVersion, UpdateCustomer } from "@/domain/customers/schema";
import { nothing } from "@/lib/out";

const update = route(
  {
    summary: "修改客户；没给的字段不变。日期、禁忌按客户表的写法也认",
    permission: "customers:edit",
    input: UpdateCustomer,
    output: CustomerDetailOut,
  },
  async (ctx, input) => {
    await updateCustomer(ctx, input);
    const after = await customerDetail(ctx, { id: input.id });
    const phone = input.phone ?? input.contact;
    return { ...after, ...(phone && { phone, contact: phone }), ...(input.address && { address: input.address }) };
  },
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一位客户；手机号、证件和地址只露一部分",
      permission: "customers:read",
      input: CustomerId,
      output: CustomerDetailOut,
    },
    customerDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "归档客户；病历和账单保留，可恢复",
      permission: "customers:archive",
      input: CustomerVersion,
      output: nothing,
    },
    async (ctx, input) => {
      await archiveCustomer(ctx, input);
      return null;
    },
  ),
});
