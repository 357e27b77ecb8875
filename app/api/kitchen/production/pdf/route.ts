import { z } from "zod";
import { PDF, pdfResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { printedSheet, printedTotals } from "@/documents/pdf/kitchen";
import { productionSheet } from "@/documents/pdf/production";
import { renderPdf } from "@/documents/pdf/render";
import { ingredientTotals } from "@/documents/pdf/totals";
import { centreOptions } from "@/domain/centres/queries";
import { ingredientCategories } from "@/domain/dishes/queries";
import { userNames } from "@/domain/identity/queries";
import { recordPrint } from "@/domain/kitchen/printing/commands";
import { besides } from "@/domain/kitchen/printing/queries";
import { production, sheetNumber } from "@/domain/kitchen/queries";
import { ingredientTotals as totalsOf } from "@/domain/kitchen/rules";
import { KitchenDayInput } from "@/domain/kitchen/schema";
import { nothing } from "@/lib/out";
import { stamp } from "@/lib/time";

const Input = KitchenDayInput.extend({
  slot: z.string().trim().min(1).max(50).default("lunch"),
  part: z.enum(["sheet", "ingredients"]).default("sheet"),
});

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一餐的生产单或领料单（PDF，A4）",
      permission: "kitchen:export",
      input: Input,
      output: nothing,
      produces: PDF,
    },
    async (ctx, input) => {
      const { cards, ...day } = await production(ctx, input);
      const [sheet] = day.slots;
      if (!sheet) throw new Error("a slot that exists has a sheet");
      const place = { centreId: day.centreId, date: day.date };
      const [number, names, makers, categories, more] = await Promise.all([
        sheetNumber(ctx, { ...place, slotPosition: sheet.position + 1 }),
        centreOptions(ctx),
        userNames([ctx.actor.userId]),
        ingredientCategories(ctx),
        besides(ctx, { ...place, slotId: sheet.slotId }),
      ]);
      const head = {
        centre: names.find((one) => one.id === day.centreId)?.name ?? "",
        printedAt: stamp(ctx.now),
        printedBy: makers.get(ctx.actor.userId ?? 0) ?? "",
        ...number,
      };
      const isSheet = input.part === "sheet";
      const what = isSheet ? "生产单" : "领料单";
      await recordPrint(ctx, { ...place, slot: sheet.slotCode, what });
      const element = isSheet
        ? productionSheet(printedSheet(head, day.date, sheet, more))
        : ingredientTotals(
            printedTotals(
              head,
              day.date,
              sheet.slot,
              totalsOf({ date: day.date, slots: [sheet] }, cards),
              (id) => categories.get(id) ?? "其他",
            ),
          );
      return pdfResponse(await renderPdf(element), `${sheet.slot}${what} ${day.date}`);
    },
  ),
});
