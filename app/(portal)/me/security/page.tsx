import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { myAccount } from "@/domain/identity/profile/queries";
import { Nothing } from "@/domain/identity/schema";
import { stamp } from "@/lib/time";
import classes from "../_components/me.module.css";
import { MeTabs } from "../_components/me-tabs";
import { MfaCard } from "../_components/mfa-card";
import { PasswordCard } from "../_components/password-card";

export const metadata = { title: "密码与动态口令" };

export default page({ permission: "profile:edit", input: Nothing }, async (ctx) => {
  const account = await myAccount(ctx);
  return (
    <>
      <PageHeader title="我的账号" crumbs={[{ label: "密码与动态口令" }]} meta={account.username} />
      <MeTabs />
      <div className={classes.narrow}>
        <Card title="动态口令" sub="密码被人看到了，也登录不进来">
          <MfaCard
            enabledAt={account.mfaEnabledAt?.toISOString() ?? null}
            codesLeft={account.recoveryCodesLeft}
            forced={account.mustEnrolMfa}
          />
        </Card>
        <PasswordCard
          hint={account.passwordChangedAt ? `上次更换 ${stamp(account.passwordChangedAt)}` : "还没有换过"}
        />
      </div>
    </>
  );
});
