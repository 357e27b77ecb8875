"use client";

import { Button, Group, Modal } from "@mantine/core";
import { type ReactNode, useState } from "react";
import type { ActionState } from "@/lib/action-state";
import { StatusGlyph } from "./marks/status-badge";
import { isRedirect } from "./next-signal";
import { refusalIn } from "./shell/use-after";

const LOST: ActionState<never> = {
  ok: false,
  error: { code: "unavailable", message: "网络断了，这一步没有生效。连上后再试一次" },
};

export type ConfirmProps = {
  opened: boolean;
  onClose: () => void;
  /** A question that names the consequence: 取消订单并退 ¥268.00？ */
  title: string;
  children?: ReactNode;
  /** The verb on the button: 取消并退款. */
  verb: string;
  /** The safe choice: 不取消. */
  keep?: string;
  danger?: boolean;
  /** A failure it answers with is shown in the dialog, which then stays open. */
  onConfirm: () => unknown;
};

/** A decision with a consequence. The safe choice has the focus. */
export function Confirm(props: ConfirmProps) {
  const { opened, onClose, title, children, verb, keep = "先不", danger = true } = props;
  const [busy, setBusy] = useState(false);
  const [failure, fail] = useState<string | null>(null);
  const close = () => {
    fail(null);
    onClose();
  };
  const run = async () => {
    setBusy(true);
    fail(null);
    const answer = await Promise.resolve()
      .then(props.onConfirm)
      .catch((error: unknown) => (isRedirect(error) ? null : LOST));
    setBusy(false);
    const refused = refusalIn(answer);
    if (refused) fail(refused);
    else close();
  };
  return (
    <Modal
      opened={opened}
      onClose={close}
      withCloseButton={false}
      size={440}
      title={<span style={{ fontSize: 16, lineHeight: "24px", fontWeight: 600 }}>{title}</span>}
    >
      {children && <div className="ya-m">{children}</div>}
      {failure && (
        <p role="alert" className="ya-red ya-row" style={{ marginTop: 8 }}>
          <StatusGlyph tone="critical" />
          {failure}
        </p>
      )}
      <Group justify="flex-end" gap={8} mt="lg">
        <Button size="md" onClick={close} data-autofocus>
          {keep}
        </Button>
        <Button size="md" variant={danger ? "danger" : "filled"} loading={busy} onClick={() => void run()}>
          {verb}
        </Button>
      </Group>
    </Modal>
  );
}

/** A button that asks first. Everything of Confirm but its opening and closing. */
export function ConfirmButton(
  props: Omit<ConfirmProps, "opened" | "onClose"> & {
    label: ReactNode;
    size?: string;
    disabled?: boolean;
    variant?: string;
  },
) {
  const { label, size, disabled, variant, ...rest } = props;
  const [opened, open] = useState(false);
  return (
    <>
      <Button
        size={size}
        disabled={disabled}
        variant={variant ?? (props.danger === false ? "default" : "dangerLine")}
        onClick={() => open(true)}
      >
        {label}
      </Button>
      <Confirm {...rest} opened={opened} onClose={() => open(false)} />
    </>
  );
}
