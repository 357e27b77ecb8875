import { saidWhen } from "@/lib/time";

/** How long something has been waiting: 刚刚, 6 分钟前, 2 小时前; from a day on when it was. */
export function ageOf(since: Date, now: Date): string {
  const minutes = Math.floor((now.getTime() - since.getTime()) / 60_000);
  if (minutes < 1) return "刚刚";
  if (minutes < 60) return `${minutes} 分钟前`;
  if (minutes < 1440) return `${Math.floor(minutes / 60)} 小时前`;
  return saidWhen(since, now);
}
