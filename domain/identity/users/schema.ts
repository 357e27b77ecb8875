import { z } from "zod";
import { userStatuses } from "@/db/enums/identity";
import { flag, id, version } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";
import { email, fullName, optionalPhone, username } from "../schema";

/** A role everywhere (centreId null) or in one centre. */
export const RoleChoice = z.strictObject({ roleId: id, centreId: id.nullable().default(null) });
export type RoleChoice = z.output<typeof RoleChoice>;

const shortText = (max: number) =>
  z
    .string()
    .trim()
    .max(max, `最多 ${max} 个字`)
    .transform((value) => value || null)
    .nullable();

const roleChoices = z.array(RoleChoice).min(1, "至少给一个角色").max(50, "角色太多");

export const CreateUser = z.strictObject({
  username,
  fullName,
  phone: optionalPhone.optional(),
  email: email.optional(),
  department: shortText(50).optional(),
  position: shortText(50).optional(),
  roles: roleChoices,
  /** Left out, a one-time password is made and answered this once. */
  password: z.string().min(1).max(128).optional(),
});
export type CreateUser = z.output<typeof CreateUser>;

export const UpdateUser = z.strictObject({
  id,
  version,
  fullName: fullName.optional(),
  phone: optionalPhone.optional(),
  email: email.optional(),
  department: shortText(50).optional(),
  position: shortText(50).optional(),
  status: z.enum(userStatuses).optional(),
  isActive: z.boolean().optional(),
  roles: roleChoices.optional(),
});
export type UpdateUser = z.output<typeof UpdateUser>;

export const ListUsers = pageOf(["createdAt", "username", "fullName", "lastLoginAt"], "-createdAt").extend({
  search: z.string().trim().max(100).optional(),
  status: z.enum(userStatuses).optional(),
  isActive: flag.optional(),
  /** By the role's name, as older clients ask, or by its id. */
  role: z.string().trim().max(50).optional(),
  roleId: id.optional(),
  centreId: id.optional(),
  /** Staff hold some role other than that of a customer. */
  people: z.enum(["staff", "customers", "all"]).default("all"),
});
export type ListUsers = z.output<typeof ListUsers>;

export const OneUser = z.strictObject({ id });
export type OneUser = z.output<typeof OneUser>;
export const RevokeUserSession = z.strictObject({ id, sessionId: z.string().min(1).max(36) });
export type RevokeUserSession = z.output<typeof RevokeUserSession>;

export const UserOut = z.object({
  id: idOut,
  username: z.string(),
  fullName: z.string().nullable(),
  name: z.string(),
  email: z.string().nullable(),
  phone: z.string().nullable(),
  department: z.string().nullable(),
  position: z.string().nullable(),
  status: z.enum(userStatuses),
  isActive: z.boolean(),
  isSuperuser: z.boolean(),
  role: z.string().nullable(),
  roles: z.array(z.string()),
  assignments: z.array(
    z.object({
      roleId: idOut,
      role: z.string(),
      label: z.string(),
      centreId: idOut.nullable(),
      centre: z.string().nullable(),
    }),
  ),
  mfaEnabled: z.boolean(),
  lockedUntilAt: instantOut.nullable(),
  lastLoginAt: instantOut.nullable(),
  createdAt: instantOut,
  updatedAt: instantOut,
  version: z.number().int(),
});
export type UserOut = z.output<typeof UserOut>;

export const CreatedUser = z.object({
  id: idOut,
  version: z.number().int(),
  username: z.string(),
  /** Shown this once; must be changed at the first log-in. */
  oneTimePassword: z.string().nullable(),
});
export const ResetPasswordOut = z.object({ oneTimePassword: z.string(), validHours: z.number().int() });

export const SessionOut = z.object({
  sessionId: z.string(),
  client: z.string(),
  device: z.string(),
  ipAddress: z.string().nullable(),
  openedAt: instantOut,
  lastUsedAt: instantOut,
  expiresAt: instantOut,
  isPresent: z.boolean(),
});
