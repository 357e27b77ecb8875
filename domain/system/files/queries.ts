import "server-only";
import { and, asc, eq, inArray, isNull } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";
import { storedFiles } from "@/db/schema/system";
import { doorman, type Read } from "@/domain/core/access";
import type { Ctx } from "@/domain/core/ctx";
import { notFound } from "@/lib/errors";
import { fileUrl, isSigned } from "./links";
import type { ReadFile } from "./schema";

export type FileLink = { uid: string; url: string; thumbUrl: string | null; name: string; mime: string };

/** Short-lived links of the files of several rows in one role: owner id → links in order. */
export async function fileLinks(db: Read["db"], type: string, ids: readonly number[], role: string) {
  const links = new Map<number, FileLink[]>();
  if (ids.length === 0) return links;
  const rows = await db
    .select()
    .from(storedFiles)
    .where(
      and(
        eq(storedFiles.ownerType, type),
        inArray(storedFiles.ownerId, [...ids]),
        eq(storedFiles.role, role),
        isNull(storedFiles.deletedAt),
      ),
    )
    .orderBy(asc(storedFiles.ownerId), asc(storedFiles.position));
  for (const row of rows) {
    if (row.ownerId === null) continue;
    const thumbUrl = row.thumbKey ? fileUrl(row.uid, "thumb") : null;
    const link = { uid: row.uid, url: fileUrl(row.uid), thumbUrl, name: row.originalName, mime: row.mime };
    links.set(row.ownerId, [...(links.get(row.ownerId) ?? []), link]);
  }
  return links;
}

/** For joining the files of a row in one role to it. */
export const isFileOf = (type: string, ownerId: AnyMySqlColumn, role: string) =>
  and(
    eq(storedFiles.ownerType, type),
    eq(storedFiles.ownerId, ownerId),
    eq(storedFiles.role, role),
    isNull(storedFiles.deletedAt),
  );

/** The row behind a signed link; a wrong or old signature finds nothing. */
export async function signedFile(ctx: Ctx, input: ReadFile) {
  if (!isSigned(input.id, input.expires, input.signature)) throw notFound("这个文件");
  const [row] = await doorman(ctx)
    .select()
    .from(storedFiles)
    .where(and(eq(storedFiles.uid, input.id), isNull(storedFiles.deletedAt)))
    .limit(1);
  if (!row) throw notFound("这个文件");
  return row;
}
