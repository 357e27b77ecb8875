import { endpoints, route } from "@/app/_server/route";
import { endAbsence } from "@/domain/customers/absences/commands";
import { EndAbsence } from "@/domain/customers/stays/schema";
import { id } from "@/lib/fields";
import { created } from "@/lib/out";

const end = route(
  {
    summary: "登记回来的时间",
    permission: "stays:edit",
    input: EndAbsence.omit({ stayId: true }).extend({ absenceId: id }),
    output: created,
  },
  (ctx, { id, absenceId, ...input }) => endAbsence(ctx, { ...input, id: absenceId, stayId: id }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  PUT: end,
  PATCH: end,
});
