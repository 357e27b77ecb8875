"use client";

import { Button } from "@mantine/core";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Notice } from "@/components/card";
import { Form } from "@/components/form/form";
import { PasswordField, TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import { disableMfaAction } from "../actions";
import classes from "./me.module.css";
import { MfaSetup } from "./mfa-setup";
import { keepSignedIn } from "./renew";

type Props = { enabledAt: string | null; codesLeft: number; forced: boolean };

/** The second factor: set up when there is none, else since when, how many recovery codes are left, and taking it off. */
export function MfaCard({ enabledAt, codesLeft, forced }: Props) {
  const router = useRouter();
  const [settingUp, setSettingUp] = useState(enabledAt === null); // stays while the recovery codes are on screen
  if (settingUp)
    return (
      <>
        {forced && (
          <Notice tone="warn" title="您的角色要求动态口令">
            绑定之前，别的页面都打不开
          </Notice>
        )}
        <MfaSetup
          onDone={() => {
            setSettingUp(false);
            router.refresh();
          }}
        />
      </>
    );
  return (
    <Enabled
      enabledAt={enabledAt}
      codesLeft={codesLeft}
      onOff={() => {
        setSettingUp(true);
        router.refresh();
      }}
    />
  );
}

function Enabled(props: { enabledAt: string | null; codesLeft: number; onOff: () => void }) {
  const [asking, setAsking] = useState(false);
  return (
    <>
      <p>
        已启用
        {props.enabledAt && (
          <>
            ，从 <When iso={props.enabledAt} full /> 起
          </>
        )}
        。恢复码还剩 {props.codesLeft} 个{props.codesLeft <= 3 && "，快用完了：先解绑再重新绑定，会得到 10 个新的"}
      </p>
      {asking ? (
        <TakeOff onDone={props.onOff} onCancel={() => setAsking(false)} />
      ) : (
        <div className={classes.foot}>
          <Button variant="dangerLine" onClick={() => setAsking(true)}>
            解绑
          </Button>
        </div>
      )}
    </>
  );
}

function TakeOff({ onDone, onCancel }: { onDone: () => void; onCancel: () => void }) {
  const form = useServerForm({
    initial: { password: "", otp: "" },
    action: disableMfaAction,
    onDone: ({ ticket }) =>
      void keepSignedIn(ticket).then(() => {
        toast("动态口令已解绑，别处的登录都已结束");
        onDone();
      }),
  });
  return (
    <Form form={form} label="解绑动态口令">
      <div className={classes.two}>
        <PasswordField name="password" label="密码" required autoComplete="current-password" />
        <TextField name="otp" label="动态码或恢复码" required maxLength={20} autoComplete="one-time-code" />
      </div>
      <div className={classes.foot}>
        <Button onClick={onCancel}>不解绑</Button>
        <Button type="submit" variant="danger" loading={form.saving}>
          解绑
        </Button>
      </div>
    </Form>
  );
}
