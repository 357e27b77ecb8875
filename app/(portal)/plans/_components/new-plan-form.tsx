"use client";

import { Button } from "@mantine/core";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Notice } from "@/components/card";
import { useClock } from "@/components/clock";
import { SelectField, SwitchField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { TextArea } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { PersonChip } from "@/components/marks/person-chip";
import { toast } from "@/components/toast";
import { leaveThen } from "@/components/unsaved";
import {
  confinementMealPlanPlaceLabels,
  confinementMealPlanPlaces,
  confinementMealPlanStatusLabels,
} from "@/db/enums/planning";
import type { Start } from "@/domain/planning/creation/queries";
import { planTypes } from "@/domain/planning/rules";
import { addDays, type Day, daysBetween, isDay } from "@/lib/time";
import { createPlanAction } from "../actions";
import classes from "./new-plan.module.css";

const options = (labels: Record<string, string>) => Object.entries(labels).map(([value, label]) => ({ value, label }));

/** Dates, kind, price and what to start from; the weeks are laid out and pre-filled on saving. */
export function NewPlanForm({ start }: { start: Start }) {
  const router = useRouter();
  const clock = useClock();
  const { mother } = start;
  const [onceKey] = useState(() => crypto.randomUUID());
  const [schedules, setSchedules] = useState(true);
  const contract = start.contracts[0];
  const form = useServerForm({
    initial: {
      startDate: start.startDate as string | null,
      endDate: addDays(start.startDate, 27) as string | null,
      mealPlanType: "standard",
      place: "in_house",
      totalCaloriesPerDay: null as number | null,
      subscriptionId: contract ? String(contract.id) : null,
      totalPrice: contract?.listPrice ?? null,
      discountAmount: contract?.discount ?? null,
      copyFrom: null as string | null,
      notes: "",
    },
    action: createPlanAction,
    toInput: (values) => ({
      customerId: mother.customerId,
      startDate: values.startDate ?? "",
      totalDays: spanOf(values.startDate, values.endDate) ?? undefined,
      mealPlanType: values.mealPlanType,
      place: values.place as (typeof confinementMealPlanPlaces)[number],
      totalCaloriesPerDay: values.totalCaloriesPerDay,
      subscriptionId: values.subscriptionId ? Number(values.subscriptionId) : undefined,
      totalPrice: values.totalPrice ?? undefined,
      discountAmount: values.discountAmount ?? undefined,
      notes: values.notes,
      copyFrom: sourceOf(values.copyFrom),
      onceKey,
    }),
    validate: ({ startDate, endDate }): Record<string, string> => {
      const days = spanOf(startDate, endDate);
      if (days !== null && days < 1) return { endDate: "结束日期早于开始日期" };
      if (endDate && clock && endDate < clock.today)
        return { endDate: `那天已经过去，今天是 ${clock.today}。没有一餐可以排` };
      return {};
    },
    onDone: ({ id, leftOut }) => {
      toast(
        leftOut > 0
          ? `已建好计划。复制来的菜有 ${leftOut} 道不适合${mother.name}，没有带过来`
          : schedules
            ? "已建好计划，正在自动排餐，排好先给您看"
            : "已建好计划，可以开始排菜",
      );
      router.push(`/plans/${id}${schedules ? "?schedule=1" : ""}`);
    },
  });
  const { startDate } = form.values;
  const days = spanOf(startDate, form.values.endDate);
  const setDays = (n: number) => startDate && isDay(startDate) && form.set("endDate", addDays(startDate, n - 1));
  const untilLeave =
    start.stayEnds && startDate && isDay(startDate) ? daysBetween(startDate, start.stayEnds) + 1 : null;
  const choose = (id: string | null) => {
    const sold = start.contracts.find((c) => String(c.id) === id);
    form.set("subscriptionId", id);
    if (sold) {
      form.set("totalPrice", sold.listPrice);
      form.set("discountAmount", sold.discount);
    }
  };

  return (
    <Form form={form}>
      <div className={classes.who}>
        <PersonChip {...mother} notIn={mother.isBooked} size="lg" />
        <Link href="/plans/new">换一位</Link>
      </div>
      {!start.hasPatient && (
        <Notice tone="warn">{mother.name}还没有登记照护对象，先在客户档案里补上，再来排餐。</Notice>
      )}
      {start.openPlans.map((plan) => (
        <Notice key={plan.id} tone="warn">
          {mother.name}已有一份{confinementMealPlanStatusLabels[plan.status]}的计划{" "}
          <Link href={`/plans/${plan.id}`} className={classes.inText}>
            {plan.planNumber}
          </Link>
          ，{plan.startDate} 到 {plan.endDate}
          。同一天只能有一份计划执行。
        </Notice>
      ))}
      <FormSection title="日期">
        <DateField name="startDate" label="开始日期" required />
        <DateField
          name="endDate"
          label="结束日期"
          required
          min={startDate ?? undefined}
          help={days !== null && days > 0 ? `含这一天，共 ${days} 天，${Math.ceil(days / 7)} 周` : undefined}
        />
        <div className={classes.lengths}>
          {[28, 42].map((n) => (
            <Button key={n} size="xs" variant={days === n ? "soft" : "default"} onClick={() => setDays(n)}>
              {n} 天
            </Button>
          ))}
          {untilLeave !== null && untilLeave > 0 && untilLeave <= 180 && (
            <Button size="xs" variant={days === untilLeave ? "soft" : "default"} onClick={() => setDays(untilLeave)}>
              到退住，{untilLeave} 天
            </Button>
          )}
        </div>
      </FormSection>
      <FormSection title="怎么排">
        <SelectField name="mealPlanType" label="类型" options={options(planTypes)} required />
        <SelectField
          name="place"
          label="在哪里吃"
          options={confinementMealPlanPlaces.map((value) => ({ value, label: confinementMealPlanPlaceLabels[value] }))}
          required
        />
        <NumberField
          name="totalCaloriesPerDay"
          label="每日热量"
          unit="kcal"
          min={0}
          max={9999}
          help="不填就按每周阶段的建议区间"
        />
        <SelectField
          name="copyFrom"
          label="从哪里开始"
          placeholder="空白"
          options={[
            ...start.menus.map((menu) => ({ value: `menu:${menu.id}`, label: `菜单模板：${menu.name}` })),
            ...start.plans.map((plan) => ({ value: `plan:${plan.id}`, label: plan.label })),
          ]}
          help="复制菜单模板或另一份计划的菜，不适合她的会自动去掉"
        />
        <SwitchField
          label="建好后自动排餐"
          value={schedules}
          onChange={setSchedules}
          on={form.values.copyFrom ? "补上复制后空着的，先给方案，您看过才算" : "排满整份，先给方案，您看过才算"}
          off="建好后自己排，随时可以再自动排"
        />
      </FormSection>
      <FormSection title="价格与备注">
        <SelectField
          label="合同"
          value={form.values.subscriptionId}
          onChange={choose}
          placeholder="不挂合同"
          options={start.contracts.map((c) => ({ value: String(c.id), label: c.number }))}
          help={start.contracts.length === 0 ? "她还没有合同，价格先当报价" : undefined}
        />
        <MoneyField name="totalPrice" label="总价" />
        <MoneyField name="discountAmount" label="优惠" />
        <TextArea name="notes" label="备注" maxLength={2000} wide />
      </FormSection>
      <FormFooter form={form} verb="建好，去排菜" onCancel={() => leaveThen(() => router.push("/plans"))} />
    </Form>
  );
}

const spanOf = (start: string | null, end: string | null): number | null =>
  start && end && isDay(start) && isDay(end) ? daysBetween(start as Day, end as Day) + 1 : null;

function sourceOf(value: string | null) {
  const [from, id] = value?.split(":") ?? [];
  if (from === "menu") return { from: "menu" as const, menuId: Number(id) };
  return from === "plan" ? { from: "plan" as const, planId: Number(id) } : undefined;
}
