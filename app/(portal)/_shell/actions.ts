"use server";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { z } from "zod";
import { action } from "@/app/_server/action";
import { sessionCookie } from "@/app/_server/caller";
import { fresh } from "@/app/_server/fresh";
import type { SearchGroup } from "@/components/shell/types";
import { chooseCentre, chooseTheme } from "@/domain/identity/profile/commands";
import { ChooseCentre, ChooseTheme } from "@/domain/identity/schema";
import { endSession } from "@/domain/identity/sessions/commands";
import { markRead } from "@/domain/notifications/commands";
import { findEverything } from "./search";

const searching = action({ permission: "signed-in", input: z.string().trim().max(50) }, findEverything);
const reading = action(
  {
    permission: "profile:edit",
    input: z.union([z.literal("all"), z.array(z.union([z.string(), z.number()])).max(200)]),
  },
  fresh(async (ctx, ids) => {
    if (ids === "all") await markRead(ctx, {});
    else for (const id of ids) await markRead(ctx, { id: Number(id) });
  }),
);
const theming = action({ permission: "profile:edit", input: ChooseTheme }, chooseTheme);
const moving = action(
  { permission: "profile:edit", input: ChooseCentre },
  fresh(async (ctx, input) => {
    await chooseCentre(ctx, input);
  }),
);
const leaving = action({ permission: "signed-in", input: z.undefined() }, (ctx) => endSession(ctx));

/** Customers, dishes and plans by name, initials, room, phone tail or number. */
export async function searchAction(query: string): Promise<SearchGroup[]> {
  const found = await searching(query);
  return found.ok ? found.data : [];
}

export async function markReadAction(ids: (number | string)[] | "all") {
  return reading(ids);
}

export async function setThemeAction(colorTheme: "light" | "dark" | "auto") {
  return theming({ colorTheme });
}

export async function switchCentreAction(centreId: number | null) {
  return moving({ centreId });
}

/** The session ends on the server, then the cookie goes. */
export async function signOutAction(): Promise<void> {
  await leaving(undefined);
  (await cookies()).delete(sessionCookie());
  redirect("/login");
}
