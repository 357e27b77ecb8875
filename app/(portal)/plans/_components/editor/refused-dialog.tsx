"use client";

import { Button, Group, Modal } from "@mantine/core";
import { cellKey } from "@/domain/planning/rules";
import { shortDay } from "@/lib/time";
import type { SaveAnswer } from "../../_server/outcomes";
import type { Editor } from "./use-editor";

/** The server would not have some dishes, because what she may eat changed meanwhile: take those out, keep the rest. */
export function RefusedDialog({
  editor,
  answer,
}: {
  editor: Editor;
  answer: Extract<SaveAnswer, { status: "refused" }>;
}) {
  const drop = () => {
    editor.dispatch({
      type: "drop",
      items: answer.refused.map(({ date, slotId, dishId }) => ({ key: cellKey(date, slotId), dishId })),
    });
    editor.saving.acknowledge();
  };
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      title={`${answer.refused.length} 道菜没存上`}
      size={520}
    >
      <p>她的禁忌或菜品刚有变化，这几道现在不能排。其他改动都还在。</p>
      <ul>
        {answer.refused.map((one) => (
          <li key={`${one.date}${one.slotId}${one.dishId}`}>
            {shortDay(one.date)} {one.slot}，{one.dishName}：{one.sentences[0]}
          </li>
        ))}
      </ul>
      <Group justify="flex-end" mt="lg">
        <Button variant="filled" size="md" onClick={drop} data-autofocus>
          拿掉这几道，其余照存
        </Button>
      </Group>
    </Modal>
  );
}
