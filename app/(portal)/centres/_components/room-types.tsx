"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { TextArea, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { Money } from "@/components/money";
import { toast } from "@/components/toast";
import type { RoomTypeOut } from "@/domain/centres/schema";
import { FormModal } from "../../customers/_components/form-modal";
import { archiveRoomTypeAction, createRoomTypeAction, updateRoomTypeAction } from "../actions";
import classes from "./centres.module.css";

type Type = Omit<RoomTypeOut, "archivedAt">;
type Values = { name: string; dailyPrice: number | null; maxGuests: number | null; description: string };
type CreateInput = Parameters<typeof createRoomTypeAction>[0];
type UpdateInput = Parameters<typeof updateRoomTypeAction>[0];

/** What kinds of rooms a centre sells, at what price a day. */
export function RoomTypes(props: { centreId: number; types: Type[]; mayEdit: boolean }) {
  const { centreId, types, mayEdit } = props;
  const [editing, edit] = useState<Type | "new" | null>(null);
  const close = () => edit(null);
  return (
    <Card
      title="房型"
      flush
      actions={
        mayEdit && (
          <Button size="xs" leftSection={<IconPlus size={14} stroke={1.75} />} onClick={() => edit("new")}>
            添加房型
          </Button>
        )
      }
    >
      <div className={classes.scroll}>
        <table className={classes.compare}>
          <thead>
            <tr>
              <th>房型</th>
              <th>每天</th>
              <th>可住</th>
              <th>房间</th>
              {mayEdit && (
                <th>
                  <span className="ya-sr">操作</span>
                </th>
              )}
            </tr>
          </thead>
          <tbody>
            {types.map((type) => (
              <tr key={type.id}>
                <th title={type.description ?? undefined}>{type.name}</th>
                <td>
                  <Money fen={type.dailyPrice} whole />
                </td>
                <td className="ya-num">{type.maxGuests} 人</td>
                <td className="ya-num">{type.roomCount} 间</td>
                {mayEdit && (
                  <td>
                    <Button size="xs" onClick={() => edit(type)}>
                      修改
                    </Button>
                  </td>
                )}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <FormModal opened={editing !== null} onClose={close} title={editing === "new" ? "添加房型" : "修改房型"}>
        {editing === "new" ? (
          <NewType centreId={centreId} onDone={close} />
        ) : (
          editing && <EditType type={editing} onDone={close} />
        )}
      </FormModal>
    </Card>
  );
}

const Fields = () => (
  <FormSection>
    <TextField name="name" label="房型名称" required maxLength={50} />
    <MoneyField name="dailyPrice" label="每天价格" min={0} />
    <NumberField name="maxGuests" label="可住" unit="人" min={1} max={20} />
    <TextArea name="description" label="说明" maxLength={1000} wide />
  </FormSection>
);

const input = (v: Values) => ({
  name: v.name,
  dailyPrice: v.dailyPrice ?? 0,
  maxGuests: v.maxGuests ?? 1,
  description: v.description,
});

function NewType({ centreId, onDone }: { centreId: number; onDone: () => void }) {
  const form = useServerForm({
    initial: { name: "", dailyPrice: null, maxGuests: 2, description: "" } as Values,
    action: createRoomTypeAction,
    toInput: (v): CreateInput => ({ centreId, ...input(v) }),
    onDone: () => {
      toast("已添加房型");
      onDone();
    },
  });
  return (
    <Form form={form} label="添加房型">
      <Fields />
      <FormFooter form={form} verb="添加" onCancel={onDone} />
    </Form>
  );
}

function EditType({ type, onDone }: { type: Type; onDone: () => void }) {
  const form = useServerForm({
    initial: {
      name: type.name,
      dailyPrice: type.dailyPrice,
      maxGuests: type.maxGuests,
      description: type.description ?? "",
    } as Values,
    version: type.version,
    action: updateRoomTypeAction,
    toInput: (v): UpdateInput => ({ id: type.id, version: type.version, ...input(v) }),
    onDone: () => {
      toast(`已改好${type.name}`);
      onDone();
    },
  });
  return (
    <Form form={form} label="修改房型">
      <Fields />
      <FormFooter form={form} onCancel={onDone}>
        <ConfirmButton
          size="md"
          label="归档"
          title={`归档“${type.name}”？`}
          verb="归档"
          keep="不归档"
          onConfirm={async () => {
            const answer = await archiveRoomTypeAction({ id: type.id, version: type.version });
            if (answer.ok) onDone();
            return answer;
          }}
        >
          不再能选，住过的记录都在
        </ConfirmButton>
      </FormFooter>
    </Form>
  );
}
