import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { createDietRule } from "@/domain/dishes/guidance/commands";
import { listDietRules } from "@/domain/dishes/guidance/queries";
import { CreateDietRule, DietRuleOut, ListDietRules } from "@/domain/dishes/guidance/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "膳食规则：什么情况下不吃什么，依据是什么",
      permission: "dishes:read",
      input: ListDietRules,
      output: z.array(DietRuleOut),
    },
    listDietRules,
  ),
  POST: route(
    { summary: "新建膳食规则", permission: "guidance:edit", input: CreateDietRule, output: DietRuleOut, status: 201 },
    createDietRule,
  ),
});
