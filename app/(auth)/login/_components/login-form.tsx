"use client";

import { Button, Checkbox, PasswordInput, Popover, TextInput } from "@mantine/core";
import { IconDeviceMobile, IconLock, IconUser } from "@tabler/icons-react";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { FieldError } from "@/components/form/wrap";
import { StatusGlyph } from "@/components/marks/status-badge";
import { saidSeconds } from "@/domain/identity/rules";
import classes from "../../auth.module.css";

type Demo = { password: string; logins: { username: string; name: string | null; role: string }[] };
type Refusal = {
  message: string;
  fields?: Record<string, string[]>;
  otpRequired?: boolean;
  retryAfter?: number;
};
type Errors = { username?: string; password?: string; otp?: string };

const LOST: Refusal = { message: "没登录上，网络断了。您填的还在，连上后再点一次“登录”" };

/** User name and password, then the second factor where the account has one. What is wrong stands beside its field. */
export function LoginForm({ next, demo, note }: { next: string; demo: Demo | null; note: string | null }) {
  const [values, setValues] = useState({ username: "", password: "", otp: "" });
  const [remember, setRemember] = useState(false);
  const [step, setStep] = useState<"password" | "otp">("password");
  const [errors, setErrors] = useState<Errors>({});
  const [problem, setProblem] = useState<(Refusal & { username: string }) | null>(null);
  const [busy, setBusy] = useState(false);
  const secondsLeft = useSecondsLeft(problem);
  const left = problem?.username === values.username ? secondsLeft : 0; // only that name is shut, another may log in
  const form = useRef<HTMLFormElement>(null);
  // Until the page is alive the button only looks ready: sent by the browser itself, the form would come back empty.
  const [awake, setAwake] = useState(false);
  useEffect(() => setAwake(true), []);

  const set = (name: keyof typeof values) => (value: string) => {
    setValues((had) => ({ ...had, [name]: value }));
    setErrors((had) => ({ ...had, [name]: undefined }));
  };

  // Fields that the browser filled in before the page was alive are read from the form itself.
  const read = () => {
    const data = new FormData(form.current ?? undefined);
    const text = (name: keyof typeof values) => String(data.get(name) ?? values[name]);
    return { username: text("username"), password: text("password"), otp: text("otp") };
  };

  const show = (refusal: Refusal, username: string) => {
    if (refusal.otpRequired) {
      setErrors(step === "otp" ? { otp: refusal.message } : {});
      setValues((had) => ({ ...had, otp: "" }));
      setStep("otp");
      return;
    }
    const placed = Object.fromEntries(
      Object.entries(refusal.fields ?? {}).map(([name, sentences]) => [name, sentences[0]]),
    );
    setErrors(placed);
    if (Object.keys(placed).length === 0) setProblem({ ...refusal, username });
    setStep("password");
  };

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (busy) return;
    const given = read();
    setValues(given);
    setProblem(null);
    const missing: Errors = {
      ...(!given.username.trim() && { username: "还没填用户名或手机号" }),
      ...(!given.password && { password: "还没填密码" }),
      ...(step === "otp" && !given.otp.trim() && { otp: "还没填动态码" }),
    };
    setErrors(missing);
    if (Object.keys(missing).length > 0) return focusFirst(form.current, missing);
    setBusy(true);
    const refusal = await attempt({ ...given, otp: step === "otp" ? given.otp : "", remember }).catch(() => LOST);
    if (!refusal) return window.location.assign(`/login?next=${encodeURIComponent(next)}`); // it knows where to go first
    setBusy(false);
    show(refusal, given.username);
  };

  useEffect(() => focusFirst(form.current, errors), [errors]);

  return (
    // POST, should it be sent before the page is alive: what was typed must never end up in the address.
    <form ref={form} method="post" noValidate onSubmit={submit} aria-label="登录">
      {problem && (
        <div className={classes.problem} role="alert">
          <StatusGlyph tone="critical" size={14} />
          <span>{problem.message}</span>
        </div>
      )}
      {step === "otp" ? (
        <OtpStep
          username={values.username}
          value={values.otp}
          error={errors.otp}
          onChange={set("otp")}
          onBack={() => setStep("password")}
        />
      ) : (
        <>
          <TextInput
            className={classes.field}
            label="用户名或手机号"
            name="username"
            autoComplete="username"
            autoCapitalize="none"
            spellCheck={false}
            autoFocus
            leftSection={<IconUser size={18} stroke={1.75} />}
            leftSectionWidth={40}
            value={values.username}
            onChange={(event) => set("username")(event.currentTarget.value)}
            error={errors.username && <FieldError sentence={errors.username} />}
          />
          <PasswordInput
            className={classes.field}
            label="密码"
            name="password"
            autoComplete="current-password"
            leftSection={<IconLock size={18} stroke={1.75} />}
            leftSectionWidth={40}
            rightSectionWidth={44}
            value={values.password}
            onChange={(event) => set("password")(event.currentTarget.value)}
            error={errors.password && <FieldError sentence={errors.password} />}
            visibilityToggleButtonProps={{ "aria-label": "显示或隐藏密码", size: 32 }}
          />
          <div className={classes.row}>
            <Checkbox
              size="sm"
              label="这台电脑 30 天内免登录"
              checked={remember}
              onChange={(event) => setRemember(event.currentTarget.checked)}
            />
            <Forgotten />
          </div>
        </>
      )}
      <Button
        className={classes.go}
        type="submit"
        variant="filled"
        loading={busy}
        disabled={left > 0 || !awake}
        data-waking={!awake || undefined}
      >
        {left > 0 ? `${saidSeconds(left)}后可以再试` : step === "otp" ? "验证并登录" : "登录"}
      </Button>
      {step === "password" && demo && (
        <DemoLogins
          demo={demo}
          chosen={values.username}
          onChoose={(username) => {
            setValues({ username, password: demo.password, otp: "" });
            setErrors({});
            setProblem(null);
          }}
        />
      )}
      {note && step === "password" && <p className={classes.note}>{note}</p>}
    </form>
  );
}

