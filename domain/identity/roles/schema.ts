import { z } from "zod";
import { rolePermissionScopes } from "@/db/enums/identity";
import { id, name, version } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

export const RoleGrant = z.strictObject({
  permission: z.string().max(64),
  scope: z.enum(rolePermissionScopes).default("all"),
});
export type RoleGrant = z.output<typeof RoleGrant>;

/** As codes alone (each in full) or with a scope each. */
const grants = z.array(RoleGrant).max(500);
const codes = z.array(z.string().max(64)).max(500);
const label = name("角色名称", 50);
const description = z
  .string()
  .trim()
  .max(500, "说明最多 500 个字")
  .transform((text) => text || null)
  .nullable();

export const CreateRole = z.strictObject({
  label,
  /** The short name that programs use; made from the label when left out. */
  name: z
    .string()
    .trim()
    .regex(/^[a-z][a-z0-9_-]{1,49}$/, "代号用小写字母开头，只含小写字母、数字、- 和 _")
    .optional(),
  description: description.optional(),
  permissions: codes.optional(),
  grants: grants.optional(),
  /** Starts with the permissions of this role. */
  copyFrom: id.optional(),
});
export type CreateRole = z.output<typeof CreateRole>;

export const UpdateRole = z.strictObject({
  id,
  version,
  label: label.optional(),
  description: description.optional(),
  permissions: codes.optional(),
  grants: grants.optional(),
});
export type UpdateRole = z.output<typeof UpdateRole>;

export const ListRoles = pageOf(["id", "label", "createdAt"], "id").extend({
  search: z.string().trim().max(50).optional(),
});
export type ListRoles = z.output<typeof ListRoles>;

export const OneRole = z.strictObject({ id });
export type OneRole = z.output<typeof OneRole>;

export const RoleOut = z.object({
  id: idOut,
  name: z.string(),
  label: z.string(),
  description: z.string().nullable(),
  isBuiltin: z.boolean(),
  permissions: z.array(z.string()),
  grants: z.array(z.object({ permission: z.string(), scope: z.enum(rolePermissionScopes) })),
  users: z.number().int(),
  version: z.number().int(),
  createdAt: instantOut,
  updatedAt: instantOut,
});
export type RoleOut = z.output<typeof RoleOut>;

export const PermissionOut = z.object({
  code: z.string(),
  label: z.string(),
  resource: z.string(),
  resourceLabel: z.string(),
  action: z.string(),
});
export type PermissionOut = z.output<typeof PermissionOut>;
