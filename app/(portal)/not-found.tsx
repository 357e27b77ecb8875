import { LinkButton } from "@/components/link-button";
import { EmptyState } from "@/components/states";

export default function NotFound() {
  return (
    <EmptyState
      title="没有找到这一页"
      hint="它可能已被归档，或不在您负责的中心。"
      action={<LinkButton href="/">回到今日</LinkButton>}
    />
  );
}
