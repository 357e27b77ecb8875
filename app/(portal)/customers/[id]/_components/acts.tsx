"use client";

import { ActionIcon, Button, Menu } from "@mantine/core";
import { IconDots } from "@tabler/icons-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Confirm } from "@/components/confirm";
import { toast } from "@/components/toast";
import type { Day } from "@/lib/time";
import { DeliveryForm, EditBirthForm, type KnownBirth } from "../../_components/delivery-form";
import { FormModal } from "../../_components/form-modal";
import { RestrictionForm } from "../../_components/restriction-form";
import {
  AbsenceForm,
  BookStayForm,
  ChooseRoomForm,
  type KnownStay,
  ReturnForm,
  StayDatesForm,
} from "../../_components/stay-forms";
import {
  anonymiseCustomerAction,
  archiveCustomerAction,
  cancelStayAction,
  checkInAction,
  checkOutAction,
  restoreCustomerAction,
} from "../../actions";
import classes from "./detail.module.css";
import { MergeForm } from "./merge-form";

export type ActsProps = {
  customer: { id: number; version: number; name: string; centreId: number; isArchived: boolean; isLocked: boolean };
  stay: KnownStay | null;
  birth: KnownBirth | null;
  openAbsence: { id: number; version: number } | null;
  today: Day;
  now: string;
  stayDays: number;
  can: {
    edit: boolean;
    stays: boolean;
    restrictions: boolean;
    archive: boolean;
    merge: boolean;
    anonymise: boolean;
    plans: boolean;
  };
};

type Dialog =
  | "delivery"
  | "birth"
  | "restriction"
  | "book"
  | "dates"
  | "room"
  | "checkInRoom"
  | "absence"
  | "return"
  | "merge"
  | "checkIn"
  | "checkOut"
  | "cancel"
  | "noShow"
  | "archive"
  | "restore"
  | "anonymise"
  | null;

