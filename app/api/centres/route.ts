import { endpoints, route } from "@/app/_server/route";
import { createCentre } from "@/domain/centres/commands";
import { listCentres } from "@/domain/centres/masters/queries";
import { CentresOut, CreateCentre, ListCentres } from "@/domain/centres/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route({ summary: "中心列表", permission: "centres:read", input: ListCentres, output: CentresOut }, listCentres),
  POST: route(
    { summary: "新建中心", permission: "centres:edit", input: CreateCentre, output: created, status: 201 },
    createCentre,
  ),
});
