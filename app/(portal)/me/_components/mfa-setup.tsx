"use client";

import { Button } from "@mantine/core";
import { IconCopy, IconPrinter } from "@tabler/icons-react";
import { useState } from "react";
import { Notice } from "@/components/card";
import { Form } from "@/components/form/form";
import { TextField } from "@/components/form/text-fields";
import { useServerForm } from "@/components/form/use-server-form";
import { toast } from "@/components/toast";
import { enableMfaAction, setUpMfaAction } from "../actions";
import classes from "./me.module.css";
import { keepSignedIn } from "./renew";

type Enrolment = { secret: string; otpauthUrl: string; qr: string };

/** Scan, type the first code, keep the recovery codes. `onDone` runs once the user says the codes are kept. */
export function MfaSetup({ onDone }: { onDone: () => void }) {
  const [enrolment, setEnrolment] = useState<Enrolment | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const [busy, setBusy] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);

  const begin = async () => {
    setBusy(true);
    setFailure(null);
    const answer = await setUpMfaAction({}).catch(() => null);
    setBusy(false);
    if (answer?.ok) setEnrolment(answer.data);
    else setFailure(answer?.error.message ?? "没取到二维码，网络断了。连上后再试一次");
  };

  if (codes) return <RecoveryCodes codes={codes} onDone={onDone} />;
  if (enrolment) return <FirstCode enrolment={enrolment} onCodes={setCodes} />;
  return (
    <>
      <p className="ya-m">
        手机上装一个验证器（微信小程序“腾讯身份验证器”、Microsoft Authenticator 等都行），登录时除了密码，再填它显示的 6
        位数字
      </p>
      {failure && (
        <p className="ya-red" role="alert">
          {failure}
        </p>
      )}
      <div className={classes.foot}>
        <Button variant="filled" loading={busy} onClick={() => void begin()}>
          开始绑定
        </Button>
      </div>
    </>
  );
}

function FirstCode({ enrolment, onCodes }: { enrolment: Enrolment; onCodes: (codes: string[]) => void }) {
  const form = useServerForm({
    initial: { otp: "" },
    action: enableMfaAction,
    onDone: ({ recoveryCodes, ticket }) => void keepSignedIn(ticket).then(() => onCodes(recoveryCodes)),
  });
  return (
    <Form form={form} label="绑定动态口令">
      <div className={classes.mfa}>
        {/* biome-ignore lint/performance/noImgElement: a data URL needs no optimiser */}
        <img src={enrolment.qr} alt="绑定用的二维码" width={200} height={200} />
        <div>
          <ol className={classes.steps}>
            <li>用验证器扫这个二维码</li>
            <li>把它显示的 6 位数字填在下面</li>
          </ol>
          <p className="ya-note">扫不了就手动输入密钥（按时间，6 位，30 秒）：</p>
          <code className={classes.secret}>{enrolment.secret.replace(/(.{4})/g, "$1 ").trim()}</code>
          <TextField
            name="otp"
            label="6 位数字"
            required
            maxLength={8}
            inputMode="numeric"
            autoComplete="one-time-code"
          />
        </div>
      </div>
      <div className={classes.foot}>
        <Button type="submit" variant="filled" loading={form.saving}>
          验证并启用
        </Button>
      </div>
    </Form>
  );
}

function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  const copy = async () => {
    await navigator.clipboard.writeText(codes.join("\n"));
    toast("10 个恢复码复制好了，找个安全的地方存起来");
  };
  return (
    <>
      <Notice tone="warn" title="动态口令已启用。把这 10 个恢复码存好，离开这一页就再也看不到了">
        手机丢了或换了，用恢复码代替动态码登录。每个只能用一次
      </Notice>
      <ul className={classes.codes}>
        {codes.map((code) => (
          <li key={code}>
            <code>{code}</code>
          </li>
        ))}
      </ul>
      <div className={classes.foot}>
        <Button leftSection={<IconPrinter size={16} stroke={1.75} />} onClick={() => window.print()}>
          打印
        </Button>
        <Button leftSection={<IconCopy size={16} stroke={1.75} />} onClick={() => void copy()}>
          复制
        </Button>
        <Button variant="filled" onClick={onDone}>
          我存好了
        </Button>
      </div>
    </>
  );
}
