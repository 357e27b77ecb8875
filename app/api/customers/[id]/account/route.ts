import { endpoints, route } from "@/app/_server/route";
import { linkAccount, unlinkAccount } from "@/domain/customers/account/commands";
import { LinkAccount, UnlinkAccount } from "@/domain/customers/account/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "把她自己注册的账号绑给这位客户",
      permission: "customers:edit",
      input: LinkAccount,
      output: created,
      message: "已绑定",
    },
    linkAccount,
  ),
  DELETE: route(
    {
      summary: "解绑账号",
      permission: "customers:edit",
      input: UnlinkAccount,
      output: created,
      message: "已解绑",
    },
    unlinkAccount,
  ),
});
