import type { DailyMenuStatus } from "@/db/enums/dishes";
import type { Day } from "@/lib/time";

export type MenuDish = {
  id: number;
  name: string;
  quantity: number;
  portionLimit: number | null;
  orderedQuantity: number;
  ownPrice: number | null;
  isAvailable: boolean;
};

/** One slot of one day as the week shows it. */
export type DayMenu = {
  id: number;
  menuDate: Day;
  categoryId: number;
  /** Locked as soon as the cut-off has passed, whether or not the job has written it down. */
  status: DailyMenuStatus;
  dishes: MenuDish[];
  version: number;
};

export type WeekSlot = { id: number; code: string; name: string; servingTime: string; cutoffMinutes: number };
export type Choice = { id: number; name: string };
