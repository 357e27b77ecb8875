import { LinkButton } from "@/components/link-button";
import { EmptyState } from "@/components/states";

export default function Forbidden() {
  return (
    <EmptyState
      title="您的角色没有打开这一页的权限"
      hint="需要的话，请管理员在“角色与权限”里加上，加上后刷新就能打开。"
      action={<LinkButton href="/">回到今日</LinkButton>}
    />
  );
}
