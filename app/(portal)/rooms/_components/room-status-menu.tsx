"use client";

import { Menu } from "@mantine/core";
import { toast } from "@/components/toast";
import { type RoomStatus, roomStatuses, roomStatusLabels } from "@/db/enums/centres";
import type { Calendar } from "@/domain/customers/stays/schema";
import { setRoomStatusAction } from "../actions";
import classes from "./calendar.module.css";

/** The room's number opens its status: cleaned, to be repaired, out of use. */
export function RoomStatusMenu({ room }: { room: Calendar["rooms"][number] }) {
  const set = async (status: RoomStatus) => {
    const answer = await setRoomStatusAction({ id: room.id, version: room.version, status }).catch(() => null);
    if (answer?.ok) toast(`${room.number} 改成${roomStatusLabels[status]}`);
    else toast(answer?.error.message ?? "网络断了，没有改。连上后再试一次", { tone: "off" });
  };
  return (
    <Menu position="right-start" width={140}>
      <Menu.Target>
        <button type="button" className={classes.room} data-button title={room.note ?? undefined}>
          <b>{room.number}</b>
          <small>{room.status === "ready" ? room.roomType : roomStatusLabels[room.status]}</small>
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>房间状态</Menu.Label>
        {roomStatuses.map((status) => (
          <Menu.RadioItem
            key={status}
            value={status}
            checked={status === room.status}
            closeMenuOnClick
            onChange={() => void set(status)}
          >
            {roomStatusLabels[status]}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
