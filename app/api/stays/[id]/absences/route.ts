import { endpoints, route } from "@/app/_server/route";
import { addAbsence } from "@/domain/customers/absences/commands";
import { listAbsences } from "@/domain/customers/absences/queries";
import { AbsencesOut, AddAbsence, StayId } from "@/domain/customers/stays/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "外出与住院", permission: "stays:read", input: StayId, output: AbsencesOut }, listAbsences),
  POST: route(
    {
      summary: "登记外出或住院；这段时间不送餐",
      permission: "stays:edit",
      input: AddAbsence,
      output: created,
      status: 201,
    },
    addAbsence,
  ),
});
