import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { type StayStatus, stayStatusLabels } from "@/db/enums/customers";

const tones: Record<StayStatus, StatusTone> = {
  booked: "waiting",
  checked_in: "done",
  checked_out: "cancelled",
  cancelled: "cancelled",
  no_show: "off",
};

/** 在住, 外出, 待入住 … of a customer's current stay. */
export function StayBadge(props: { status: StayStatus | null; isAway?: boolean; tinted?: boolean }) {
  const { status, isAway, tinted } = props;
  if (!status) return <StatusBadge tone="new" hue="plain" label="没登记入住" tinted={tinted} />;
  if (isAway) return <StatusBadge tone="partly" hue="warn" label="外出" tinted={tinted} />;
  return <StatusBadge tone={tones[status]} label={stayStatusLabels[status]} tinted={tinted} />;
}
