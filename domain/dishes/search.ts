import "server-only";
import { like, or, type SQL } from "drizzle-orm";
import type { AnyMySqlColumn } from "drizzle-orm/mysql-core";

/** What a person typed, as a LIKE pattern: % and _ are letters, not wildcards. */
export const containing = (text: string): string => `%${text.replace(/[\\%_]/g, "\\$&")}%`;

/** Name holds it, or its pinyin initials begin with it. */
export const nameLike = (name: AnyMySqlColumn, nameKey: AnyMySqlColumn, text: string): SQL | undefined =>
  or(
    like(name, containing(text)),
    /^[a-z0-9]+$/i.test(text) ? like(nameKey, `${text.toLowerCase().replace(/[\\%_]/g, "\\$&")}%`) : undefined,
  );
