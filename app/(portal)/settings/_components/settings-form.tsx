"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { TagsField } from "@/components/form/choice-fields";
import { Form } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import type { SettingName } from "@/domain/system/settings/schema";
import { changeSettingAction } from "../actions";

type Setting = {
  name: SettingName;
  label: string;
  value: number | string[] | null;
  isDefault: boolean;
  version: number | null;
};
type Values = { value: number | string[] | null };

/** One parameter, saved on its own. */
export function SettingsForm({
  setting,
  centreId,
  canEdit,
}: {
  setting: Setting;
  centreId: number | null;
  canEdit: boolean;
}) {
  const router = useRouter();
  const form = useServerForm<Values, unknown, Parameters<typeof changeSettingAction>[0]>({
    initial: { value: setting.value },
    action: changeSettingAction,
    toInput: ({ value }) => ({
      name: setting.name,
      value,
      ...(centreId !== null && { centreId }),
      ...(setting.version !== null && { version: setting.version }),
    }),
    onDone: () => {
      toast(`已保存：${setting.label}`);
      router.refresh();
    },
  });
  const help = setting.isDefault ? "现在用的是默认值" : undefined;
  const field = { name: "value", label: setting.label, help, disabled: !canEdit };
  return (
    <div style={{ padding: "12px 16px", borderBottom: "1px solid var(--ya-line-soft)" }}>
      <Form form={form} label={setting.label}>
        <div style={{ display: "flex", gap: 12, alignItems: "flex-end", maxWidth: 560 }}>
          <div style={{ flex: 1 }}>
            {Array.isArray(setting.value) ? (
              <TagsField {...field} />
            ) : setting.name.endsWith("_fen") ? (
              <MoneyField {...field} min={0} />
            ) : (
              <NumberField {...field} min={0} />
            )}
          </div>
          {canEdit && (
            <Button type="submit" disabled={form.dirtyCount === 0} loading={form.saving}>
              保存
            </Button>
          )}
        </div>
      </Form>
    </div>
  );
}
