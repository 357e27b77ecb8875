"use client";

import { useClock } from "@/components/clock";
import { ConfirmButton } from "@/components/confirm";
import { StatusBadge } from "@/components/marks/status-badge";
import { toast } from "@/components/toast";
import { clockOf, type Day, dayOf, shortDay } from "@/lib/time";
import { lockSlotAction } from "../../actions";

type Props = {
  centreId: number;
  date: Day;
  slot: { code: string; name: string; cutoffAt: Date; isLocked: boolean };
  worries: number;
  mayWork: boolean;
};

/** Whether the meal is cut off, how long until it is, and doing it now. */
export function Cutoff({ centreId, date, slot, worries, mayWork }: Props) {
  const now = useClock()?.now;
  const at = `${dayOf(slot.cutoffAt) === date ? "" : `${shortDay(dayOf(slot.cutoffAt))} `}${clockOf(slot.cutoffAt)}`;
  if (slot.isLocked) return <StatusBadge tinted tone="done" label="已截单，改动走差异单" />;
  const minutes = now ? Math.ceil((slot.cutoffAt.getTime() - now.getTime()) / 60_000) : null;
  return (
    <span className="ya-row">
      <StatusBadge
        tinted
        tone={minutes !== null && minutes <= 0 ? "off" : "waiting"}
        label={`${at} 截单${minutes === null ? "" : minutes > 0 ? `，还有 ${lengthOf(minutes)}` : "，到点了还没截"}`}
      />
      {mayWork && (
        <ConfirmButton
          size="xs"
          danger={false}
          label="现在截单"
          title={`${slot.name}现在截单？`}
          verb="截单"
          onConfirm={async () => {
            const answer = await lockSlotAction({ date, slot: slot.code, centreId });
            if (answer.ok)
              toast(
                answer.data.isNew
                  ? `${slot.name}已截单，${answer.data.tickets} 张餐签，${answer.data.batches} 锅`
                  : `${slot.name}刚被截过单，没有重复出票`,
              );
            return answer;
          }}
        >
          {worries > 0 && <p>还有 {worries} 处没排好或需替代，截单后要换只能走差异单。</p>}
          餐签和锅次按现在的计划定下，之后的改动会发差异单，厨房确认后才算数。
        </ConfirmButton>
      )}
    </span>
  );
}

const lengthOf = (minutes: number): string =>
  minutes < 60 ? `${minutes} 分钟` : `${Math.floor(minutes / 60)} 小时 ${minutes % 60} 分`;
