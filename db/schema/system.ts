import { foreignKey, index, int, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import { big, createdAt, exact, flag, hash, id, instant, ref, snapshot, updatedAt, version } from "@/db/columns";
import {
  importBatchModes,
  importBatchStatuses,
  importRowOutcomes,
  jobStatuses,
  storedFileKinds,
} from "@/db/enums/system";

export const settings = mysqlTable(
  "setting",
  {
    id: id(),
    centreId: ref("centre_id").notNull().default(0),
    name: varchar("name", { length: 64 }).notNull(),
    value: snapshot("value").notNull(),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("setting_centre_id_name").on(t.centreId, t.name)],
);

export const storedFiles = mysqlTable(
  "stored_file",
  {
    id: id(),
    uid: exact("uid", 36).notNull(),
    storageKey: exact("storage_key", 200).notNull(),
    kind: mysqlEnum("kind", storedFileKinds).notNull(),
    purpose: varchar("purpose", { length: 32 }).notNull(),
    mime: varchar("mime", { length: 100 }).notNull(),
    bytes: big("bytes").notNull(),
    sha256Hash: hash("sha256_hash").notNull(),
    originalName: varchar("original_name", { length: 200 }).notNull(),
    ownerType: varchar("owner_type", { length: 32 }),
    ownerId: ref("owner_id"),
    role: varchar("role", { length: 32 }),
    position: int("position").notNull().default(0),
    thumbKey: exact("thumb_key", 200),
    centreId: ref("centre_id"),
    uploadedBy: ref("uploaded_by"),
    expiresAt: instant("expires_at"),
    deletedAt: instant("deleted_at"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("stored_file_uid").on(t.uid),
    index("stored_file_owner_type_owner_id_role").on(t.ownerType, t.ownerId, t.role),
    index("stored_file_expires_at").on(t.expiresAt),
  ],
);

export const jobs = mysqlTable(
  "job",
  {
    id: id(),
    kind: varchar("kind", { length: 64 }).notNull(),
    runKey: exact("run_key", 128),
    status: mysqlEnum("status", jobStatuses).notNull().default("queued"),
    progress: int("progress").notNull().default(0),
    input: snapshot("input"),
    result: snapshot("result"),
    error: text("error"),
    attempts: int("attempts").notNull().default(0),
    startedAt: instant("started_at"),
    finishedAt: instant("finished_at"),
    centreId: ref("centre_id"),
    createdBy: ref("created_by"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("job_kind_run_key").on(t.kind, t.runKey),
    index("job_kind_id").on(t.kind, t.id),
    index("job_status_id").on(t.status, t.id),
  ],
);

export const importBatches = mysqlTable(
  "import_batch",
  {
    id: id(),
    kind: varchar("kind", { length: 32 }).notNull(),
    mode: mysqlEnum("mode", importBatchModes).notNull().default("skip_faulty"),
    isDryRun: flag("is_dry_run").notNull().default(false),
    status: mysqlEnum("status", importBatchStatuses).notNull().default("uploaded"),
    fileId: ref("file_id").notNull(),
    jobId: ref("job_id"),
    totalRows: int("total_rows").notNull().default(0),
    successRows: int("success_rows").notNull().default(0),
    failedRows: int("failed_rows").notNull().default(0),
    centreId: ref("centre_id"),
    createdBy: ref("created_by"),
    undoneBy: ref("undone_by"),
    undoneAt: instant("undone_at"),
    createdAt: createdAt(),
  },
  (t) => [
    index("import_batch_kind_id").on(t.kind, t.id),
    foreignKey({ name: "fk_import_batch_file_id", columns: [t.fileId], foreignColumns: [storedFiles.id] }),
    foreignKey({ name: "fk_import_batch_job_id", columns: [t.jobId], foreignColumns: [jobs.id] }),
  ],
);

export const importRows = mysqlTable(
  "import_row",
  {
    id: id(),
    batchId: ref("batch_id").notNull(),
    rowNo: int("row_no").notNull(),
    outcome: mysqlEnum("outcome", importRowOutcomes).notNull(),
    entity: varchar("entity", { length: 32 }),
    entityId: ref("entity_id"),
    isNew: flag("is_new").notNull().default(true),
    beforeRow: snapshot("before_row"),
    cells: snapshot("cells").notNull(),
    messages: snapshot("messages"),
  },
  (t) => [
    uniqueIndex("import_row_batch_id_row_no").on(t.batchId, t.rowNo),
    index("import_row_entity_entity_id").on(t.entity, t.entityId),
    foreignKey({ name: "fk_import_row_batch_id", columns: [t.batchId], foreignColumns: [importBatches.id] }),
  ],
);
