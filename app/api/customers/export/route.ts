import { z } from "zod";
import { endpoints, route } from "@/app/_server/route";
import {
  childbirthDeliveryModeLabels,
  childbirthFeedingLabels,
  restrictionKindLabels,
  stayStatusLabels,
} from "@/db/enums/customers";
import { stageGuideStageLabels } from "@/db/enums/dishes";
import { EXPORT_ROWS_MAX, writeSheet } from "@/documents/sheets/write";
import { exportCustomers } from "@/domain/customers/list/commands";
import { onlyByContract } from "@/domain/packages/queries";
import { ListCustomersByContract } from "@/domain/packages/schema";
import { id } from "@/lib/fields";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

const SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "导出客户（xlsx），与列表同样的筛选；手机号只露一部分",
      permission: "customers:export",
      input: ListCustomersByContract.extend({ ids: z.array(id).max(500).optional() }),
      output: nothing,
      produces: SHEET,
    },
    async (ctx, { ids, ...given }) => {
      const { input, only } = await onlyByContract(ctx, given);
      const chosen = ids ? { ids: only.ids ? ids.filter((one) => only.ids?.includes(one)) : ids } : only;
      const rows = await exportCustomers(ctx, input, EXPORT_ROWS_MAX + 1, chosen); // one more than the cap: the writer refuses it
      const sheet = await writeSheet({
        title: "客户",
        meta: [`导出时间 ${stamp(ctx.now)}，共 ${rows.length} 位`],
        columns: [
          { header: "房间", key: "room", width: 8, format: "text" },
          { header: "姓名", key: "name", format: "text" },
          { header: "手机", key: "phone", width: 16, format: "text" },
          { header: "年龄", key: "age", format: "int" },
          { header: "阶段", key: "stageText", width: 8, format: "text" },
          { header: "产后天数", key: "postpartumDay", format: "int" },
          { header: "预产期", key: "expectedDeliveryDate", format: "date" },
          { header: "分娩日期", key: "deliveredOn", format: "date" },
          { header: "分娩方式", key: "modeText", width: 10, format: "text" },
          { header: "喂养", key: "feedingText", width: 10, format: "text" },
          { header: "宝宝", key: "babyCount", format: "int" },
          { header: "禁忌", key: "restrictionText", width: 36, format: "text" },
          { header: "口味偏好", key: "preferenceText", width: 24, format: "text" },
          { header: "入住日期", key: "checkInDate", format: "date" },
          { header: "退住日期", key: "checkOutDate", format: "date" },
          { header: "余天", key: "daysLeft", format: "int" },
          { header: "管家", key: "butler", format: "text" },
          { header: "入住状态", key: "stayText", width: 10, format: "text" },
          { header: "登记时间", key: "createdAt", format: "datetime" },
        ],
        rows: rows.map((row) => ({
          ...row,
          stageText: row.stage ? stageGuideStageLabels[row.stage] : null,
          modeText: row.deliveryMode ? childbirthDeliveryModeLabels[row.deliveryMode] : null,
          feedingText: row.feeding ? childbirthFeedingLabels[row.feeding] : null,
          babyCount: row.babies.length,
          restrictionText: row.restrictions.map((r) => `${restrictionKindLabels[r.kind]} ${r.label}`).join("、"),
          preferenceText: row.preferences.join("、"),
          stayText: row.stayStatus ? stayStatusLabels[row.stayStatus] : null,
        })),
      });
      const name = encodeURIComponent(`客户 ${dayOf(ctx.now)}.xlsx`);
      return new Response(sheet as Uint8Array<ArrayBuffer>, {
        headers: { "Content-Type": SHEET, "Content-Disposition": `attachment; filename*=UTF-8''${name}` },
      });
    },
  ),
});
