import { redirect } from "next/navigation";
import type { ReactNode } from "react";
import { forcedPage } from "@/app/_server/auth";
import { requireCtx } from "@/app/_server/session";
import { Shell } from "@/components/shell/shell";
import { AppError } from "@/lib/errors";
import { markReadAction, searchAction, setThemeAction, signOutAction, switchCentreAction } from "./_shell/actions";
import { shellOf } from "./_shell/data";

/** The frame of every signed-in page: navigation by permission, search, messages, account. */
export default async function PortalLayout({ children }: { children: ReactNode }) {
  const ctx = await requireCtx().catch((error) => {
    if (error instanceof AppError && error.code === "unauthenticated") redirect("/login");
    throw error;
  });
  const forced = forcedPage(ctx.actor);
  if (forced) redirect(forced);
  const actions = {
    search: searchAction,
    markRead: markReadAction,
    setTheme: setThemeAction,
    switchCentre: switchCentreAction,
    signOut: signOutAction,
  };
  return (
    <Shell {...(await shellOf(ctx))} actions={actions}>
      {children}
    </Shell>
  );
}
