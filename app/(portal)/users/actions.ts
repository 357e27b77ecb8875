"use server";

import { action } from "@/app/_server/action";
import { fresh } from "@/app/_server/fresh";
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

export const createUserAction = action({ permission, input: CreateUser }, fresh(createUser));

export const updateUserAction = action({ permission, input: UpdateUser }, fresh(updateUser));

export const disableUserAction = action(
  { permission, input: OneUser },
  fresh(async (ctx, input) => {
    await disableUser(ctx, input);
  }),
);

export const enableUserAction = action(
  { permission, input: OneUser },
  fresh(async (ctx, input) => {
    await enableUser(ctx, input);
  }),
);

export const unlockUserAction = action(
  { permission, input: OneUser },
  fresh(async (ctx, input) => {
    await unlockUser(ctx, input);
  }),
);

export const resetPasswordAction = action({ permission, input: OneUser }, fresh(resetPassword));

export const resetMfaAction = action(
  { permission, input: OneUser },
  fresh(async (ctx, input) => {
    await resetMfa(ctx, input);
  }),
);

export const revokeUserSessionAction = action(
  { permission, input: RevokeUserSession },
  fresh(async (ctx, input) => {
    await revokeUserSession(ctx, input);
  }),
);
