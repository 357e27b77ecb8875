import { z } from "zod";
import { employeeGenders, employeeStatuses } from "@/db/enums/staff";
import { id } from "@/lib/fields";
import { dayOut, idOut, listOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const ListEmployees = pageOf(["id"], "id").extend({
  centreId: id.optional(),
  position: z.string().trim().max(50).optional(),
  status: z.enum(employeeStatuses).optional(),
  search: z.string().trim().max(100).optional(),
});
export type ListEmployees = z.infer<typeof ListEmployees>;

export const EmployeeOut = z.object({
  id: idOut,
  centreId: idOut,
  number: z.string(),
  name: z.string(),
  position: z.string(),
  department: z.string().nullable(),
  gender: z.enum(employeeGenders).nullable(),
  joiningDate: dayOut,
  status: z.enum(employeeStatuses),
});
export type EmployeeOut = z.infer<typeof EmployeeOut>;
export const EmployeesOut = listOut(EmployeeOut);
