import { z } from "zod";
import { page } from "@/app/_server/page";
import { Card } from "@/components/card";
import { PageHeader } from "@/components/shell/page-header";
import { centreOptions } from "@/domain/centres/queries";
import { may } from "@/domain/core/ctx";
import { listSettings } from "@/domain/system/settings/queries";
import { SettingsForm } from "./_components/settings-form";

export const metadata = { title: "中心设置" };

export default page({ permission: "settings:read", input: z.object({}) }, async (ctx) => {
  const centreId = ctx.actor.centreId;
  const [settings, centres] = await Promise.all([listSettings(ctx, { centreId }), centreOptions(ctx)]);
  const scope = centres.find((centre) => centre.id === centreId)?.name ?? "集团";
  return (
    <>
      <PageHeader title="中心设置" meta={`${scope}的参数；没有单独设置的，用集团的`} />
      <Card title="参数" flush>
        {settings.map((setting) => (
          <SettingsForm
            key={setting.name}
            setting={{ ...setting, value: setting.value as number | string[] | null }}
            centreId={centreId ?? null}
            canEdit={may(ctx, "settings:edit")}
          />
        ))}
      </Card>
    </>
  );
});
