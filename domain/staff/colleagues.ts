import "server-only";
import { and, asc, eq, isNull } from "drizzle-orm";
import { employees } from "@/db/schema/staff";
import type { Read } from "@/domain/core/access";
import { userIdOf } from "@/domain/core/ctx";
import { readThroughCache } from "@/domain/core/through-cache";

export type Colleague = { id: number; name: string; position: string; isMe: boolean };

/**
 * Building block: people in work of one centre, for other areas that have to name one (who took a sample, who gets a staff
 * meal). The reader's own permission decides about the centre; `isMe` is the caller's own employee.
 */
export async function colleagues(read: Read, centreId: number): Promise<Colleague[]> {
  const people = read.db
    .select({ id: employees.id, name: employees.name, position: employees.position, userId: employees.userId })
    .from(employees)
    .where(and(eq(employees.centreId, centreId), isNull(employees.archivedAt), eq(employees.status, "active")))
    .orderBy(asc(employees.position), asc(employees.name));
  const rows = await readThroughCache(read, people);
  const me = userIdOf(read.ctx);
  return rows.map(({ userId, ...row }) => ({ ...row, isMe: me !== null && userId === me }));
}
