import { endpoints, route } from "@/app/_server/route";
import { acknowledgeTickets } from "@/domain/kitchen/tickets/commands";
import { AcknowledgedOut, AcknowledgeTickets } from "@/domain/kitchen/tickets/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  POST: route(
    {
      summary: "厨房确认差异单",
      permission: "kitchen:work",
      input: AcknowledgeTickets,
      output: AcknowledgedOut,
    },
    acknowledgeTickets,
  ),
});
