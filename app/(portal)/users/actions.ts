"use server";

import { revalidatePath } from "next/cache";
import { action } from "@/app/_server/action";
import {
  createUser,
  disableUser,
  enableUser,
  resetMfa,
  resetPassword,
  revokeUserSession,
  unlockUser,
  updateUser,
} from "@/domain/identity/users/commands";
import { CreateUser, OneUser, RevokeUserSession, UpdateUser } from "@/domain/identity/users/schema";

const permission = "users:edit" as const;

export const createUserAction = action({ permission, input: CreateUser }, async (ctx, input) => {
  const created = await createUser(ctx, input);
  revalidatePath("/users");
  return created;
});

export const updateUserAction = action({ permission, input: UpdateUser }, async (ctx, input) => {
  const saved = await updateUser(ctx, input);
  revalidatePath(`/users/${input.id}`);
  return saved;
});

export const disableUserAction = action({ permission, input: OneUser }, async (ctx, input) => {
  await disableUser(ctx, input);
  revalidatePath(`/users/${input.id}`);
});

export const enableUserAction = action({ permission, input: OneUser }, async (ctx, input) => {
  await enableUser(ctx, input);
  revalidatePath(`/users/${input.id}`);
});

export const unlockUserAction = action({ permission, input: OneUser }, async (ctx, input) => {
  await unlockUser(ctx, input);
  revalidatePath(`/users/${input.id}`);
});

export const resetPasswordAction = action({ permission, input: OneUser }, async (ctx, input) => {
  const answer = await resetPassword(ctx, input);
  revalidatePath(`/users/${input.id}`);
  return answer;
});

export const resetMfaAction = action({ permission, input: OneUser }, async (ctx, input) => {
  await resetMfa(ctx, input);
  revalidatePath(`/users/${input.id}`);
});

export const revokeUserSessionAction = action({ permission, input: RevokeUserSession }, async (ctx, input) => {
  await revokeUserSession(ctx, input);
  revalidatePath(`/users/${input.id}`);
});
