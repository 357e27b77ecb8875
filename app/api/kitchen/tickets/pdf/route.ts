import { z } from "zod";
import { PDF, pdfResponse } from "@/app/_server/download";
import { endpoints, route } from "@/app/_server/route";
import { printedTicket } from "@/documents/pdf/kitchen";
import { renderPdf } from "@/documents/pdf/render";
import { roomTickets } from "@/documents/pdf/tickets";
import { recordPrint } from "@/domain/kitchen/printing/commands";
import { paperTickets } from "@/domain/kitchen/printing/queries";
import { TicketsInput } from "@/domain/kitchen/schema";
import { AppError } from "@/lib/errors";
import { nothing } from "@/lib/out";

const Input = TicketsInput.extend({ slot: z.string().trim().min(1).max(50).default("lunch") });

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    {
      summary: "一餐的餐签（PDF，每页 8 张）：截单后是发出的餐签，带单号和第几次改，截单前是预览",
      permission: "kitchen:export",
      input: Input,
      output: nothing,
      produces: PDF,
    },
    async (ctx, input) => {
      const found = await paperTickets(ctx, input);
      const [first] = found.tickets;
      if (!first) throw new AppError("not_found", "这一餐没有餐签可打");
      await recordPrint(ctx, { centreId: found.centreId, date: found.date, slot: first.slotCode, what: "餐签" });
      return pdfResponse(
        await renderPdf(roomTickets(found.tickets.map(printedTicket))),
        `${first.slot}餐签 ${found.date}`,
      );
    },
  ),
});
