"use client";

import { Modal, Table } from "@mantine/core";
import { keyList } from "./keys";

/** Every key of the grid, listed by Ctrl /. */
export function KeysDialog({ onClose }: { onClose: () => void }) {
  return (
    <Modal opened onClose={onClose} title="快捷键" size={520}>
      <Table verticalSpacing={4} withRowBorders>
        <Table.Tbody>
          {keyList.map((line) => (
            <Table.Tr key={line.keys}>
              <Table.Th scope="row" w={190} fw={600}>
                {line.keys}
              </Table.Th>
              <Table.Td>{line.does}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      <p className="ya-note">
        用鼠标：拖动移菜，按住 Alt 拖是复制；点菜看详情；右键打开菜单。触屏：长按提起一道菜。Mac 上 Ctrl 换成 ⌘。
      </p>
    </Modal>
  );
}
