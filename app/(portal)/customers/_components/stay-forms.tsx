"use client";

import { Checkbox } from "@mantine/core";
import { SelectField } from "@/components/form/choice-fields";
import { DateField, TimeField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { addDays, type Day, daysBetween, isDay } from "@/lib/time";
import {
  addAbsenceAction,
  checkInAction,
  createStayAction,
  endAbsenceAction,
  moveStayAction,
  updateStayAction,
} from "../actions";
import { RoomPicker } from "./room-picker";

export type KnownStay = {
  id: number;
  version: number;
  status: string;
  room: string | null;
  from: Day;
  checkInDate: Day;
  checkOutDate: Day | null;
  companions: number;
  note: string | null;
};
type BookInput = Parameters<typeof createStayAction>[0];
type UpdateInput = Parameters<typeof updateStayAction>[0];
type AbsenceInput = Parameters<typeof addAbsenceAction>[0];
type EndInput = Parameters<typeof endAbsenceAction>[0];

/** 预订入住: dates, companions, and of the rooms only those that are free on all nights. */
export function BookStayForm(props: {
  customerId: number;
  centreId: number;
  name: string;
  from: Day;
  days: number;
  onDone: () => void;
}) {
  const form = useServerForm({
    initial: {
      checkInDate: props.from as string | null,
      checkOutDate: addDays(props.from, props.days) as string | null,
      companions: 1 as number | null,
      note: "",
      roomId: null as number | null,
    },
    action: createStayAction,
    toInput: (v): BookInput => ({
      customerId: props.customerId,
      checkInDate: v.checkInDate ?? "",
      checkOutDate: v.checkOutDate,
      companions: v.companions ?? 0,
      note: v.note,
      roomId: v.roomId,
    }),
    onDone: () => {
      toast(`已给${props.name}订好入住`);
      props.onDone();
    },
  });
  const { checkInDate, checkOutDate, roomId } = form.values;
  return (
    <Form form={form} label="预订入住">
      <FormSection>
        <DateField name="checkInDate" label="入住日期" required />
        <DateField
          name="checkOutDate"
          label="退住日期"
          min={checkInDate ?? undefined}
          help={nightsText(checkInDate, checkOutDate)}
        />
        <NumberField name="companions" label="陪护" unit="人" min={0} max={10} />
        <TextField name="note" label="备注" maxLength={200} placeholder="预计 14:00 到" />
      </FormSection>
      <RoomPicker
        centreId={props.centreId}
        from={checkInDate}
        until={checkOutDate}
        value={roomId}
        onChange={(id) => form.set("roomId", id)}
        error={form.inner.api.errorOf("roomId")}
        optional
      />
      <FormFooter form={form} verb="预订" onCancel={props.onDone} />
    </Form>
  );
}

const nightsText = (from: string | null, to: string | null): string | null =>
  from && to && isDay(from) && isDay(to) && to > from ? `住 ${daysBetween(from, to)} 晚` : null;

/** 改日期: the room follows and must be free. */
export function StayDatesForm(props: { stay: KnownStay; onDone: () => void }) {
  const { stay, onDone } = props;
  const form = useServerForm({
    initial: {
      checkInDate: stay.checkInDate as string | null,
      checkOutDate: stay.checkOutDate as string | null,
      companions: stay.companions as number | null,
      note: stay.note ?? "",
    },
    version: stay.version,
    action: updateStayAction,
    toInput: (v): UpdateInput => ({
      id: stay.id,
      ...(v.checkInDate && v.checkInDate !== stay.checkInDate && { checkInDate: v.checkInDate }),
      checkOutDate: v.checkOutDate,
      companions: v.companions ?? 0,
      note: v.note,
    }),
    onDone: () => {
      toast("已改好入住日期");
      onDone();
    },
  });
  const { checkInDate, checkOutDate } = form.values;
  return (
    <Form form={form} label="改入住日期">
      <FormSection>
        <DateField name="checkInDate" label="入住日期" required disabled={stay.status === "checked_in"} />
        <DateField
          name="checkOutDate"
          label="退住日期"
          min={checkInDate ?? undefined}
          help={nightsText(checkInDate, checkOutDate)}
        />
        <NumberField name="companions" label="陪护" unit="人" min={0} max={10} />
        <TextField name="note" label="备注" maxLength={200} />
      </FormSection>
      <FormFooter form={form} verb="改好" onCancel={onDone} />
    </Form>
  );
}

/** 选房间 before arrival, 换房 after it, 办入住 into a room that was not chosen yet. */
export function ChooseRoomForm(props: {
  stay: KnownStay;
  centreId: number;
  today: Day;
  name: string;
  checkIn?: boolean;
  onDone: () => void;
}) {
  const { stay, today, name, checkIn, onDone } = props;
  const isIn = stay.status === "checked_in";
  const form = useServerForm({
    initial: { roomId: null as number | null, fromDay: (isIn || checkIn ? today : stay.from) as string | null },
    version: stay.version,
    action: checkIn ? checkInAction : moveStayAction,
    toInput: (v) =>
      checkIn
        ? { id: stay.id, roomId: v.roomId }
        : { id: stay.id, roomId: v.roomId ?? 0, ...(v.fromDay && { fromDay: v.fromDay }) },
    validate: (v): Record<string, string> => (v.roomId === null ? { roomId: "先选一间空房" } : {}),
    onDone: () => {
      toast(checkIn ? `已给${name}办好入住` : `已给${name}${stay.room ? "换好房" : "分好房"}`);
      onDone();
    },
  });
  return (
    <Form form={form} label={checkIn ? "办入住" : "选房间"}>
      {isIn && (
        <FormSection columns={1}>
          <DateField
            name="fromDay"
            label="从哪天起换"
            min={today}
            help={`之前的晚上还记在 ${stay.room ?? "原来的房间"}`}
          />
        </FormSection>
      )}
      <RoomPicker
        centreId={props.centreId}
        from={form.values.fromDay}
        until={stay.checkOutDate}
        stayId={stay.id}
        value={form.values.roomId}
        onChange={(id) => form.set("roomId", id)}
        error={form.inner.api.errorOf("roomId") ?? form.stray[0]}
        mustBeReady={checkIn || (isIn && form.values.fromDay === today)}
      />
      <FormFooter form={form} verb={checkIn ? "办入住" : stay.room ? "换到这间" : "分到这间"} onCancel={onDone} />
    </Form>
  );
}

/** 登记外出: her meals are taken away from then until she is back. */
export function AbsenceForm(props: { stay: KnownStay; today: Day; name: string; onDone: () => void }) {
  const { stay, today, name, onDone } = props;
  const form = useServerForm({
    initial: {
      kind: "outing" as string | null,
      fromDay: today as string | null,
      fromTime: null as string | null,
      toDay: null as string | null,
      toTime: null as string | null,
      isExtending: false,
      note: "",
    },
    action: addAbsenceAction,
    toInput: (v): AbsenceInput => ({
      id: stay.id,
      kind: v.kind as AbsenceInput["kind"],
      fromDay: v.fromDay ?? "",
      ...(v.fromTime && { fromTime: v.fromTime }),
      toDay: v.toDay,
      ...(v.toDay && v.toTime && { toTime: v.toTime }),
      isExtending: v.isExtending,
      note: v.note,
    }),
    onDone: () => {
      toast(`已登记，${name}不在的这段时间不送餐`);
      onDone();
    },
  });
  return (
    <Form form={form} label="登记外出">
      <FormSection>
        <SelectField
          name="kind"
          label="去哪里"
          required
          options={[
            { value: "outing", label: "外出" },
            { value: "hospital", label: "住院" },
          ]}
        />
        <TextField name="note" label="事由" maxLength={200} placeholder="办出生证" />
        <DateField name="fromDay" label="离开" required />
        <TimeField name="fromTime" label="几点离开" />
        <DateField name="toDay" label="回来" min={form.values.fromDay ?? undefined} help="还不知道就空着，回来再登记" />
        <TimeField name="toTime" label="几点回来" />
      </FormSection>
      <Checkbox
        label="不在的晚上补到退住日期后面"
        checked={form.values.isExtending}
        onChange={(event) => form.set("isExtending", event.currentTarget.checked)}
      />
      <FormFooter form={form} verb="登记" onCancel={onDone} />
    </Form>
  );
}

/** 回来了: meals are made again from that time. */
export function ReturnForm(props: { absenceId: number; version: number; today: Day; now: string; onDone: () => void }) {
  const form = useServerForm({
    initial: { toDay: props.today as string | null, toTime: props.now as string | null },
    version: props.version,
    action: endAbsenceAction,
    toInput: (v): EndInput => ({
      id: props.absenceId,
      toDay: v.toDay ?? "",
      ...(v.toTime && { toTime: v.toTime }),
    }),
    onDone: () => {
      toast("已登记回来，从下一餐起照常送");
      props.onDone();
    },
  });
  return (
    <Form form={form} label="登记回来">
      <FormSection>
        <DateField name="toDay" label="回来的日期" required />
        <TimeField name="toTime" label="几点" />
      </FormSection>
      <FormFooter form={form} verb="登记回来" onCancel={props.onDone} />
    </Form>
  );
}
