"use client";

import { Button, Group, Modal } from "@mantine/core";
import Link from "next/link";
import { useEffect, useState } from "react";
import { Facts } from "@/components/card";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form } from "@/components/form/form";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { stayStatusLabels } from "@/db/enums/customers";
import type { CalendarBlock } from "@/domain/customers/stays/schema";
import { addDays, type Day } from "@/lib/time";
import { freeRoomsAction, moveStayAction } from "../actions";

type Props = {
  block: Omit<CalendarBlock, "fromDay" | "untilDay" | "isAway">;
  room: string | null;
  centreId: number;
  today: Day;
  onClose: () => void;
};
type Values = { roomId: string | null; fromDay: string | null };
type FreeRoom = { id: number; number: string; roomType: string };

/** Another room from a day on; only rooms that are free for all of her nights are offered. */
export function MoveDialog({ block, room, centreId, today, onClose }: Props) {
  const isIn = block.status === "checked_in";
  const movable = isIn || block.status === "booked";
  const [rooms, setRooms] = useState<readonly FreeRoom[] | null>(null);
  const form = useServerForm<Values, unknown, Parameters<typeof moveStayAction>[0]>({
    initial: { roomId: null, fromDay: isIn ? today : block.checkInDate },
    action: moveStayAction,
    toInput: ({ roomId, fromDay }) => ({
      id: block.stayId,
      version: block.version,
      roomId: roomId ?? 0,
      ...(isIn && room !== null && fromDay && { fromDay }),
    }),
    onDone: () => {
      toast(`${block.customerName} 的房间已改`);
      onClose();
    },
  });
  const fromDay = form.values.fromDay;
  useEffect(() => {
    if (!movable || !fromDay) return;
    const until = block.checkOutDate && block.checkOutDate > fromDay ? block.checkOutDate : addDays(fromDay as Day, 1);
    void freeRoomsAction({ centreId, from: fromDay, until, stayId: block.stayId }).then((answer) =>
      setRooms(answer.ok ? answer.data.items : []),
    );
  }, [block, centreId, fromDay, movable]);
  return (
    <Modal
      opened
      onClose={onClose}
      title={<b>{room ? `${room} ${block.customerName}` : block.customerName}</b>}
      size={460}
    >
      <Facts
        items={[
          { label: "入住", value: block.checkInDate },
          { label: "退住", value: block.checkOutDate ?? "未定" },
          { label: "状态", value: stayStatusLabels[block.status] },
        ]}
      />
      {movable ? (
        <Form form={form} label="换房">
          <div style={{ display: "grid", gap: 12, marginTop: 12 }}>
            {isIn && room !== null && (
              <DateField name="fromDay" label="从哪晚起" required min={today} max={block.checkOutDate ?? undefined} />
            )}
            <SelectField
              name="roomId"
              label={room ? "换到" : "安排房间"}
              required
              help={rooms && rooms.length === 0 ? "这些天没有空房" : "只列这些天都空着的房间"}
              options={(rooms ?? [])
                .filter((one) => one.number !== room)
                .map((one) => ({ value: String(one.id), label: `${one.number} ${one.roomType}` }))}
            />
          </div>
          <Group justify="space-between" mt="lg">
            <Link href={`/customers/${block.customerId}`}>打开客户</Link>
            <Group gap={8}>
              <Button onClick={onClose}>不换</Button>
              <Button type="submit" variant="filled" loading={form.saving} disabled={!form.values.roomId}>
                {room ? "换房" : "安排"}
              </Button>
            </Group>
          </Group>
        </Form>
      ) : (
        <p style={{ marginTop: 12 }}>
          <Link href={`/customers/${block.customerId}`}>打开客户</Link>
        </p>
      )}
    </Modal>
  );
}
