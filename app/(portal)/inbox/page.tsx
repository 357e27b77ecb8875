import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { listNotifications } from "@/domain/notifications/queries";
import { ListNotifications } from "@/domain/notifications/schema";
import { InboxTable } from "./_components/inbox-table";

export const metadata = { title: "消息" };

export default page({ permission: "profile:edit", input: ListNotifications }, async (ctx, input) => {
  const messages = await listNotifications(ctx, input);
  const rows = messages.rows.map((row) => ({
    id: row.id,
    title: row.title,
    content: row.content,
    link: row.link,
    status: row.status,
    createdAt: row.createdAt.toISOString(),
  }));
  return (
    <>
      <PageHeader title="消息" meta={`共 ${messages.total} 条`} />
      <InboxTable page={{ ...messages, rows }} sort={input.sort} />
    </>
  );
});
