import type { Permission } from "./permissions";

export type Centres = "all" | readonly number[];

/**
 * What one permission covers, joined over all roles of a user: every row of `centres`; besides, when set, rows of families
 * assigned to the caller, and the caller's own rows.
 */
export type Grant = { centres: Centres; assigned: boolean; own: boolean };

export type Actor = {
  /** "user:12", "job:close-day", "guest": what the audit log says. */
  name: string;
  userId?: number;
  /** The login this request belongs to (a refresh-token family). */
  sessionId?: string;
  /** The centre last chosen in the portal, where new rows go and lists look when nothing else is said. */
  centreId?: number;
  /** One of the user's roles demands a second factor that is not set up yet: nothing else works until it is. */
  mustEnrolMfa?: boolean;
  /** The password was given by an administrator: nothing else works until the user has chosen one. */
  mustChangePassword?: boolean;
  can: ReadonlyMap<Permission, Grant>;
};

/** Who is calling, when, and under which request. `db?: never`: a Tx is not a Ctx, so commands cannot nest. */
export type Ctx = {
  actor: Actor;
  now: Date;
  requestId: string;
  ip?: string;
  userAgent?: string;
  db?: never;
};

export const everywhere: Grant = { centres: "all", assigned: false, own: false };

/** Before anyone has signed in: may open a session, nothing else. */
export const guest: Actor = { name: "guest", can: new Map([["session:open", everywhere]]) };

/** A scheduled or queued job acts with the permissions it names, everywhere. */
export const jobActor = (job: string, ...allowed: Permission[]): Actor => ({
  name: `job:${job}`,
  can: new Map(allowed.map((permission) => [permission, everywhere])),
});

export const may = (ctx: Ctx, permission: Permission): boolean => ctx.actor.can.has(permission);

/** The user behind a request; jobs and guests have none. */
export const userIdOf = (ctx: { actor: Actor }): number | null => ctx.actor.userId ?? null;
