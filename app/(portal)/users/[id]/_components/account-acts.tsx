"use client";

import Link from "next/link";
import { type ReactNode, useState } from "react";
import { ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import { OneTimePassword } from "../../_components/one-time-password";
import classes from "../../_components/users.module.css";
import {
  disableUserAction,
  enableUserAction,
  resetMfaAction,
  resetPasswordAction,
  unlockUserAction,
} from "../../actions";

type User = {
  id: number;
  name: string;
  username: string;
  isActive: boolean;
  mfaEnabled: boolean;
  lockedUntil: string | null;
  lastLogin: string | null;
};

/** What can be done about a person's log-in, each with the state it is in. */
export function AccountActs({ user, canEdit, isSelf }: { user: User; canEdit: boolean; isSelf: boolean }) {
  const [password, setPassword] = useState<string | null>(null);
  const { id, name } = user;
  const reset = async () => {
    const answer = await resetPasswordAction({ id });
    if (answer.ok) setPassword(answer.data.oneTimePassword);
    return answer;
  };
  return (
    <>
      <Line state={user.lastLogin ? `上次登录 ${user.lastLogin}` : "还没有登录过"} />
      {user.lockedUntil && (
        <Line state={`输错密码太多次，锁到 ${user.lockedUntil}`}>
          {canEdit && (
            <ConfirmButton
              size="xs"
              danger={false}
              label="解锁"
              title={`现在就让${name}能登录？`}
              verb="解锁"
              onConfirm={() => unlockUserAction({ id })}
            >
              先确认输错密码的真是本人
            </ConfirmButton>
          )}
        </Line>
      )}
      <Line state="密码">
        {canEdit && (
          <ConfirmButton
            size="xs"
            danger={false}
            label="重置密码"
            title={`重置${name}的密码？`}
            verb="重置密码"
            onConfirm={reset}
          >
            会得到一个只出现一次的一次性密码，原来的密码和所有登录立即失效
          </ConfirmButton>
        )}
        {isSelf && <Link href="/me/security">去我的账号里改</Link>}
      </Line>
      <Line state={user.mfaEnabled ? "动态口令已绑定" : "动态口令没绑定"}>
        {canEdit && user.mfaEnabled && (
          <ConfirmButton
            size="xs"
            label="清除动态口令"
            title={`清除${name}的动态口令？`}
            verb="清除"
            onConfirm={async () => {
              const answer = await resetMfaAction({ id });
              if (answer.ok) toast(`${name}的动态口令已清除，下次登录只要密码`);
              return answer;
            }}
          >
            只在他的手机和恢复码都找不到时用。清除后所有登录立即结束
          </ConfirmButton>
        )}
      </Line>
      <Line state={user.isActive ? "账号可以登录" : "账号已停用，不能登录"}>
        {canEdit &&
          (user.isActive ? (
            <ConfirmButton
              size="xs"
              label="停用账号"
              title={`停用${name}的账号？`}
              verb="停用"
              keep="不停用"
              onConfirm={() => disableUserAction({ id })}
            >
              他会立即退出所有设备，以后登录不了。记录都保留，可以随时再启用
            </ConfirmButton>
          ) : (
            <ConfirmButton
              size="xs"
              danger={false}
              label="启用账号"
              title={`让${name}重新能登录？`}
              verb="启用"
              onConfirm={() => enableUserAction({ id })}
            >
              角色和原来一样，密码也没变
            </ConfirmButton>
          ))}
      </Line>
      <OneTimePassword name={name} username={user.username} password={password} onClose={() => setPassword(null)} />
    </>
  );
}

function Line({ state, children }: { state: string; children?: ReactNode }) {
  return (
    <div className={classes.act}>
      <div>{state}</div>
      {children}
    </div>
  );
}
