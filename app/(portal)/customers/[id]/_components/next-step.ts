import { type Day, daysBetween } from "@/lib/time";
import type { NextStep } from "./acts";

type Known = {
  customer: {
    id: number;
    isArchived: boolean;
    mergedIntoId: number | null;
    isAnonymised: boolean;
    deliveredOn: Day | null;
    expectedDeliveryDate: Day | null;
  };
  stay: { status: string; room: string | null; checkInDate: Day; checkOutDate: Day | null } | null;
  isAway: boolean;
  hasPlan: boolean;
  due: number;
  today: Day;
  can: { edit: boolean; stays: boolean; plans: boolean };
};

const inDays = (n: number): string => (n === 0 ? "今天" : n > 0 ? `还有 ${n} 天` : `过了 ${-n} 天`);

/** What is due with this customer now; of several things the one that stops the others comes first. */
export function nextStepOf(known: Known): NextStep {
  const { customer, stay, today, can } = known;
  if (customer.isAnonymised) return { title: "个人信息已抹去", hint: "病历和账单按编号保留" };
  if (customer.mergedIntoId)
    return {
      title: "已并入另一份档案",
      verb: "看那一份",
      href: `/customers/${customer.mergedIntoId}`,
    };
  if (customer.isArchived) return { title: "已归档", hint: "病历和账单都在", verb: "恢复档案", act: "restore" };
  if (!stay || stay.status === "cancelled" || stay.status === "no_show" || stay.status === "checked_out")
    return withDelivery(known) ?? notStaying(known);
  if (stay.status === "booked") return beforeArrival(known);
  if (known.isAway && can.stays) return { title: "外出中", hint: "不在的餐不送", verb: "登记回来", act: "return" };
  if (stay.checkOutDate && stay.checkOutDate <= today && can.stays)
    return {
      title: "办退住",
      when: `${stay.checkOutDate.slice(5)} 到期，${inDays(daysBetween(today, stay.checkOutDate))}`,
      verb: "办退住",
      act: "checkOut",
    };
  const delivery = withDelivery(known);
  if (delivery) return delivery;
  if (!stay.room && can.stays) return { title: "还没有分房", verb: "选空房", act: "room" };
  if (!known.hasPlan && can.plans)
    return {
      title: "还没有餐单",
      hint: "没有餐单，厨房不知道给她做什么",
      verb: "做月子餐计划",
      href: `/plans/new?customer_id=${customer.id}`,
    };
  if (known.due > 0)
    return {
      title: "有尾款没收",
      when: stay.checkOutDate
        ? `${stay.checkOutDate.slice(5)} 退住，${inDays(daysBetween(today, stay.checkOutDate))}`
        : undefined,
      verb: "看合同",
      href: `/customers/${customer.id}?tab=contracts`,
    };
  return {
    title: "都办好了",
    when: stay.checkOutDate
      ? `${stay.checkOutDate.slice(5)} 退住，${inDays(daysBetween(today, stay.checkOutDate))}`
      : undefined,
    hint: "有变化会写在这里",
  };
}

/** A birth that is overdue or that everything waits for. */
function withDelivery({ customer, today, can, stay }: Known): NextStep | null {
  if (customer.deliveredOn || !can.edit) return null;
  const due = customer.expectedDeliveryDate;
  if (stay?.status !== "checked_in" && (!due || due > today)) return null;
  return {
    title: "登记分娩",
    when: due ? `预产期 ${due.slice(5)}，${inDays(daysBetween(today, due))}` : undefined,
    hint: "登记后产后阶段和膳食规则才算得出",
    verb: "登记分娩",
    act: "delivery",
  };
}

function notStaying({ stay, can }: Known): NextStep {
  if (stay?.status === "checked_out" || !can.stays)
    return { title: stay?.status === "checked_out" ? "已退住" : "没有入住", hint: "档案和记录都在，可再订" };
  return { title: "还没订入住", hint: "订好日期，选一间空房", verb: "预订入住", act: "book" };
}

function beforeArrival({ stay, today, can, ...rest }: Known): NextStep {
  if (!stay) return { title: "没有入住" };
  const when = `${stay.checkInDate.slice(5)} 到店，${inDays(daysBetween(today, stay.checkInDate))}`;
  if (!can.stays) return { title: "待入住", when };
  if (stay.checkInDate <= today)
    return {
      title: "办入住",
      when,
      hint: stay.room ? `住 ${stay.room}` : "还没分房，办的时候选",
      verb: "办入住",
      act: "checkIn",
    };
  const delivery = withDelivery({ stay, today, can, ...rest });
  if (delivery) return delivery;
  if (!stay.room) return { title: "还没有分房", when, verb: "选空房", act: "room" };
  return { title: "等她来", when, hint: `房间 ${stay.room} 已留好`, verb: "提前办入住", act: "checkIn" };
}