/** Everything that can be done with a customer: the next step large, the rest behind ⋯, each in its dialog. */
export function useActs(props: ActsProps) {
  const { customer, stay, birth, today, now, can } = props;
  const [dialog, open] = useState<Dialog>(null);
  const router = useRouter();
  const close = () => open(null);
  const { name } = customer;
  const checkIn = () => open(stay?.room ? "checkIn" : "checkInRoom");
  const modal = (kind: Dialog, title: string, children: ReactNode, wide = false) => (
    <FormModal opened={dialog === kind} onClose={close} title={title} wide={wide}>
      {children}
    </FormModal>
  );
  const dialogs = (
    <>
      {modal(
        "delivery",
        `登记${name}分娩`,
        <DeliveryForm customerId={customer.id} known={birth} onDone={close} />,
        true,
      )}
      {birth && modal("birth", "修改分娩信息", <EditBirthForm birth={birth} onDone={close} />, true)}
      {modal(
        "restriction",
        `给${name}登记禁忌`,
        <RestrictionForm customerId={customer.id} name={name} today={today} onDone={close} />,
        true,
      )}
      {modal(
        "book",
        `给${name}订入住`,
        <BookStayForm
          customerId={customer.id}
          centreId={customer.centreId}
          name={name}
          from={today}
          days={props.stayDays}
          onDone={close}
        />,
        true,
      )}
      {stay && modal("dates", "改入住日期", <StayDatesForm stay={stay} onDone={close} />, true)}
      {stay &&
        modal(
          "room",
          stay.room ? `${name}换房` : `给${name}分房`,
          <ChooseRoomForm stay={stay} centreId={customer.centreId} today={today} name={name} onDone={close} />,
          true,
        )}
      {stay &&
        modal(
          "checkInRoom",
          `${name}办入住，先选房`,
          <ChooseRoomForm stay={stay} centreId={customer.centreId} today={today} name={name} checkIn onDone={close} />,
          true,
        )}
      {stay &&
        modal("absence", `${name}外出`, <AbsenceForm stay={stay} today={today} name={name} onDone={close} />, true)}
      {props.openAbsence &&
        modal(
          "return",
          `${name}回来了`,
          <ReturnForm
            absenceId={props.openAbsence.id}
            version={props.openAbsence.version}
            today={today}
            now={now}
            onDone={close}
          />,
        )}
      {modal(
        "merge",
        `把重复的档案并入${name}`,
        <MergeForm
          id={customer.id}
          name={name}
          onDone={() => {
            close();
            router.refresh();
          }}
        />,
        true,
      )}
      {stay && (
        <>
          <Confirm
            opened={dialog === "checkIn"}
            onClose={close}
            title={`${name}今天入住 ${stay.room ?? ""}？`}
            verb="办入住"
            keep="先不办"
            danger={false}
            onConfirm={async () => {
              const answer = await checkInAction({ id: stay.id, version: stay.version });
              if (answer.ok) toast(`已办好入住，${name}住 ${stay.room}`);
              return answer;
            }}
          >
            {stay.checkInDate === today
              ? `住到 ${stay.checkOutDate ?? "退住未定"}`
              : `原定 ${stay.checkInDate} 到。今天办，房间从今晚算起`}
          </Confirm>
          <Confirm
            opened={dialog === "checkOut"}
            onClose={close}
            title={`${name}今天退住？`}
            verb="办退住"
            keep="先不办"
            danger={false}
            onConfirm={async () => {
              const answer = await checkOutAction({ id: stay.id, version: stay.version });
              if (answer.ok) toast(`已办好退住，${stay.room ?? "房间"}改成清洁中`);
              return answer;
            }}
          >
            {stay.checkOutDate && stay.checkOutDate > today
              ? `原定 ${stay.checkOutDate} 退。今天退，后面的晚上空出来，餐单不再出餐`
              : "房间改成清洁中，餐单不再出餐"}
          </Confirm>
          <Confirm
            opened={dialog === "cancel"}
            onClose={close}
            title={`取消${name} ${stay.checkInDate} 的入住？`}
            verb="取消预订"
            keep="不取消"
            onConfirm={() => cancelStayAction({ id: stay.id, version: stay.version })}
          >
            房间空出来给别人。合同不动，要退款另外办
          </Confirm>
          <Confirm
            opened={dialog === "noShow"}
            onClose={close}
            title={`登记${name}未到店？`}
            verb="登记未到店"
            keep="再等等"
            onConfirm={() => cancelStayAction({ id: stay.id, version: stay.version, noShow: true })}
          >
            {`原定 ${stay.checkInDate} 到。登记后房间空出来`}
          </Confirm>
        </>
      )}
      <Confirm
        opened={dialog === "archive"}
        onClose={close}
        title={`归档${name}？`}
        verb="归档"
        keep="不归档"
        onConfirm={() => archiveCustomerAction({ id: customer.id, version: customer.version })}
      >
        病历和账单都保留，可随时恢复
      </Confirm>
      <Confirm
        opened={dialog === "restore"}
        onClose={close}
        title={`恢复${name}的档案？`}
        verb="恢复"
        keep="先不恢复"
        danger={false}
        onConfirm={() => restoreCustomerAction({ id: customer.id, version: customer.version })}
      >
        会重新出现在列表和选择里
      </Confirm>
      <Confirm
        opened={dialog === "anonymise"}
        onClose={close}
        title={`抹去${name}的个人信息？`}
        verb="抹去，不能恢复"
        keep="不抹去"
        onConfirm={() => anonymiseCustomerAction({ id: customer.id, version: customer.version })}
      >
        姓名、电话、地址、证件和备注会永久删除，谁也找不回来。病历和账单按编号保留
      </Confirm>
    </>
  );
  return { open, checkIn, dialogs, can };
}

type Acts = ReturnType<typeof useActs>;