type Attempt = { username: string; password: string; otp: string; remember: boolean };

/** Null when let in. */
async function attempt({ remember, ...given }: Attempt): Promise<Refusal | null> {
  const { signIn } = await import("next-auth/react");
  const answer = await signIn("credentials", { ...given, remember: String(remember), redirect: false });
  if (answer?.ok) return null;
  try {
    return JSON.parse(answer?.error ?? "") as Refusal;
  } catch {
    return LOST;
  }
}

function OtpStep(props: {
  username: string;
  value: string;
  error?: string;
  onChange: (value: string) => void;
  onBack: () => void;
}) {
  return (
    <>
      <TextInput
        className={classes.field}
        label="动态码"
        name="otp"
        autoComplete="one-time-code"
        autoFocus
        maxLength={20}
        leftSection={<IconDeviceMobile size={18} stroke={1.75} />}
        leftSectionWidth={40}
        value={props.value}
        onChange={(event) => props.onChange(event.currentTarget.value)}
        description={props.error ? undefined : "打开手机上的验证器，填 6 位数字。手机不在身边可以填恢复码"}
        inputWrapperOrder={["label", "input", "description", "error"]}
        error={props.error && <FieldError sentence={props.error} />}
      />
      <div className={classes.row}>
        <span className="ya-m">正在登录 {props.username}</span>
        <button type="button" className={classes.link} onClick={props.onBack}>
          换一个账号
        </button>
      </div>
    </>
  );
}

function Forgotten() {
  return (
    <Popover width={300} position="bottom-end" withArrow shadow="md">
      <Popover.Target>
        <button type="button" className={classes.link}>
          忘了密码
        </button>
      </Popover.Target>
      <Popover.Dropdown>
        <p>请找本馆管理员：在“用户”里重置密码，会得到一个只出现一次的一次性密码，3 天内用它登录，再换成自己的</p>
      </Popover.Dropdown>
    </Popover>
  );
}

function DemoLogins(props: { demo: Demo; chosen: string; onChoose: (username: string) => void }) {
  return (
    <>
      <p className={classes.or}>演示账号，点一下填好</p>
      <div className={classes.demo}>
        {props.demo.logins.map((login) => (
          <button
            key={login.username}
            type="button"
            aria-pressed={props.chosen === login.username}
            aria-label={`${login.role} ${login.name ?? ""}，用户名 ${login.username}`}
            onClick={() => props.onChoose(login.username)}
          >
            {login.role.replace("系统", "")}
            <small>{login.username}</small>
          </button>
        ))}
      </div>
      <p className={classes.note}>密码都是 {props.demo.password}，没有动态码，只在演示模式里有</p>
    </>
  );
}

/** Counts down while the account is shut; 0 otherwise. */
function useSecondsLeft(problem: Refusal | null): number {
  const [left, setLeft] = useState(0);
  useEffect(() => {
    const seconds = problem?.retryAfter ?? 0;
    setLeft(seconds);
    if (seconds === 0) return;
    const start = performance.now();
    const timer = setInterval(() => {
      const rest = Math.max(0, Math.ceil(seconds - (performance.now() - start) / 1000));
      setLeft(rest);
      if (rest === 0) clearInterval(timer);
    }, 1000);
    return () => clearInterval(timer);
  }, [problem]);
  return left;
}

function focusFirst(form: HTMLFormElement | null, errors: Errors): void {
  const name = (["username", "password", "otp"] as const).find((key) => errors[key]);
  if (name) form?.querySelector<HTMLInputElement>(`[name="${name}"]`)?.focus();
}
