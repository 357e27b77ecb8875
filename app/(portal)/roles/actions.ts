"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import { createRole, deleteRole, updateRole } from "@/domain/identity/roles/commands";
import { CreateRole, OneRole, UpdateRole } from "@/domain/identity/roles/schema";

const permission = "roles:edit" as const;

export const createRoleAction = action({ permission, input: CreateRole }, async (ctx, input) => {
  const created = await createRole(ctx, input);
  revalidatePath("/roles");
  return created;
});

export const updateRoleAction = action({ permission, input: UpdateRole }, async (ctx, input) => {
  const saved = await updateRole(ctx, input);
  revalidatePath("/", "layout"); // what the menu shows may be different now
  return saved;
});

export const deleteRoleAction = action({ permission, input: OneRole }, async (ctx, input) => {
  await deleteRole(ctx, input);
  revalidatePath("/roles");
});
