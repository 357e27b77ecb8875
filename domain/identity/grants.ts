import "server-only";
import type { Centres, Grant } from "@/domain/core/ctx";
import { everywhere } from "@/domain/core/ctx";
import { isPermission, type Permission, permissions } from "@/domain/core/permissions";

export type Can = ReadonlyMap<Permission, Grant>;
export type RoleGrant = { permission: string; scope: "own" | "assigned" | "all"; centreId: number | null };

/** What every login may do for itself, whatever its roles. Not part of any role. */
export const everyone: readonly Permission[] = ["profile:edit", "session:open"];
const ownOnly: Grant = { centres: [], assigned: false, own: true };

/** All that can be given by a role. */
export const assignable: readonly Permission[] = (Object.keys(permissions) as Permission[]).filter(
  (code) => !everyone.includes(code),
);

export const forEveryone = (): Map<Permission, Grant> => new Map(everyone.map((code) => [code, ownOnly]));

export const allPermissions = (): Map<Permission, Grant> =>
  new Map([...forEveryone(), ...assignable.map((code): [Permission, Grant] => [code, everywhere])]);

/** Several roles may give the same permission: their centres and scopes add up. */
export function joined(rows: readonly RoleGrant[]): Map<Permission, Grant> {
  const can = forEveryone();
  for (const { permission, scope, centreId } of rows) {
    if (!isPermission(permission) || everyone.includes(permission)) continue; // a code that this release no longer has
    const had = can.get(permission) ?? { centres: [], assigned: false, own: false };
    can.set(permission, {
      centres: scope === "all" ? added(had.centres, centreId) : had.centres,
      assigned: had.assigned || scope === "assigned",
      own: had.own || scope === "own",
    });
  }
  return can;
}

/**
 * The permissions in `wanted` that go beyond `mine`: nobody gives away what he does not hold. A wider scope holds the
 * narrower ones of the same permission; "own" means each bearer's own rows, so that any scope of mine holds it.
 */
export function beyond(mine: Can, wanted: Can): Permission[] {
  return [...wanted].flatMap(([permission, grant]) => {
    if (everyone.includes(permission)) return [];
    const held = mine.get(permission);
    if (!held) return [permission];
    const centresHeld = held.centres === "all" || (grant.centres !== "all" && isWithin(grant.centres, held.centres));
    const assignedHeld = !grant.assigned || held.assigned || held.centres === "all";
    return centresHeld && assignedHeld ? [] : [permission];
  });
}

const isWithin = (inner: readonly number[], outer: readonly number[]) => inner.every((id) => outer.includes(id));

const added = (had: Centres, centreId: number | null): Centres =>
  had === "all" || centreId === null ? "all" : [...new Set([...had, centreId])];
