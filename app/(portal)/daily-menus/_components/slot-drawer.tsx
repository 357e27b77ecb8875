"use client";

import { ActionIcon, Button, Drawer, NumberInput } from "@mantine/core";
import { IconTrash } from "@tabler/icons-react";
import { useRouter } from "next/navigation";
import { ConfirmButton } from "@/components/confirm";
import { useField } from "@/components/form/context";
import { Form, FormFooter } from "@/components/form/form";
import { type ServerForm, useServerForm } from "@/components/form/use-server-form";
import { FieldError } from "@/components/form/wrap";
import { refusalIn } from "@/components/shell/use-after";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import { dayTitle } from "@/lib/time";
import { DishSearch } from "../../menus/_components/dish-cell";
import {
  createDailyMenuAction,
  deleteDailyMenuAction,
  publishDailyMenuAction,
  updateDailyMenuAction,
  withdrawDailyMenuAction,
} from "../actions";
import classes from "./daily.module.css";
import { MenuStatus } from "./menu-status";
import type { DayMenu, MenuDish, WeekSlot } from "./types";

type Line = { dishId: number; quantity: number; portionLimit: number | null; price: number | null };
type Values = { dishes: Line[] };
type Input = { dishes: Line[]; id: number; version: number };

/** What one slot of one day offers, docked beside the week: look, change, publish. */
export function SlotDrawer(props: {
  centreId: number;
  slot: WeekSlot;
  day: DayMenu["menuDate"];
  menu?: DayMenu;
  canEdit: boolean;
  onClose: () => void;
}) {
  const { slot, day, menu, canEdit, onClose } = props;
  const isOpen = canEdit && (!menu || menu.status === "draft" || menu.status === "published");
  return (
    <Drawer
      opened
      onClose={() => leaveThen(onClose)}
      title={
        <span className="ya-row">
          {dayTitle(day)} {slot.name}
          {menu && <MenuStatus status={menu.status} tinted />}
        </span>
      }
      closeButtonProps={{ "aria-label": "关闭" }}
    >
      {isOpen ? <SlotForm key={menu?.version ?? 0} {...props} /> : <SlotView menu={menu} />}
    </Drawer>
  );
}

function SlotView({ menu }: { menu?: DayMenu }) {
  if (!menu) return <p className="ya-note">这一餐还没有菜单</p>;
  return (
    <>
      <ul className={classes.lines}>
        {menu.dishes.map((dish) => (
          <li key={dish.id} className={classes.dish}>
            <b>{dish.name}</b>
            <span className="ya-m">{dish.quantity} 份</span>
          </li>
        ))}
      </ul>
      {menu.status === "locked" && (
        <p className="ya-note">已截单，厨房照这份做。要改的话，在客户的计划里改，会发差异单</p>
      )}
      {menu.status === "served" && <p className="ya-note">已供餐，留作记录</p>}
    </>
  );
}

function SlotForm(props: {
  centreId: number;
  slot: WeekSlot;
  day: DayMenu["menuDate"];
  menu?: DayMenu;
  onClose: () => void;
}) {
  const { centreId, slot, day, menu, onClose } = props;
  const router = useRouter();
  const names = new Map(menu?.dishes.map((d) => [d.id, d]));
  const form = useServerForm<Values, { id: number; version: number }, Input>({
    initial: { dishes: (menu?.dishes ?? []).map(lineOf) },
    version: menu?.version,
    action: ({ dishes, version }) =>
      menu
        ? updateDailyMenuAction({ id: menu.id, version, dishes })
        : createDailyMenuAction({ centreId, menuDate: day, categoryId: slot.id, dishes }),
    toInput: (values) => values as Input,
    fromRow: (row) => ({ dishes: (row.dishes as MenuDish[]).map(lineOf) }),
    onDone: () => {
      toast(`${slot.name}的菜已保存`);
      router.refresh();
      if (!menu) onClose();
    },
  });
  const step = async (work: Promise<unknown>, done: string) => {
    const refused = refusalIn(await work);
    toast(refused ?? done, refused ? { tone: "off" } : {});
    router.refresh();
    if (!refused) onClose();
  };
  return (
    <Form form={form} label={`${slot.name}的菜`}>
      <Lines form={form} slot={slot} names={names} />
      {menu && form.dirtyCount === 0 && (
        <div className={classes.steps}>
          {menu.status === "draft" && (
            <Button
              variant="soft"
              disabled={menu.dishes.length === 0}
              onClick={() =>
                void step(
                  publishDailyMenuAction({ id: menu.id, version: menu.version }),
                  `${slot.name}已发布，家属和小程序能看到了`,
                )
              }
            >
              发布
            </Button>
          )}
          {menu.status === "published" && (
            <Button
              onClick={() =>
                void step(
                  withdrawDailyMenuAction({ id: menu.id, version: menu.version }),
                  `${slot.name}已撤回，家属看不到了`,
                )
              }
            >
              撤回
            </Button>
          )}
          {menu.status === "draft" && (
            <ConfirmButton
              label="删除"
              title={`删除${dayTitle(day)}${slot.name}的草稿？`}
              verb="删除"
              keep="不删"
              onConfirm={async () => {
                const answer = await deleteDailyMenuAction({ id: menu.id, version: menu.version });
                if (answer.ok) {
                  toast(`${slot.name}的草稿已删除`);
                  router.refresh();
                  onClose();
                }
                return answer;
              }}
            >
              只删这一餐，菜品和菜单模板不受影响
            </ConfirmButton>
          )}
        </div>
      )}
      <FormFooter form={form} verb={menu ? "保存" : "新建这一餐"} onCancel={() => leaveThen(onClose)} />
    </Form>
  );
}

