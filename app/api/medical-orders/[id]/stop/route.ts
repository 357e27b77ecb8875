import { endpoints, route } from "@/app/_server/route";
import { stopMedicalOrder } from "@/domain/care/commands";
import { medicalOrderDetail } from "@/domain/care/queries";
import { MedicalOrderOut, StopMedicalOrder } from "@/domain/care/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "停止医嘱并写明原因；它写下的禁忌、状况与限量同时结束",
      permission: "medical_orders:edit",
      input: StopMedicalOrder,
      output: MedicalOrderOut,
    },
    async (ctx, input) => medicalOrderDetail(ctx, { id: (await stopMedicalOrder(ctx, input)).id }),
  ),
});
