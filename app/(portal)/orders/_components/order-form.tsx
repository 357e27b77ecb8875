"use client";

import { SegmentedControl } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { LookupField, SelectField, SwitchField } from "@/components/form/choice-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { useServerForm } from "@/components/form/use-server-form";
import { PersonChip } from "@/components/marks/person-chip";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import type { OrderChoice } from "@/domain/orders/choices/queries";
import type { Day } from "@/lib/time";
import { tagsOf } from "../../kitchen/_components/restrictions";
import { createOrderAction, findTasterAction } from "../actions";
import type { Line } from "./dish-lines";
import { MealSection, WhenFields } from "./meal-fields";
import classes from "./orders.module.css";

const kinds = [
  { value: "guest", label: "客餐" },
  { value: "companion", label: "陪护餐" },
  { value: "staff", label: "员工餐" },
  { value: "trial", label: "试吃" },
] as const;
type Kind = (typeof kinds)[number]["value"];
type Input = Parameters<typeof createOrderAction>[0];

const hints: Record<Kind, string> = {
  guest: "来看妈妈的客人，记在她名下",
  companion: "住在房里的家人，送到房间",
  staff: "本馆员工，登记就算确认",
  trial: "还没入住的客户试菜",
};

type Taster = Pick<OrderChoice["mothers"][number], "customerId" | "name" | "room" | "restrictions">;
const optionOf = ({ customerId, room, name }: Pick<Taster, "customerId" | "room" | "name">) => ({
  value: String(customerId),
  label: `${room ?? ""} ${name}`.trim(),
});

/** A meal that is not in anybody's plan: which kind, for whom, when, which dishes. */
export function OrderForm({ choices, today, kind: first }: { choices: OrderChoice; today: Day; kind: Kind }) {
  const router = useRouter();
  const [kind, setKind] = useState<Kind>(first);
  const [onceKey] = useState(() => crypto.randomUUID());
  const form = useServerForm({
    initial: {
      deliveryDate: choices.next.date as string | null,
      slot: choices.next.slot,
      customerId: null as string | null,
      employeeId: null as string | null,
      forMother: false,
      items: [] as Line[],
      notes: "",
    },
    action: createOrderAction,
    toInput: (values): Input => {
      const mother = choices.mothers.find((one) => String(one.customerId) === values.customerId);
      return {
        kind: kind === "companion" ? "guest" : kind,
        centreId: choices.centreId,
        deliveryDate: values.deliveryDate ?? "",
        slot: values.slot ?? "",
        items: values.items.map(({ dishId, quantity, notes }) => ({ dishId, quantity: quantity ?? 0, notes })),
        notes: values.notes,
        onceKey,
        ...(kind === "staff"
          ? { employeeId: values.employeeId ?? undefined }
          : { customerId: values.customerId ?? undefined }),
        ...(kind === "companion" && mother && { stayId: mother.stayId }),
        ...((kind === "guest" || kind === "trial") && { forMother: values.forMother }),
      };
    },
    onDone: ({ id, orderNumber }) => {
      toast(kind === "staff" ? `${orderNumber} 已登记，厨房会做` : `${orderNumber} 已登记，确认后厨房会做`);
      router.push(`/orders?open=${id}`);
    },
  });
  const [tasters, setTasters] = useState<Taster[]>([]);
  const findTasters = async (text: string) => {
    const answer = await findTasterAction(text);
    if (!answer.ok) return [];
    setTasters((had) => [...answer.data, ...had]);
    return answer.data.map(optionOf);
  };
  const changeKind = (next: Kind) => {
    // Who tastes may be anybody; a guest and a companion belong to a mother of the house.
    if ((next === "trial") !== (kind === "trial")) form.set("customerId", null);
    setKind(next);
  };
  const known: readonly Taster[] = kind === "trial" ? tasters : choices.mothers;
  const mother = known.find((one) => String(one.customerId) === form.values.customerId);
  const canEat = kind === "guest" || kind === "trial";
  return (
    <Form form={form} label="登记订单">
      <FormSection title="哪一种" hint={hints[kind]}>
        <div className={classes.full}>
          <SegmentedControl
            aria-label="哪一种"
            value={kind}
            onChange={(next) => changeKind(next as Kind)}
            data={[...kinds]}
          />
        </div>
        <WhenFields slots={choices.slots} today={today} />
        {kind === "staff" ? (
          <SelectField
            name="employeeId"
            label="哪位员工"
            required
            options={choices.employees.map((one) => ({ value: String(one.id), label: `${one.name}，${one.position}` }))}
            nothing="没有这位员工"
          />
        ) : kind === "trial" ? (
          <LookupField
            key="trial"
            name="customerId"
            label="谁来试吃"
            required
            find={findTasters}
            hint="输入姓名、拼音首字母或手机尾号"
            what="客户，先在客户档案里登记"
          />
        ) : (
          <SelectField
            name="customerId"
            label={kind === "companion" ? "陪护哪位妈妈" : "记在谁名下"}
            required
            options={choices.mothers.map(optionOf)}
            nothing="在住的妈妈里没有这一位"
          />
        )}
        {canEat && <SwitchField name="forMother" label="妈妈自己吃" on="按她的禁忌检查" off="给客人吃" />}
        {mother && mother.restrictions.length > 0 && (
          <div className={classes.full}>
            <PersonChip room={mother.room} name={mother.name} restrictions={tagsOf(mother.restrictions)} />
          </div>
        )}
      </FormSection>
      <MealSection centreId={choices.centreId} date={form.values.deliveryDate} slot={form.values.slot} />
      <FormFooter form={form} verb="登记订单" onCancel={() => leaveThen(() => router.push("/orders"))} />
    </Form>
  );
}
