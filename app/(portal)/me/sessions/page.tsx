import { page } from "@/app/_server/page";
import { PageHeader } from "@/components/shell/page-header";
import { mySessions } from "@/domain/identity/profile/queries";
import { Nothing } from "@/domain/identity/schema";
import classes from "../_components/me.module.css";
import { MeTabs } from "../_components/me-tabs";
import { MySessions } from "../_components/my-sessions";

export const metadata = { title: "登录的设备" };

export default page({ permission: "profile:edit", input: Nothing }, async (ctx) => {
  const sessions = await mySessions(ctx);
  return (
    <>
      <PageHeader title="我的账号" crumbs={[{ label: "登录的设备" }]} meta={`${sessions.length} 处正在登录`} />
      <MeTabs />
      <div className={classes.narrow}>
        <MySessions
          sessions={sessions.map((session) => ({
            ...session,
            openedAt: session.openedAt.toISOString(),
            lastUsedAt: session.lastUsedAt.toISOString(),
            expiresAt: session.expiresAt.toISOString(),
          }))}
        />
      </div>
    </>
  );
});
