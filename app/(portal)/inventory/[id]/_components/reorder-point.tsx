"use client";

import { Card } from "@/components/card";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { NumberField } from "@/components/form/number-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { setReorderPointAction } from "../../actions";

/** Below how much the item counts as low here. */
export function ReorderPoint({ id, value, unit }: { id: number; value: number | null; unit: string }) {
  const form = useServerForm({
    initial: { reorderPoint: value },
    action: setReorderPointAction,
    toInput: (values) => ({ id, reorderPoint: values.reorderPoint }),
    onDone: () => toast("补货线已改好"),
  });
  return (
    <Card title="补货线" sub="可用低于它就算偏低">
      <Form form={form} label="补货线">
        <FormSection plain columns={1}>
          <NumberField name="reorderPoint" label="补货线" unit={unit} min={0} decimals={3} help="留空就不提醒" />
        </FormSection>
        <FormFooter form={form} />
      </Form>
    </Card>
  );
}
