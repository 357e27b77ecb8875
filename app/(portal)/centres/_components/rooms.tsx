"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { SelectField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { roomStatusLabels } from "@/db/enums/centres";
import type { RoomOut } from "@/domain/centres/schema";
import { choicesOf } from "../../customers/_components/choices";
import { FormModal } from "../../customers/_components/form-modal";
import { archiveRoomAction, createRoomAction, updateRoomAction } from "../actions";
import classes from "./centres.module.css";

type Room = Omit<RoomOut, "archivedAt">;
type Option = { value: string; label: string };
type CreateInput = Parameters<typeof createRoomAction>[0];
type UpdateInput = Parameters<typeof updateRoomAction>[0];

/** The rooms of a centre by floor; a click edits one. */
export function Rooms(props: { centreId: number; rooms: Room[]; types: Option[]; mayEdit: boolean }) {
  const { centreId, rooms, types, mayEdit } = props;
  const [editing, edit] = useState<Room | "new" | null>(null);
  const floors = [...new Set(rooms.map((room) => room.floor))];
  const close = () => edit(null);
  return (
    <Card
      title="房间"
      sub={`${rooms.length} 间`}
      actions={
        mayEdit && (
          <Button
            size="xs"
            leftSection={<IconPlus size={14} stroke={1.75} />}
            disabled={types.length === 0}
            onClick={() => edit("new")}
          >
            添加房间
          </Button>
        )
      }
    >
      {rooms.length === 0 && (
        <p className="ya-note">{types.length === 0 ? "先添加房型，再添加房间" : "还没有房间，添加后能订入住"}</p>
      )}
      <div className={classes.rooms}>
        {floors.map((floor) => (
          <div key={floor} className={classes.floor}>
            <span className="ya-note">{floor} 楼</span>
            <ul>
              {rooms
                .filter((room) => room.floor === floor)
                .map((room) => (
                  <li key={room.id}>
                    <button
                      type="button"
                      className={classes.room}
                      data-off={room.status === "ready" ? undefined : true}
                      disabled={!mayEdit}
                      onClick={() => edit(room)}
                    >
                      <b className="ya-num">{room.number}</b>
                      <span className="ya-note">
                        {room.status === "ready" ? room.roomType : roomStatusLabels[room.status]}
                      </span>
                    </button>
                  </li>
                ))}
            </ul>
          </div>
        ))}
      </div>
      <FormModal opened={editing !== null} onClose={close} title={editing === "new" ? "添加房间" : "修改房间"}>
        {editing === "new" ? (
          <NewRoom centreId={centreId} types={types} onDone={close} />
        ) : (
          editing && <EditRoom room={editing} types={types} onDone={close} />
        )}
      </FormModal>
    </Card>
  );
}

const Fields = ({ types }: { types: Option[] }) => (
  <FormSection>
    <TextField name="number" label="房号" required maxLength={20} />
    <TextField name="floor" label="楼层" required maxLength={20} />
    <SelectField name="roomTypeId" label="房型" options={types} required />
    <TextField name="note" label="备注" maxLength={200} />
  </FormSection>
);

function NewRoom(props: { centreId: number; types: Option[]; onDone: () => void }) {
  const form = useServerForm({
    initial: { number: "", floor: "", roomTypeId: props.types[0]?.value ?? null, note: "" },
    action: createRoomAction,
    toInput: (v): CreateInput => ({ ...v, centreId: props.centreId, roomTypeId: Number(v.roomTypeId) }),
    onDone: () => {
      toast("已添加房间，可以订入住了");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="添加房间">
      <Fields types={props.types} />
      <FormFooter form={form} verb="添加" onCancel={props.onDone} />
    </Form>
  );
}

function EditRoom({ room, types, onDone }: { room: Room; types: Option[]; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      number: room.number,
      floor: room.floor,
      roomTypeId: String(room.roomTypeId) as string | null,
      status: room.status as string | null,
      note: room.note ?? "",
    },
    version: room.version,
    action: updateRoomAction,
    toInput: (v): UpdateInput => ({ ...v, id: room.id, roomTypeId: Number(v.roomTypeId) }) as UpdateInput,
    onDone: () => {
      toast(`已改好 ${room.number}`);
      onDone();
    },
  });
  return (
    <Form form={form} label="修改房间">
      <Fields types={types} />
      <FormSection columns={1}>
        <SelectField name="status" label="状态" options={choicesOf(roomStatusLabels)} required />
      </FormSection>
      <FormFooter form={form} onCancel={onDone}>
        <ConfirmButton
          size="md"
          label="归档"
          title={`归档 ${room.number}？`}
          verb="归档"
          keep="不归档"
          onConfirm={async () => {
            const answer = await archiveRoomAction({ id: room.id, version: room.version });
            if (answer.ok) onDone();
            return answer;
          }}
        >
          不再出现在房态和选房里，住过的记录都在
        </ConfirmButton>
      </FormFooter>
    </Form>
  );
}
