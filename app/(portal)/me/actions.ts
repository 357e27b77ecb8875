"use server";

import { action } from "@/app/_server/action";
import { renewalTicket } from "@/app/_server/auth";
import { fresh } from "@/app/_server/fresh";
import { changePassword, chooseTheme, updateProfile } from "@/domain/identity/profile/commands";
import { disableMfa, enableMfa, setUpMfa } from "@/domain/identity/profile/mfa";
import {
  ChangePassword,
  ChooseTheme,
  DisableMfa,
  EnableMfa,
  Nothing,
  RevokeSession,
  UpdateProfile,
} from "@/domain/identity/schema";
import { revokeOtherSessions, revokeSession } from "@/domain/identity/sessions/commands";

const permission = "profile:edit" as const;

export const updateProfileAction = action(
  { permission, input: UpdateProfile },
  fresh(async (ctx, input) => {
    await updateProfile(ctx, input);
  }),
);

export const chooseThemeAction = action({ permission, input: ChooseTheme }, chooseTheme);

// The three below end every other login. They must not revalidate: the page would be rendered for a cookie that just ended.

export const changePasswordAction = action({ permission, input: ChangePassword }, async (ctx, input) => {
  return { ticket: await renewalTicket(await changePassword(ctx, input), ctx.now) };
});

export const setUpMfaAction = action({ permission, input: Nothing }, (ctx) => setUpMfa(ctx));

export const enableMfaAction = action({ permission, input: EnableMfa }, async (ctx, input) => {
  const { recoveryCodes, session } = await enableMfa(ctx, input);
  return { recoveryCodes, ticket: await renewalTicket(session, ctx.now) };
});

export const disableMfaAction = action({ permission, input: DisableMfa }, async (ctx, input) => {
  return { ticket: await renewalTicket(await disableMfa(ctx, input), ctx.now) };
});

export const revokeSessionAction = action(
  { permission, input: RevokeSession },
  fresh(async (ctx, input) => {
    await revokeSession(ctx, input);
  }),
);

export const revokeOtherSessionsAction = action(
  { permission, input: Nothing },
  fresh(async (ctx) => {
    const { ended } = await revokeOtherSessions(ctx);
    return { ended };
  }),
);
