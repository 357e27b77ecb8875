"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
import { createRole, deleteRole, updateRole } from "@/domain/identity/roles/commands";
import { CreateRole, OneRole, UpdateRole } from "@/domain/identity/roles/schema";

const permission = "roles:edit" as const;

export const createRoleAction = action({ permission, input: CreateRole }, fresh(createRole));

export const updateRoleAction = action({ permission, input: UpdateRole }, fresh(updateRole));

export const deleteRoleAction = action(
  { permission, input: OneRole },
  fresh(async (ctx, input) => {
    await deleteRole(ctx, input);
  }),
);
