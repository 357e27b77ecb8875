import { index, int, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { businessDay, createdAt, exact, hash, id, instant, ref, snapshot } from "@/db/columns";
import { outboxEventStatuses } from "@/db/enums/core";

export const auditLog = mysqlTable(
  "audit_log",
  {
    id: id(),
    actor: varchar("actor", { length: 64 }).notNull(),
    actorUserId: ref("actor_user_id"),
    action: varchar("action", { length: 64 }).notNull(),
    entity: varchar("entity", { length: 64 }).notNull(),
    entityId: ref("entity_id"),
    centreId: ref("centre_id"),
    familyId: ref("family_id"),
    beforeRow: snapshot("before_row"),
    afterRow: snapshot("after_row"),
    details: snapshot("details"),
    requestId: varchar("request_id", { length: 64 }).notNull(),
    ipAddress: varchar("ip_address", { length: 45 }),
    userAgent: varchar("user_agent", { length: 255 }),
    createdAt: createdAt(),
  },
  (t) => [
    index("audit_log_entity_entity_id_id").on(t.entity, t.entityId, t.id),
    index("audit_log_actor_user_id_created_at").on(t.actorUserId, t.createdAt),
    index("audit_log_family_id_created_at").on(t.familyId, t.createdAt),
    index("audit_log_centre_id_created_at").on(t.centreId, t.createdAt),
    index("audit_log_created_at").on(t.createdAt),
  ],
);

export const onceKeys = mysqlTable(
  "once_key",
  {
    id: id(),
    scope: varchar("scope", { length: 64 }).notNull(),
    requestKey: exact("request_key", 128).notNull(),
    claim: varchar("claim", { length: 36 }).notNull(),
    inputHash: hash("input_hash").notNull(),
    result: snapshot("result"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("once_key_scope_request_key").on(t.scope, t.requestKey),
    index("once_key_created_at").on(t.createdAt),
  ],
);

export const outboxEvents = mysqlTable(
  "outbox_event",
  {
    id: id(),
    topic: varchar("topic", { length: 64 }).notNull(),
    payload: snapshot("payload").notNull(),
    centreId: ref("centre_id"),
    status: mysqlEnum("status", outboxEventStatuses).notNull().default("pending"),
    attempts: int("attempts").notNull().default(0),
    availableAt: instant("available_at").notNull(),
    doneAt: instant("done_at"),
    lastError: text("last_error"),
    createdAt: createdAt(),
  },
  (t) => [index("outbox_event_status_available_at_id").on(t.status, t.availableAt, t.id)],
);

export const numberSequences = mysqlTable(
  "number_sequence",
  {
    id: id(),
    prefix: varchar("prefix", { length: 8 }).notNull(),
    seqDay: businessDay("seq_day").notNull(),
    lastNumber: int("last_number").notNull().default(0),
  },
  (t) => [uniqueIndex("number_sequence_prefix_seq_day").on(t.prefix, t.seqDay)],
);
