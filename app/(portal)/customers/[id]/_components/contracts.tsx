"use client";

import { Button } from "@mantine/core";
import { IconPlus } from "@tabler/icons-react";
import { useState } from "react";
import { SelectField } from "@/components/form/choice-fields";
import { DateField } from "@/components/form/date-fields";
import { Form, FormFooter, FormSection } from "@/components/form/form";
import { TextArea } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { StatusBadge, type StatusTone } from "@/components/marks/status-badge";
import { Money } from "@/components/money";
import { ScrollRegion } from "@/components/scroll-region";
import { toast } from "@/components/toast";
import {
  type PatientSubscriptionPaymentStatus,
  type PatientSubscriptionStatus,
  patientSubscriptionPaymentStatusLabels,
  patientSubscriptionStatusLabels,
} from "@/db/enums/packages";
import type { SubscriptionOut } from "@/domain/packages/schema";
import { FormModal } from "../../_components/form-modal";
import { signSubscriptionAction } from "../../actions";
import classes from "./detail.module.css";

type Row = Omit<SubscriptionOut, "createdAt">;
type Package = { id: number; name: string; price: number; durationDays: number };
type SignInput = Parameters<typeof signSubscriptionAction>[0];

const tones: Record<PatientSubscriptionStatus, StatusTone> = {
  draft: "new",
  active: "done",
  paused: "waiting",
  cancelled: "cancelled",
  expired: "cancelled",
};
const paidTones: Record<PatientSubscriptionPaymentStatus, StatusTone> = {
  unpaid: "off",
  partial: "partly",
  paid: "done",
  refunding: "returned",
  refunded: "returned",
};

/** Contracts with what was agreed and paid. */
export function Contracts(props: {
  customerId: number;
  stayId: number | null;
  from: string;
  rows: Row[];
  packages: Package[];
  maySign: boolean;
}) {
  const { rows } = props;
  const [signing, sign] = useState(false);
  return (
    <>
      {rows.length === 0 && (
        <p className="ya-note" style={{ padding: "0 14px 12px" }}>
          还没有合同。签了套餐，价格和权益会定格在这里
        </p>
      )}
      {rows.length > 0 && (
        <ScrollRegion label="合同" style={{ overflowX: "auto", position: "relative" }}>
          <table className={classes.table} data-acts>
            <thead>
              <tr>
                <th>合同</th>
                <th>套餐</th>
                <th>起止</th>
                <th>成交</th>
                <th>已收</th>
                <th>待收</th>
                <th>状态</th>
              </tr>
            </thead>
            <tbody>
              {rows.map((row) => (
                <tr key={row.id}>
                  <td className="ya-num">{row.number}</td>
                  <td>{row.packageName}</td>
                  <td className="ya-num ya-nw">
                    {row.startDate} 至 {row.endDate}
                  </td>
                  <td>
                    <Money fen={row.price} />
                  </td>
                  <td>
                    <Money fen={row.paid - row.refunded} />
                  </td>
                  <td>{row.due > 0 ? <Money fen={row.due} bold /> : <span className="ya-note">已结清</span>}</td>
                  <td>
                    <span className="ya-row" style={{ justifyContent: "flex-end" }}>
                      <StatusBadge
                        tone={paidTones[row.paymentStatus]}
                        label={patientSubscriptionPaymentStatusLabels[row.paymentStatus]}
                      />
                      <StatusBadge tone={tones[row.status]} label={patientSubscriptionStatusLabels[row.status]} />
                    </span>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
      {props.maySign && (
        <Button
          variant="text"
          m={8}
          leftSection={<IconPlus size={14} stroke={1.75} />}
          disabled={props.packages.length === 0}
          onClick={() => sign(true)}
        >
          签套餐
        </Button>
      )}
      <FormModal opened={signing} onClose={() => sign(false)} title="签套餐">
        <SignForm {...props} onDone={() => sign(false)} />
      </FormModal>
    </>
  );
}

function SignForm(props: {
  customerId: number;
  stayId: number | null;
  from: string;
  packages: Package[];
  onDone: () => void;
}) {
  const form = useServerForm({
    initial: { packageId: null as string | null, startDate: props.from as string | null, notes: "" },
    action: signSubscriptionAction,
    toInput: (v): SignInput => ({
      customerId: props.customerId,
      packageId: Number(v.packageId),
      stayId: props.stayId,
      startDate: v.startDate ?? "",
      notes: v.notes,
    }),
    validate: (v): Record<string, string> => (v.packageId ? {} : { packageId: "请选择套餐" }),
    onDone: () => {
      toast("已签好，价格和条款定格在合同里");
      props.onDone();
    },
  });
  const chosen = props.packages.find((one) => String(one.id) === form.values.packageId);
  return (
    <Form form={form} label="签套餐">
      <FormSection columns={1}>
        <SelectField
          name="packageId"
          label="套餐"
          required
          options={props.packages.map((one) => ({ value: String(one.id), label: one.name }))}
        />
        {chosen && (
          <p className="ya-row">
            <Money fen={chosen.price} bold />
            <span className="ya-note">{chosen.durationDays} 天，按原价签。优惠要审批，暂不在这里办</span>
          </p>
        )}
        <DateField name="startDate" label="从哪天起" required />
        <TextArea name="notes" label="备注" maxLength={2000} />
      </FormSection>
      <FormFooter form={form} verb="签下" onCancel={props.onDone} />
    </Form>
  );
}
