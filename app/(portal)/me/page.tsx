import { page } from "@/app/_server/page";
import { Card, Facts } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { myAccount } from "@/domain/identity/profile/queries";
import { Nothing } from "@/domain/identity/schema";
import classes from "./_components/me.module.css";
import { MeTabs } from "./_components/me-tabs";
import { ProfileForm } from "./_components/profile-form";
import { ThemeChoice } from "./_components/theme-choice";

export const metadata = { title: "我的账号" };

export default page({ permission: "profile:edit", input: Nothing }, async (ctx) => {
  const account = await myAccount(ctx);
  const roles = account.roles.map((role) => (role.centre ? `${role.label}（${role.centre}）` : role.label));
  return (
    <>
      <PageHeader title="我的账号" meta={account.username} />
      <MeTabs />
      <div className={classes.narrow}>
        <ProfileForm
          initial={{
            fullName: account.fullName ?? "",
            phone: account.phone ?? "",
            email: account.email ?? "",
          }}
        />
        <Card title="岗位" sub="由管理员设定">
          <Facts
            layout="list"
            items={[
              { label: "用户名", value: account.username },
              { label: "部门", value: account.department ?? "没填" },
              { label: "职位", value: account.position ?? "没填" },
              {
                label: "角色",
                value: roles.length > 0 ? roles.join("、") : account.isSuperuser ? "系统管理员" : "还没有角色",
              },
            ]}
          />
        </Card>
        <Card title="外观">
          <ThemeChoice />
        </Card>
      </div>
    </>
  );
});
