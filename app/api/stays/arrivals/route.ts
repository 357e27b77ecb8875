import { endpoints, route } from "@/app/_server/route";
import { arrivalsAndDepartures } from "@/domain/customers/stays/queries";
import { ArrivalsOut, ArrivalsQuery } from "@/domain/customers/stays/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "今天起的到店与离店", permission: "stays:read", input: ArrivalsQuery, output: ArrivalsOut },
    arrivalsAndDepartures,
  ),
});
