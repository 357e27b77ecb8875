"use client";

import { Button, Group, Modal } from "@mantine/core";
import { IconUsers } from "@tabler/icons-react";
import { useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { toast } from "@/components/toast";
import { setButlerAction } from "../actions";

type Option = { value: string; label: string };

/** 改管家 for the selected customers. */
export function ButlerButton(props: { ids: number[]; names: string[]; butlers: Option[]; onDone: () => void }) {
  const { ids, names, butlers, onDone } = props;
  const [opened, open] = useState(false);
  const [chosen, choose] = useState<string | null>(null);
  const [failure, fail] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  const save = async () => {
    if (!chosen) return fail("请选一位管家");
    setBusy(true);
    const answer = await setButlerAction({ ids, butlerId: Number(chosen) }).catch(() => null);
    setBusy(false);
    if (!answer?.ok) return fail(answer?.error.message ?? "网络断了，这一步没有生效。连上后再试一次");
    open(false);
    toast(`已把 ${ids.length} 位客户交给${butlers.find((b) => b.value === chosen)?.label ?? "新管家"}`);
    onDone();
  };
  return (
    <>
      <Button size="xs" leftSection={<IconUsers size={14} stroke={1.75} />} onClick={() => open(true)}>
        改管家
      </Button>
      <Modal opened={opened} onClose={() => open(false)} title={`给 ${ids.length} 位客户改管家`} size={420}>
        <p className="ya-note">{names.join("、")}</p>
        <SelectField
          name="butlerId"
          label="管家护士"
          options={butlers}
          value={chosen}
          onChange={choose}
          error={failure ?? undefined}
          required
        />
        <Group justify="flex-end" gap={8} mt="lg">
          <Button size="md" onClick={() => open(false)}>
            不改
          </Button>
          <Button size="md" variant="filled" loading={busy} onClick={() => void save()}>
            改管家
          </Button>
        </Group>
      </Modal>
    </>
  );
}
