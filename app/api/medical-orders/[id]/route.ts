import { endpoints, route } from "@/app/_server/route";
import { deleteMedicalOrder, updateMedicalOrder } from "@/domain/care/commands";
import { medicalOrderDetail } from "@/domain/care/queries";
import { MedicalOrderOut, OneMedicalOrder, UpdateMedicalOrder } from "@/domain/care/schema";
import { nothing } from "@/lib/out";

const update = route(
  {
    summary: "修改草稿，或用 status=active 开立；生效的医嘱不能改，停止后重开",
    permission: "medical_orders:edit",
    input: UpdateMedicalOrder,
    output: MedicalOrderOut,
  },
  async (ctx, input) => medicalOrderDetail(ctx, { id: (await updateMedicalOrder(ctx, input)).id }),
);

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "一条医嘱", permission: "medical_orders:read", input: OneMedicalOrder, output: MedicalOrderOut },
    medicalOrderDetail,
  ),
  PUT: update,
  PATCH: update,
  DELETE: route(
    {
      summary: "删除草稿；生效的医嘱用停止",
      permission: "medical_orders:edit",
      input: OneMedicalOrder,
      output: nothing,
    },
    deleteMedicalOrder,
  ),
});
