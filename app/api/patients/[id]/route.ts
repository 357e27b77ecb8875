import { endpoints, route } from "@/app/_server/route";
import { archivePatient, updatePatient } from "@/domain/customers/families/commands";
import { patientDetail } from "@/domain/customers/families/queries";
import { PatientOut, RowId, UpdatePatient } from "@/domain/customers/families/schema";
import { created, nothing } from "@/lib/out";

const update = route(
  { summary: "修改照护对象", permission: "families:edit", input: UpdatePatient, output: created },
  updatePatient,
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "一位照护对象", permission: "families:read", input: RowId, output: PatientOut }, patientDetail),
  PUT: update,
  PATCH: update,
  DELETE: route(
    { summary: "归档照护对象；记录保留", permission: "families:edit", input: RowId, output: nothing },
    async (ctx, input) => {
      await archivePatient(ctx, input);
      return null;
    },
  ),
});
