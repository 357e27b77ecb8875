import { StatusBadge, type StatusHue, type StatusTone } from "@/components/marks/status-badge";
import { type DailyMenuStatus, dailyMenuStatusLabels } from "@/db/enums/dishes";

const looks: Record<DailyMenuStatus, { tone: StatusTone; hue?: StatusHue }> = {
  draft: { tone: "new", hue: "plain" },
  published: { tone: "running" },
  locked: { tone: "waiting" },
  served: { tone: "done" },
};

export function MenuStatus({ status, tinted }: { status: DailyMenuStatus; tinted?: boolean }) {
  return <StatusBadge {...looks[status]} label={dailyMenuStatusLabels[status]} tinted={tinted} />;
}
