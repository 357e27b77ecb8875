import { endpoints, route } from "@/app/_server/route";
import { acknowledgeMedicalOrder } from "@/domain/care/commands";
import { medicalOrderDetail } from "@/domain/care/queries";
import { AcknowledgeMedicalOrder, MedicalOrderOut } from "@/domain/care/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "护士确认知晓一条医嘱，或它的停止",
      permission: "medical_orders:acknowledge",
      input: AcknowledgeMedicalOrder,
      output: MedicalOrderOut,
    },
    async (ctx, input) => medicalOrderDetail(ctx, { id: (await acknowledgeMedicalOrder(ctx, input)).id }),
  ),
});
