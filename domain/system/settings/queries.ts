import "server-only";
import { inArray } from "drizzle-orm";
import { settings as settingTable } from "@/db/schema/system";
import { assertCentre, type Read, reader } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { throughCache } from "@/domain/core/through-cache";
import { type SettingName, type SettingValue, settingNames, settings } from "./schema";

const GROUP = 0;

/** A setting's value: the centre's, else the group's, else the built-in one. */
export async function setting<N extends SettingName>(
  db: Read["db"],
  name: N,
  centreId?: number,
): Promise<SettingValue<N>> {
  const all = await throughCache({ db }, "system:settings", ["setting"], loadSettings);
  const rows = all.filter((one) => one.name === name);
  const row = rows.find((r) => r.centreId === centreId) ?? rows.find((r) => r.centreId === GROUP);
  const parsed = row && settings[name].schema.safeParse(row.value);
  return (parsed?.success ? parsed.data : settings[name].fallback) as SettingValue<N>;
}

/** Everything anybody has set: few rows, read by nearly every page. */
const loadSettings = (db: Read["db"]) =>
  db.select({ name: settingTable.name, centreId: settingTable.centreId, value: settingTable.value }).from(settingTable);

/** All settings as they hold for a centre (or the group), with where each value comes from. */
export async function listSettings(ctx: Ctx, { centreId }: { centreId?: number }) {
  const { db, grant } = reader(ctx, "settings:read");
  if (centreId !== undefined) assertCentre(grant, centreId);
  const rows = await db
    .select()
    .from(settingTable)
    .where(inArray(settingTable.centreId, [GROUP, centreId ?? GROUP]));
  return settingNames.map((name) => {
    const own = rows.find(
      (row) => row.name === name && row.centreId === (settings[name].group ? GROUP : (centreId ?? GROUP)),
    );
    const inherited = rows.find((row) => row.name === name && row.centreId === GROUP);
    return {
      name,
      label: settings[name].label,
      value: own?.value ?? inherited?.value ?? settings[name].fallback,
      centreId: own?.centreId || null,
      isDefault: !own,
      version: own?.version ?? null,
    };
  });
}
