import { endpoints, route } from "@/app/_server/route";
import { createMedicalOrder } from "@/domain/care/commands";
import { listMedicalOrders, medicalOrderDetail } from "@/domain/care/queries";
import { CreateMedicalOrder, ListMedicalOrders, MedicalOrderOut } from "@/domain/care/schema";
import { listOut } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "医嘱列表：看得到的照护对象的医嘱，新的在前",
      permission: "medical_orders:read",
      input: ListMedicalOrders,
      output: listOut(MedicalOrderOut),
    },
    listMedicalOrders,
  ),
  POST: route(
    {
      summary: "开医嘱；膳食医嘱当即生效，写下禁忌、状况与营养限量。可带 Idempotency-Key",
      permission: "medical_orders:edit",
      input: CreateMedicalOrder,
      output: MedicalOrderOut,
      status: 201,
    },
    async (ctx, input) => medicalOrderDetail(ctx, { id: (await createMedicalOrder(ctx, input)).id }),
  ),
});
