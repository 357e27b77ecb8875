import { endpoints, route } from "@/app/_server/route";
import { listEmployees } from "@/domain/staff/queries";
import { EmployeesOut, ListEmployees } from "@/domain/staff/schema";

export const { GET, POST, PUT, PATCH, DELETE, OPTIONS } = endpoints({
  GET: route(
    { summary: "员工", permission: "employees:read", input: ListEmployees, output: EmployeesOut },
    listEmployees,
  ),
});
