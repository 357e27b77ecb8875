import "server-only";
import { and, eq, inArray, isNull, lt, or } from "drizzle-orm";
import { storedFiles } from "@/db/schema/system";
import { command, type Tx } from "@/domain/core/access";
import { audit, unchanged } from "@/domain/core/audit";
import type { Ctx } from "@/domain/core/ctx";
import { invalid } from "@/lib/errors";
import { fileUrl } from "./links";
import { ORPHAN_HOURS } from "./rules";

export type StoredFile = Pick<
  typeof storedFiles.$inferSelect,
  "uid" | "storageKey" | "thumbKey" | "kind" | "purpose" | "mime" | "bytes" | "sha256Hash" | "originalName"
>;

/** Building block: the row of bytes that already lie in the store. */
export async function recordFile(tx: Tx, file: StoredFile) {
  const row = { ...file, uploadedBy: tx.actor.userId ?? null, createdAt: tx.now };
  const [created] = await tx.db.insert(storedFiles).values(row).$returningId();
  if (!created) throw new Error("insert returned no id");
  await audit(tx, "stored_file.uploaded", null, { ...row, id: created.id });
  return {
    id: file.uid,
    fileId: file.uid,
    rowId: created.id,
    url: fileUrl(file.uid),
    thumbUrl: file.thumbKey && fileUrl(file.uid, "thumb"),
    kind: file.kind,
    mime: file.mime,
    bytes: file.bytes,
    name: file.originalName,
  };
}

/**
 * Building block: ties uploads to a row in a role, in the order given. Only the uploader's own files that nothing else has
 * taken; what was attached in this role before and is not named now is let go (and purged later).
 */
export async function attachFiles(tx: Tx, owner: { type: string; id: number }, role: string, uids: readonly string[]) {
  const ofOwner = and(
    eq(storedFiles.ownerType, owner.type),
    eq(storedFiles.ownerId, owner.id),
    eq(storedFiles.role, role),
    isNull(storedFiles.deletedAt),
  );
  const had = await tx.db.select().from(storedFiles).where(ofOwner).for("update");
  const wanted = uids.length
    ? await tx.db
        .select()
        .from(storedFiles)
        .where(inArray(storedFiles.uid, [...uids]))
        .for("update")
    : [];
  for (const [position, uid] of uids.entries()) {
    const file = wanted.find((f) => f.uid === uid && f.deletedAt === null);
    const free =
      file &&
      (file.ownerType === null ? file.uploadedBy === (tx.actor.userId ?? null) : had.some((f) => f.id === file.id));
    if (!file || !free) throw invalid(role, "这个文件已经失效，请重新上传");
    await tx.db
      .update(storedFiles)
      .set({ ownerType: owner.type, ownerId: owner.id, role, position })
      .where(eq(storedFiles.id, file.id));
  }
  const gone = had.filter((file) => !uids.includes(file.uid)).map((file) => file.id);
  if (gone.length > 0) await tx.db.update(storedFiles).set({ deletedAt: tx.now }).where(inArray(storedFiles.id, gone));
}

/** Rows that nothing took within a day, or that were let go, are removed; answers the storage keys to remove after them. */
export function forgetFiles(ctx: Ctx): Promise<string[]> {
  const cut = new Date(ctx.now.getTime() - ORPHAN_HOURS * 3_600_000);
  return command(ctx, "files:upload", async (tx) => {
    const rows = await tx.db
      .select()
      .from(storedFiles)
      .where(or(and(isNull(storedFiles.ownerType), lt(storedFiles.createdAt, cut)), lt(storedFiles.deletedAt, cut)))
      .limit(500)
      .for("update");
    if (rows.length === 0) unchanged(tx);
    for (const row of rows) await audit(tx, "stored_file.purged", row, null);
    const ids = rows.map((row) => row.id);
    if (ids.length > 0) await tx.db.delete(storedFiles).where(inArray(storedFiles.id, ids));
    return rows.flatMap((row) => (row.thumbKey ? [row.storageKey, row.thumbKey] : [row.storageKey]));
  });
}
