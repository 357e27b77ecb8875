"use client";

import { ActionIcon, Button, Menu, SegmentedControl, Select } from "@mantine/core";
import { IconChevronLeft, IconChevronRight, IconCopy, IconDots, IconSend, IconWand } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Card } from "@/components/card";
import { SlotMark } from "@/components/marks/slot-mark";
import { ScrollRegion } from "@/components/scroll-region";
import { refusalIn } from "@/components/shell/use-after";
import { DayText } from "@/components/time";
import { toast } from "@/components/toast";
import { useUrlState } from "@/components/url-state";
import { addDays, type Day, daysFrom, shortDay, weekdayOf } from "@/lib/time";
import { publishDailyMenusAction } from "../actions";
import classes from "./daily.module.css";
import { MenuStatus } from "./menu-status";
import { SlotDrawer } from "./slot-drawer";
import type { Choice, DayMenu, WeekSlot } from "./types";
import { CopyDialog, GenerateDialog } from "./week-dialogs";

type Dialog = { kind: "generate"; menuId?: number } | { kind: "copy"; from: Day; days: 1 | 7 } | null;

/** A week of one centre: slots × days; a cell opens beside it. */
export function WeekGrid(props: {
  centreId: number;
  centres: Choice[];
  from: Day;
  today: Day;
  thisWeek: Day;
  slots: WeekSlot[];
  menus: DayMenu[];
  templates: Choice[];
  templateId?: number;
  canEdit: boolean;
}) {
  const { centreId, from, today, slots, menus, canEdit } = props;
  const router = useRouter();
  const url = useUrlState();
  const days = daysFrom(from, addDays(from, 6));
  const [dialog, ask] = useState<Dialog>(
    canEdit && props.templateId ? { kind: "generate", menuId: props.templateId } : null,
  );
  const [phoneDay, showDay] = useState<string>(days.includes(today) ? today : from);
  const opened = openedCell(url.query.get("open"), slots, days);
  const at = (slotId: number, day: Day) => menus.find((m) => m.categoryId === slotId && m.menuDate === day);
  const open = (slotId: number, day: Day) => url.set({ open: `${day}_${slotId}` }, { replace: true });
  const close = () => url.set({ open: null }, { replace: true });
  const drafts = menus.filter((m) => m.status === "draft" && m.dishes.length > 0).length;
  const publish = async (range: { from: Day; to: Day }) => {
    const answer = await publishDailyMenusAction({ centreId, ...range });
    const refused = refusalIn(answer);
    toast(
      refused ?? (answer.ok ? `已发布 ${answer.data.published} 餐，家属和小程序能看到了` : ""),
      refused ? { tone: "off" } : {},
    );
    router.refresh();
  };
  const closeDialog = () => {
    ask(null);
    if (props.templateId) url.set({ menu: null }, { replace: true });
  };
  return (
    <>
      <Card
        title={
          <span className={classes.week}>
            <ActionIcon
              aria-label="上一周"
              title="上一周"
              onClick={() => url.set({ from: addDays(from, -7), open: null })}
            >
              <IconChevronLeft size={16} stroke={1.75} />
            </ActionIcon>
            <ActionIcon
              aria-label="下一周"
              title="下一周"
              onClick={() => url.set({ from: addDays(from, 7), open: null })}
            >
              <IconChevronRight size={16} stroke={1.75} />
            </ActionIcon>
            <span className="ya-nw">
              {shortDay(from)} 到 {shortDay(addDays(from, 6))}
            </span>
            {from !== props.thisWeek && (
              <Button variant="text" size="xs" onClick={() => url.set({ from: null, open: null })}>
                回到本周
              </Button>
            )}
          </span>
        }
        actions={
          <div className={classes.verbs}>
            {props.centres.length > 1 && (
              <Select
                aria-label="中心"
                w={120}
                allowDeselect={false}
                value={String(centreId)}
                onChange={(value) => url.set({ centre_id: value, open: null })}
                data={props.centres.map((c) => ({ value: String(c.id), label: c.name }))}
              />
            )}
            {canEdit && (
              <>
                <Button leftSection={<IconWand size={16} stroke={1.75} />} onClick={() => ask({ kind: "generate" })}>
                  用模板生成
                </Button>
                <Button
                  leftSection={<IconCopy size={16} stroke={1.75} />}
                  disabled={menus.length === 0}
                  onClick={() => ask({ kind: "copy", from, days: 7 })}
                >
                  复制本周
                </Button>
                <Button
                  variant="filled"
                  leftSection={<IconSend size={16} stroke={1.75} />}
                  disabled={drafts === 0}
                  onClick={() => void publish({ from, to: addDays(from, 6) })}
                >
                  发布 {drafts} 份草稿
                </Button>
              </>
            )}
          </div>
        }
        flush
      >
        <div className={classes.days}>
          <SegmentedControl
            aria-label="看哪天"
            value={phoneDay}
            onChange={showDay}
            data={days.map((day) => ({ value: day, label: `${weekdayOf(day).slice(1)} ${Number(day.slice(8))}` }))}
          />
        </div>
        <ScrollRegion label="每日菜单，餐次和日期" className={classes.scroll}>
          <table className={classes.grid}>
            <thead>
              <tr>
                <th scope="col">餐次</th>
                {days.map((day) => (
                  <th key={day} scope="col" data-today={day === today || undefined}>
                    <span className={classes.head}>
                      <DayText day={day} as="weekday" />
                      {canEdit && menus.some((m) => m.menuDate === day) && (
                        <Menu position="bottom-end">
                          <Menu.Target>
                            <ActionIcon variant="subtle" size={24} aria-label={`${shortDay(day)} 的操作`}>
                              <IconDots size={15} stroke={1.75} />
                            </ActionIcon>
                          </Menu.Target>
                          <Menu.Dropdown>
                            <Menu.Item
                              disabled={!menus.some((m) => m.menuDate === day && m.status === "draft")}
                              onClick={() => void publish({ from: day, to: day })}
                            >
                              发布这天的草稿
                            </Menu.Item>
                            <Menu.Item onClick={() => ask({ kind: "copy", from: day, days: 1 })}>
                              复制到另一天
                            </Menu.Item>
                          </Menu.Dropdown>
                        </Menu>
                      )}
                    </span>
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {slots.map((slot) => (
                <tr key={slot.id}>
                  <th scope="row">
                    <SlotMark slot={slot.code} name={slot.name} />
                    <span className={classes.cut}>{slot.servingTime} 送餐</span>
                  </th>
                  {days.map((day) => (
                    <td key={day} data-elsewhere={day === phoneDay ? undefined : true}>
                      <Cell
                        menu={at(slot.id, day)}
                        label={`${shortDay(day)} ${slot.name}`}
                        isPast={day < today}
                        isOpen={opened?.slot.id === slot.id && opened.day === day}
                        canEdit={canEdit}
                        onOpen={() => open(slot.id, day)}
                      />
                    </td>
                  ))}
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      </Card>
      {opened && (
        <SlotDrawer
          key={`${opened.day}-${opened.slot.id}`}
          centreId={centreId}
          slot={opened.slot}
          day={opened.day}
          menu={at(opened.slot.id, opened.day)}
          canEdit={canEdit && opened.day >= today}
          onClose={close}
        />
      )}
      {dialog?.kind === "generate" && (
        <GenerateDialog
          centreId={centreId}
          menus={props.templates}
          menuId={dialog.menuId}
          from={from}
          to={addDays(from, 6)}
          today={today}
          onClose={closeDialog}
        />
      )}
      {dialog?.kind === "copy" && (
        <CopyDialog centreId={centreId} from={dialog.from} days={dialog.days} today={today} onClose={closeDialog} />
      )}
    </>
  );
}

/** "2026-11-21_3" in the URL: that day's slot 3 is open. */
function openedCell(text: string | null, slots: WeekSlot[], days: Day[]) {
  const [wanted, slotId] = (text ?? "").split("_");
  const slot = slots.find((s) => String(s.id) === slotId);
  const day = days.find((d) => d === wanted);
  return slot && day ? { slot, day } : null;
}

function Cell(props: {
  menu?: DayMenu;
  label: string;
  isPast: boolean;
  isOpen: boolean;
  canEdit: boolean;
  onOpen: () => void;
}) {
  const { menu, label, isPast, canEdit } = props;
  if (!menu)
    return (
      <button
        type="button"
        className={classes.cell}
        data-open={props.isOpen || undefined}
        disabled={isPast || !canEdit}
        aria-label={`${label}，没有菜单`}
        onClick={props.onOpen}
      >
        <span className={classes.none}>{isPast || !canEdit ? "没有" : "＋ 加菜"}</span>
      </button>
    );
  return (
    <button
      type="button"
      className={classes.cell}
      data-open={props.isOpen || undefined}
      data-past={isPast || undefined}
      onClick={props.onOpen}
    >
      <span className="ya-sr">{label}</span>
      <MenuStatus status={menu.status} />
      {menu.dishes.map((dish) => (
        <span key={dish.id} className={classes.dish}>
          <span className={dish.isAvailable ? undefined : "ya-amber"}>{dish.name}</span>
          {dish.quantity > 1 && <span className="ya-m">{dish.quantity}</span>}
        </span>
      ))}
      {menu.dishes.length === 0 && <span className="ya-amber">▲ 还没有菜</span>}
    </button>
  );
}
