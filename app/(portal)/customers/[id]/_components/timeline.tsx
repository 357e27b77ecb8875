import { Timeline, type TimelineItem } from "@/components/timeline";
import type { Ctx } from "@/domain/core/ctx";
import { timelineOfAll } from "@/domain/identity/audit/queries";
import type { Known } from "./read";

type Kind = { group: string; icon: TimelineItem["icon"] };
const kinds: Record<string, Kind> = {
  customer: { group: "file", icon: "person" },
  patient: { group: "file", icon: "person" },
  childbirth: { group: "care", icon: "care" },
  restriction: { group: "meals", icon: "order" },
  stay: { group: "stay", icon: "stay" },
  stay_absence: { group: "stay", icon: "stay" },
  patient_subscription: { group: "money", icon: "money" },
  confinement_meal_plan: { group: "meals", icon: "meal" },
};

/** What happened with her, from the operation log: her file, stay, birth, restrictions, contracts and plans. */
export async function CustomerTimeline({ ctx, known, limit }: { ctx: Ctx; known: Known; limit?: number }) {
  const { customer, stay, births, restrictions, absences, contracts, plans } = known;
  const happened = await timelineOfAll(
    ctx,
    {
      customer: [customer.id],
      patient: customer.patientId === null ? [] : [customer.patientId],
      stay: stay ? [stay.id] : [],
      stay_absence: absences.map((one) => one.id),
      childbirth: births.map((one) => one.id),
      restriction: restrictions.map((one) => one.id),
      patient_subscription: (contracts ?? []).map((one) => one.id),
      confinement_meal_plan: (plans ?? []).map((one) => one.id),
    },
    limit ?? 300,
  );
  const shown = happened.map((entry) => ({ ...kinds[entry.entity], ...entry }));
  return (
    <Timeline
      items={shown.map((entry, i) => ({
        id: i,
        at: entry.at.toISOString(),
        actor: entry.actorName,
        text: said(entry.text, entry.after ?? entry.before),
        icon: entry.icon,
        group: entry.group,
      }))}
      filters={[
        { value: "meals", label: "膳食" },
        { value: "stay", label: "入住" },
        { value: "money", label: "钱" },
        { value: "file", label: "档案" },
      ]}
    />
  );
}

/** Which restriction, contract or plan it was. */
function said(text: string, row: Record<string, unknown> | null): string {
  const name = row?.label ?? row?.number ?? row?.planNumber;
  return typeof name === "string" && !text.includes(name) ? `${text} ${name}` : text;
}
