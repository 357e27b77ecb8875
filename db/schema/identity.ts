import { foreignKey, index, int, mysqlEnum, mysqlTable, text, uniqueIndex, varchar } from "drizzle-orm/mysql-core";
import {
  big,
  cipher,
  createdAt,
  exact,
  flag,
  hash,
  id,
  instant,
  last4,
  ref,
  snapshot,
  updatedAt,
  version,
} from "@/db/columns";
import { rolePermissionScopes, userStatuses } from "@/db/enums/identity";
import { centres } from "./centres";

export const users = mysqlTable(
  "user",
  {
    id: id(),
    username: varchar("username", { length: 100 }).notNull(),
    email: varchar("email", { length: 100 }),
    phoneEnc: cipher("phone_enc"),
    phoneHash: hash("phone_hash"),
    phoneLast4: last4("phone_last4"),
    passwordHash: varchar("password_hash", { length: 255 }),
    fullName: varchar("full_name", { length: 100 }),
    department: varchar("department", { length: 50 }),
    position: varchar("position", { length: 50 }),
    colorTheme: varchar("color_theme", { length: 20 }),
    status: mysqlEnum("status", userStatuses).notNull().default("active"),
    isSuperuser: flag("is_superuser").notNull().default(false),
    sessionVersion: int("session_version").notNull().default(1),
    passwordChangedAt: instant("password_changed_at"),
    failedLogins: int("failed_logins").notNull().default(0),
    lockedUntilAt: instant("locked_until_at"),
    totpSecretEnc: cipher("totp_secret_enc"),
    totpLastStep: big("totp_last_step"),
    mfaEnabledAt: instant("mfa_enabled_at"),
    lastLoginAt: instant("last_login_at"),
    preferences: snapshot("preferences"),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("user_username").on(t.username),
    uniqueIndex("user_email").on(t.email),
    uniqueIndex("user_phone_hash").on(t.phoneHash),
    index("user_status_id").on(t.status, t.id),
  ],
);

export const roles = mysqlTable(
  "role",
  {
    id: id(),
    name: varchar("name", { length: 50 }).notNull(),
    label: varchar("label", { length: 50 }).notNull(),
    description: text("description"),
    isBuiltin: flag("is_builtin").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [uniqueIndex("role_name").on(t.name)],
);

export const rolePermissions = mysqlTable(
  "role_permission",
  {
    id: id(),
    roleId: ref("role_id").notNull(),
    permission: varchar("permission", { length: 64 }).notNull(),
    scope: mysqlEnum("scope", rolePermissionScopes).notNull().default("all"),
  },
  (t) => [
    uniqueIndex("role_permission_role_id_permission").on(t.roleId, t.permission),
    foreignKey({ name: "fk_role_permission_role_id", columns: [t.roleId], foreignColumns: [roles.id] }),
  ],
);

export const userRoles = mysqlTable(
  "user_role",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    roleId: ref("role_id").notNull(),
    centreId: ref("centre_id"),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("user_role_user_id_role_id_centre_id").on(t.userId, t.roleId, t.centreId),
    index("user_role_role_id_user_id").on(t.roleId, t.userId),
    foreignKey({ name: "fk_user_role_user_id", columns: [t.userId], foreignColumns: [users.id] }),
    foreignKey({ name: "fk_user_role_role_id", columns: [t.roleId], foreignColumns: [roles.id] }),
    foreignKey({ name: "fk_user_role_centre_id", columns: [t.centreId], foreignColumns: [centres.id] }),
  ],
);

export const refreshTokens = mysqlTable(
  "refresh_token",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    family: exact("family", 36).notNull(),
    tokenHash: hash("token_hash").notNull(),
    client: varchar("client", { length: 32 }).notNull(),
    expiresAt: instant("expires_at").notNull(),
    usedAt: instant("used_at"),
    revokedAt: instant("revoked_at"),
    ipAddress: varchar("ip_address", { length: 45 }),
    userAgent: varchar("user_agent", { length: 255 }),
    createdAt: createdAt(),
  },
  (t) => [
    uniqueIndex("refresh_token_token_hash").on(t.tokenHash),
    index("refresh_token_family").on(t.family),
    index("refresh_token_expires_at").on(t.expiresAt),
    foreignKey({ name: "fk_refresh_token_user_id", columns: [t.userId], foreignColumns: [users.id] }),
  ],
);

export const recoveryCodes = mysqlTable(
  "recovery_code",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    codeHash: hash("code_hash").notNull(),
    usedAt: instant("used_at"),
  },
  (t) => [
    uniqueIndex("recovery_code_user_id_code_hash").on(t.userId, t.codeHash),
    foreignKey({ name: "fk_recovery_code_user_id", columns: [t.userId], foreignColumns: [users.id] }),
  ],
);

export const savedViews = mysqlTable(
  "saved_view",
  {
    id: id(),
    userId: ref("user_id").notNull(),
    page: varchar("page", { length: 64 }).notNull(),
    name: varchar("name", { length: 50 }).notNull(),
    query: text("query").notNull(),
    isShared: flag("is_shared").notNull().default(false),
    version: version(),
    createdAt: createdAt(),
    updatedAt: updatedAt(),
  },
  (t) => [
    uniqueIndex("saved_view_user_id_page_name").on(t.userId, t.page, t.name),
    foreignKey({ name: "fk_saved_view_user_id", columns: [t.userId], foreignColumns: [users.id] }),
  ],
);
