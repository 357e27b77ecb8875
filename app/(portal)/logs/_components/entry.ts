import type { AuditOut } from "@/domain/identity/audit/schema";

/** An entry of the log as the browser gets it. */
export type Entry = Omit<AuditOut, "createdAt"> & { createdAt: string };
