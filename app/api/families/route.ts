import { endpoints, route } from "@/app/_server/route";
import { createFamily } from "@/domain/customers/families/commands";
import { listFamilies } from "@/domain/customers/families/queries";
import { CreateFamily, FamiliesOut, ListFamilies } from "@/domain/customers/families/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "家庭列表；search 认家庭名、成员名、区域、完整手机号",
      permission: "families:read",
      input: ListFamilies,
      output: FamiliesOut,
    },
    listFamilies,
  ),
  POST: route(
    {
      summary: "新建家庭（只上门、不入住的）",
      permission: "families:edit",
      input: CreateFamily,
      output: created,
      status: 201,
    },
    createFamily,
  ),
});
