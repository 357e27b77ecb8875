import { endpoints, route } from "@/app/_server/route";
import { createPatient } from "@/domain/customers/families/commands";
import { listPatients } from "@/domain/customers/families/queries";
import { CreatePatient, ListPatients, PatientsOut } from "@/domain/customers/families/schema";
import { created } from "@/lib/out";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "照护对象列表", permission: "families:read", input: ListPatients, output: PatientsOut },
    listPatients,
  ),
  POST: route(
    { summary: "给家庭添加照护对象", permission: "families:edit", input: CreatePatient, output: created, status: 201 },
    createPatient,
  ),
});
