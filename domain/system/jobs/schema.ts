import { z } from "zod";
import { jobStatuses } from "@/db/enums/system";
import { id } from "@/lib/fields";
import { idOut, instantOut } from "@/lib/out";
import { pageOf } from "@/lib/page";

/** Work that runs on its own: kind → what people read, and when (cron, Asia/Shanghai). */
export const jobKinds = {
  "files.purge": { label: "清理没人用的上传文件", cron: "17 * * * *" },
  "tokens.purge": { label: "清理过期的登录与幂等记录", cron: "30 3 * * *" },
  "outbox.purge": { label: "清理已处理的事件", cron: "40 3 * * *" },
  "menus.advance": { label: "截单时间已过的每日菜单定稿", cron: "5 0 * * *" },
  "stock.reserve": { label: "为今后几天的餐预留食材", cron: "25 * * * *" },
  "medical_orders.complete": { label: "结束到期的医嘱", cron: "5 0 * * *" },
  "orders.complete": { label: "完成前几天已送达的订单", cron: "15 0 * * *" },
  "plans.complete": { label: "结束到期的月子餐计划", cron: "10 1 * * *" },
} as const;
export type JobKind = keyof typeof jobKinds;
export const isJobKind = (kind: string): kind is JobKind => kind in jobKinds;

/** Work that somebody started and waits for. Done by the worker's task loop, one after the other. */
export const taskKinds = {
  "plans.schedule": "自动排餐",
  "menus.auto": "多位妈妈排一天的餐",
} as const;
export type TaskKind = keyof typeof taskKinds;
export const taskKindNames = Object.keys(taskKinds) as [TaskKind, ...TaskKind[]];

/** What people read for a kind of job. */
export const jobLabel = (kind: string): string =>
  kind in taskKinds ? taskKinds[kind as TaskKind] : isJobKind(kind) ? jobKinds[kind].label : kind;

export const ListJobs = pageOf(["id"]).extend({
  kind: z.string().max(64).optional(),
  status: z.enum(jobStatuses).optional(),
});
export type ListJobs = z.infer<typeof ListJobs>;

export const OneJob = z.object({ id });
export type OneJob = z.infer<typeof OneJob>;

export const JobOut = z.object({
  id: idOut,
  kind: z.string(),
  status: z.enum(jobStatuses),
  progress: z.number().int(),
  result: z.unknown(),
  error: z.string().nullable(),
  attempts: z.number().int(),
  createdAt: instantOut,
  startedAt: instantOut.nullable(),
  finishedAt: instantOut.nullable(),
});
