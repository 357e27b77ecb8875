"use client";

import { Button, Group, Modal } from "@mantine/core";
import { useState } from "react";
import { TimeField } from "@/components/form/date-fields";
import { NumberField } from "@/components/form/number-fields";
import { TextArea } from "@/components/form/text-fields";
import { cellOf } from "@/domain/planning/rules";
import type { EditOp } from "@/domain/planning/schema";
import type { Clock } from "@/lib/time";
import type { Editor } from "./use-editor";

/** Note, serving time and portions of one dish. */
export function ItemDialog({ editor, dishId, onClose }: { editor: Editor; dishId: number; onClose: () => void }) {
  const { here, model, state } = editor;
  const item = here && (state.cells[here.key] ?? []).find((i) => i.dishId === dishId);
  const slot = here && model.slotOf.get(here.slotId);
  const [note, setNote] = useState(item?.instructions ?? "");
  const [time, setTime] = useState<string | null>(item?.servingTime ?? null);
  const [quantity, setQuantity] = useState<number | null>(item?.quantity ?? 1);
  if (!here || !item) return null;
  const name = model.cards.get(dishId)?.name ?? "";
  const count = quantity !== null && Number.isInteger(quantity) && quantity >= 1 && quantity <= 20 ? quantity : null;
  const save = () => {
    if (count === null) return;
    const at = { ...cellOf(here.key), dishId };
    const ops: EditOp[] = [];
    if (note.trim() !== (item.instructions ?? ""))
      ops.push({ op: "setNote", ...at, instructions: note.trim() || null });
    if (time !== item.servingTime)
      ops.push({
        op: "setServingTime",
        ...at,
        servingTime: (time === slot?.servingTime ? null : time) as Clock | null,
      });
    if (count !== item.quantity) ops.push({ op: "setQuantity", ...at, quantity: count });
    if (ops.length > 0) editor.act(`已改${name}的备注、时间或份数`, ops);
    onClose();
  };
  return (
    <Modal opened onClose={onClose} title={`${name}，${here.date.slice(5)} ${slot?.name}`} size={420}>
      <TextArea
        label="做法与备注"
        value={note}
        onChange={setNote}
        maxLength={500}
        help="印在餐签和生产单上，例如 少盐、去皮、切小块"
      />
      <Group grow mt="sm" align="flex-start">
        <TimeField label="送餐时间" value={time} onChange={setTime} help={`不填就是 ${slot?.servingTime}`} />
        <NumberField
          label="份数"
          unit="份"
          value={quantity}
          onChange={setQuantity}
          error={count === null ? "份数是 1 到 20 的整数" : undefined}
        />
      </Group>
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="md" onClick={onClose}>
          不改
        </Button>
        <Button size="md" variant="filled" onClick={save} data-autofocus>
          记下
        </Button>
      </Group>
    </Modal>
  );
}
