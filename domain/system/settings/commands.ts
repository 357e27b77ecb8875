import "server-only";
import { and, eq, sql } from "drizzle-orm";
import { settings as settingTable } from "@/db/schema/system";
import { assertCentre, command } from "@/domain/core/access";
import { assertVersion, audit } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { invalid } from "@/lib/errors";
import { type ChangeSetting, settings } from "./schema";

/** Sets a value for a centre, or for the group (settings that only the group has ignore the centre). */
export function changeSetting(ctx: Ctx, input: ChangeSetting) {
  return command(ctx, "settings:edit", async (tx) => {
    const { schema, group } = settings[input.name];
    const parsed = schema.safeParse(input.value);
    if (!parsed.success) throw invalid("value", "这个值不合要求");
    const stored = parsed.data === null ? sql`'null'` : parsed.data; // a bare null would be no value at all
    const centreId = group ? 0 : (input.centreId ?? 0);
    if (centreId === 0 && tx.grant.centres !== "all") throw invalid("centreId", "集团参数要由管理全部中心的人修改");
    if (centreId !== 0) assertCentre(tx.grant, centreId);
    const mine = and(eq(settingTable.name, input.name), eq(settingTable.centreId, centreId));
    const [had] = await tx.db.select().from(settingTable).where(mine).for("update");
    if (had) {
      if (input.version !== undefined) await assertVersion(tx, "setting", had, input.version);
      const next = { ...had, value: parsed.data, version: had.version + 1, updatedAt: tx.now };
      await tx.db
        .update(settingTable)
        .set({ ...next, value: stored })
        .where(mine);
      await audit(
        tx,
        "setting.changed",
        { ...had, centreId: had.centreId || null },
        { ...next, centreId: centreId || null },
      );
      return { id: had.id, version: next.version };
    }
    const row = { name: input.name, centreId, value: parsed.data, createdAt: tx.now, updatedAt: tx.now };
    const [created] = await tx.db
      .insert(settingTable)
      .values({ ...row, value: stored })
      .$returningId();
    if (!created) throw new Error("insert returned no id");
    await audit(tx, "setting.changed", null, { ...row, id: created.id, centreId: centreId || null });
    return { id: created.id, version: 1 };
  });
}