/** The ⋯ menu. */
export function MoreMenu({ acts, props }: { acts: Acts; props: ActsProps }) {
  const { customer, stay, birth, openAbsence, today } = props;
  const { can, open } = acts;
  const isIn = stay?.status === "checked_in";
  const isBooked = stay?.status === "booked";
  const items: ReactNode[] = [];
  const add = (when: boolean, label: string, dialog: Exclude<Dialog, null>, color?: string) => {
    if (when)
      items.push(
        <Menu.Item key={dialog} color={color} onClick={() => open(dialog)}>
          {label}
        </Menu.Item>,
      );
  };
  const isOpen = !customer.isArchived;
  if (can.edit && isOpen)
    items.push(
      <Menu.Item key="edit" component={Link} href={`/customers/${customer.id}/edit`}>
        修改资料
      </Menu.Item>,
    );
  add(can.restrictions && isOpen, "登记禁忌", "restriction");
  add(can.edit && isOpen && !birth?.deliveredOn, "登记分娩", "delivery");
  add(can.edit && isOpen && !!birth?.deliveredOn, "修改分娩信息", "birth");
  add(can.edit && isOpen && !!birth?.deliveredOn, "登记又一次分娩", "delivery");
  add(can.stays && isOpen && !isIn && !isBooked, "预订入住", "book");
  add(can.stays && (isIn || isBooked), stay?.room ? "换房" : "分房", "room");
  add(can.stays && (isIn || isBooked), "改入住日期", "dates");
  add(can.stays && isIn && !openAbsence, "登记外出", "absence");
  add(can.stays && isIn && !!openAbsence, "登记回来", "return");
  add(can.stays && isIn, "办退住", "checkOut");
  add(can.stays && isBooked && (stay?.checkInDate ?? today) <= today, "登记未到店", "noShow");
  add(can.stays && isBooked, "取消预订", "cancel");
  if (items.length > 0 && (can.merge || can.archive || can.anonymise)) items.push(<Menu.Divider key="line" />);
  add(can.merge && isOpen, "合并重复档案", "merge");
  add(can.archive && isOpen, "归档", "archive");
  add(can.archive && customer.isArchived && !customer.isLocked, "恢复档案", "restore");
  add(can.anonymise && !customer.isLocked, "抹去个人信息", "anonymise", "var(--ya-red-ink)");
  if (items.length === 0) return null;
  return (
    <Menu position="bottom-end" width={180}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label="更多操作">
          <IconDots size={16} stroke={1.75} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>{items}</Menu.Dropdown>
    </Menu>
  );
}

export type NextStep = {
  title: string;
  when?: string;
  figure?: ReactNode;
  hint?: string;
  verb?: string;
  href?: string;
  act?: "checkIn" | "checkOut" | "delivery" | "book" | "room" | "return" | "restore";
};

/** 下一步: what is due now, with its one filled button, and ⋯ for the rest. */
export function NextCard({ step, props }: { step: NextStep; props: ActsProps }) {
  const acts = useActs(props);
  const run = () => {
    if (!step.act) return;
    if (step.act === "checkIn") acts.checkIn();
    else acts.open(step.act);
  };
  return (
    <aside className={classes.next} aria-label="下一步">
      <div className={classes.nextHead}>
        <span>下一步</span>
        <span>{step.when}</span>
      </div>
      <div className={classes.nextTitle}>
        <span>{step.title}</span>
        {step.figure}
      </div>
      {step.hint && <span className="ya-note">{step.hint}</span>}
      <div className={classes.nextActs}>
        {step.href ? (
          <Button component={Link} href={step.href} size="md" variant="filled">
            {step.verb}
          </Button>
        ) : step.act ? (
          <Button size="md" variant="filled" onClick={run}>
            {step.verb}
          </Button>
        ) : (
          <span />
        )}
        <MoreMenu acts={acts} props={props} />
      </div>
      {acts.dialogs}
    </aside>
  );
}

/** 登记禁忌 beside the tags. */
export function AddRestrictionLink(props: { id: number; name: string; today: string }) {
  const [opened, open] = useState(false);
  return (
    <>
      <Button variant="text" size="xs" onClick={() => open(true)}>
        登记禁忌
      </Button>
      <FormModal opened={opened} onClose={() => open(false)} title={`给${props.name}登记禁忌`} wide>
        <RestrictionForm customerId={props.id} name={props.name} today={props.today} onDone={() => open(false)} />
      </FormModal>
    </>
  );
}
