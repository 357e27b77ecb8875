import { PDF, pdfResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { printedRecall } from "@/documents/pdf/kitchen";
import { recallReport } from "@/documents/pdf/recall";
import { renderPdf } from "@/documents/pdf/render";
import { centreOptions } from "@/domain/centres/queries";
import { userNames } from "@/domain/identity/queries";
import { contactsOf } from "@/domain/kitchen/people/queries";
import { recordPrint } from "@/domain/kitchen/printing/commands";
import { RecallInput } from "@/domain/kitchen/recall/schema";
import { trace } from "@/domain/purchasing/recall/queries";
import { nothing } from "@/lib/out";
import { dayOf, stamp } from "@/lib/time";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "追溯报告（PDF，A4）：批次、菜、留样、吃到的人、当班",
      permission: "kitchen:recall",
      input: RecallInput,
      output: nothing,
      produces: PDF,
    },
    async (ctx, input) => {
      const found = await trace(ctx, input);
      const [contacts, centres, makers] = await Promise.all([
        contactsOf(ctx, {
          customerIds: [...new Set(found.served.flatMap((one) => one.customerId ?? []))],
          date: found.served[0]?.date ?? dayOf(ctx.now),
        }),
        centreOptions(ctx),
        userNames([ctx.actor.userId]),
      ]);
      const place = { centreId: found.centreId, date: dayOf(ctx.now), slot: "", what: `追溯报告 ${found.title}` };
      await recordPrint(ctx, place, "kitchen:recall");
      const head = {
        centre: centres.find((one) => one.id === found.centreId)?.name ?? "",
        printedAt: stamp(ctx.now),
        printedBy: makers.get(ctx.actor.userId ?? 0) ?? "",
      };
      return pdfResponse(
        await renderPdf(recallReport(printedRecall(head, found, contacts))),
        `追溯报告 ${found.title}`,
      );
    },
  ),
});
