import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import { centres } from "@/db/schema/centres";
import { roles, userRoles, users } from "@/db/schema/identity";
import { doorman } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { setting } from "@/domain/system/settings/queries";
import { env } from "@/lib/env";

/** Whether nobody can log in yet: then, and only then, the setup page works. */
export async function isUntouched(ctx?: Ctx): Promise<boolean> {
  const [any] = await doorman(ctx).select({ id: users.id }).from(users).limit(1);
  return !any;
}

/** What the log-in page says besides its form: the houses that share the accounts, and which roles need a code too. */
export async function loginScreen(ctx: Ctx) {
  const db = doorman(ctx);
  const [houses, asked, demo] = await Promise.all([
    db
      .select({ name: centres.name })
      .from(centres)
      .where(and(eq(centres.status, "active"), isNull(centres.archivedAt)))
      .orderBy(asc(centres.id))
      .limit(4),
    setting(db, "identity.mfa_roles").then((names) =>
      names.length === 0 ? [] : db.select({ label: roles.label }).from(roles).where(inArray(roles.name, names)),
    ),
    demoLogins(ctx),
  ]);
  return { houses: houses.map((house) => house.name), mfaRoles: asked.map((role) => role.label), demo };
}

const demoNames = [
  "admin",
  "manager",
  "dietitian",
  "chef",
  "nurse",
  "recorder",
  "doctor",
  "cashier",
  "warehouse",
  "customer",
];
const DEMO_PASSWORD = "Yuean-demo-1";

/** The logins of the demo centre; in any other mode there are none to show. */
async function demoLogins(ctx: Ctx) {
  if (env().APP_MODE !== "demo") return null;
  const rows = await doorman(ctx)
    .select({ username: users.username, name: users.fullName, role: roles.label })
    .from(users)
    .innerJoin(userRoles, eq(userRoles.userId, users.id))
    .innerJoin(roles, eq(roles.id, userRoles.roleId))
    .where(and(inArray(users.username, demoNames), eq(users.status, "active")))
    .orderBy(asc(userRoles.id));
  const logins = demoNames.flatMap((username) => rows.find((row) => row.username === username) ?? []);
  return logins.length === 0 ? null : { password: DEMO_PASSWORD, logins };
}