const lineOf = ({ id, quantity, portionLimit, ownPrice }: MenuDish): Line => ({
  dishId: id,
  quantity,
  portionLimit,
  price: ownPrice,
});

function Lines(props: { form: ServerForm<Values>; slot: WeekSlot; names: Map<number, MenuDish> }) {
  const { form, slot, names } = props;
  const lines = form.values.dishes;
  const field = useField<Line[]>({ label: "菜", name: "dishes" }, { empty: [], show: (list) => `${list.length} 道` });
  const set = (at: number, change: Partial<Line>) =>
    form.set(
      "dishes",
      lines.map((line, i) => (i === at ? { ...line, ...change } : line)),
    );
  return (
    <div className={classes.lines}>
      {lines.length > 0 && (
        <div className={`${classes.line} ${classes.lineHead}`}>
          <span>菜</span>
          <span>份数</span>
          <span>散客限量</span>
          <span />
        </div>
      )}
      {lines.map((line, i) => {
        const known = names.get(line.dishId);
        const name = known?.name ?? "";
        return (
          <div key={line.dishId} className={classes.line}>
            <span>
              <b>{name}</b>
              {known && known.orderedQuantity > 0 && <span className="ya-note"> 已点 {known.orderedQuantity}</span>}
              {known && !known.isAvailable && <span className="ya-amber"> 已停用</span>}
            </span>
            <NumberInput
              size="xs"
              aria-label={`${name}份数`}
              min={0}
              max={9999}
              allowDecimal={false}
              value={line.quantity}
              onChange={(value) => typeof value === "number" && set(i, { quantity: value })}
            />
            <NumberInput
              size="xs"
              aria-label={`${name}散客限量`}
              placeholder="不限"
              min={0}
              max={9999}
              allowDecimal={false}
              hideControls
              value={line.portionLimit ?? ""}
              onChange={(value) => set(i, { portionLimit: typeof value === "number" ? value : null })}
            />
            <ActionIcon
              variant="subtle"
              aria-label={`去掉${name}`}
              title="去掉"
              onClick={() => form.lists.removeListItem("dishes", i)}
            >
              <IconTrash size={15} stroke={1.75} />
            </ActionIcon>
          </div>
        );
      })}
      {lines.length === 0 && <p className="ya-note">还没有菜。搜一道加上，或用菜单模板生成</p>}
      {field.error && <FieldError sentence={field.error} />}
      <DishSearch
        label="加菜"
        slotId={slot.id}
        taken={lines.map((line) => line.dishId)}
        onPick={(dish) => {
          names.set(dish.id, {
            ...dish,
            quantity: 1,
            portionLimit: null,
            orderedQuantity: 0,
            ownPrice: null,
            isAvailable: true,
          });
          form.lists.insertListItem("dishes", { dishId: dish.id, quantity: 1, portionLimit: null, price: null });
        }}
      />
    </div>
  );
}
