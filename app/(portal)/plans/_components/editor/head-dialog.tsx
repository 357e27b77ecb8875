"use client";

import { Modal } from "@mantine/core";
import { useRouter } from "next/navigation";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { MoneyField, NumberField } from "@/components/form/number-fields";
import { TextArea } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { planTypes } from "@/domain/planning/rules";
import { type Day, daysBetween } from "@/lib/time";
import { updatePlanAction } from "../../actions";
import type { Editor } from "./use-editor";

const types = Object.entries(planTypes).map(([value, label]) => ({ value, label }));

/** Dates, type, energy, price and notes of the plan. */
export function HeadDialog({ editor, onClose }: { editor: Editor; onClose: () => void }) {
  const router = useRouter();
  const { plan } = editor.data;
  const version = Math.max(editor.state.version, plan.version); // saving dishes raises it too
  const form = useServerForm({
    initial: {
      startDate: plan.startDate as string,
      endDate: plan.endDate as string,
      mealPlanType: plan.mealPlanType,
      totalCaloriesPerDay: plan.totalCaloriesPerDay,
      totalPrice: plan.totalPrice as number,
      discountAmount: plan.discountAmount as number,
      notes: plan.notes ?? "",
    },
    version,
    action: updatePlanAction,
    toInput: (values) => ({ ...values, id: plan.id, version }),
    onDone: () => {
      toast("已改计划的资料");
      router.refresh();
      onClose();
    },
  });
  const { startDate, endDate } = form.values;
  const days = daysBetween(startDate as Day, endDate as Day) + 1;
  const isEmpty = Object.keys(editor.state.cells).length === 0;
  return (
    <Modal opened onClose={onClose} title={`计划 ${plan.planNumber}`} size={620}>
      <Form form={form}>
        <FormSection>
          <DateField
            name="startDate"
            label="开始日期"
            required
            disabled={!isEmpty || plan.status !== "draft"}
            help={isEmpty ? undefined : "已经排了菜，不能换开始日期"}
          />
          <DateField
            name="endDate"
            label="结束日期"
            required
            min={startDate}
            help={days > 0 ? `含这一天，共 ${days} 天` : undefined}
          />
          <SelectField
            name="mealPlanType"
            label="类型"
            options={
              types.some((t) => t.value === plan.mealPlanType)
                ? types
                : [...types, { value: plan.mealPlanType, label: plan.mealPlanType }]
            }
            required
          />
          <NumberField
            name="totalCaloriesPerDay"
            label="每日热量"
            unit="kcal"
            min={0}
            max={9999}
            help="填了就作为每周的能量目标"
          />
          <MoneyField name="totalPrice" label="总价" />
          <MoneyField name="discountAmount" label="优惠" />
          <TextArea name="notes" label="备注" maxLength={2000} wide />
        </FormSection>
        <FormFooter form={form} verb="保存" onCancel={onClose} />
      </Form>
    </Modal>
  );
}
