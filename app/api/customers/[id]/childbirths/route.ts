import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import { recordDelivery } from "@/domain/customers/births/commands";
import { listBirths } from "@/domain/customers/births/queries";
import { BirthsOut, RecordDelivery } from "@/domain/customers/births/schema";
import { CustomerId } from "@/domain/customers/schema";
import { created, idOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "历次分娩与宝宝", permission: "customers:read", input: CustomerId, output: BirthsOut },
    listBirths,
  ),
  POST: route(
    {
      summary: "登记分娩和宝宝；产后阶段从这天算起",
      permission: "customers:edit",
      input: RecordDelivery,
      output: created.extend({ babyIds: z.array(idOut) }),
      status: 201,
    },
    recordDelivery,
  ),
});
