import { z } from "zod";
import { careAssignmentRoles } from "@/db/enums/customers";
import { id, name, text } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";

const givenRoles = careAssignmentRoles.filter((role) => role !== "break_glass");

export const GiveCare = z.strictObject({
  id: id.meta({ description: "家庭" }),
  employeeId: id,
  role: z.enum(givenRoles, { error: "请选择角色" }),
});
export type GiveCare = z.infer<typeof GiveCare>;

export const EndCare = z.strictObject({ id, familyId: id.optional() });
export type EndCare = z.infer<typeof EndCare>;

export const BreakGlass = z.strictObject({
  id: id.meta({ description: "家庭" }).optional(),
  /** Her room or her whole name, when the family's id is not known. */
  who: text(100).optional(),
  reason: name("原因", 200).refine((text) => text.length >= 4, "原因至少写 4 个字，会进操作日志"),
});
export type BreakGlass = z.infer<typeof BreakGlass>;

export const CareOut = z.object({
  id: idOut,
  employeeId: idOut,
  name: z.string(),
  position: z.string(),
  role: z.enum(careAssignmentRoles),
  startsAt: instantOut,
  endsAt: instantOut.nullable(),
  reason: z.string().nullable(),
});
export type CareOut = z.infer<typeof CareOut>;
export const CareTeamOut = z.object({ items: z.array(CareOut) });
