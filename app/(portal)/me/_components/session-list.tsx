"use client";

import { ConfirmButton } from "@/components/confirm";
import { StatusBadge } from "@/components/marks/status-badge";
import { When } from "@/components/time";
import { toast } from "@/components/toast";
import type { ActionState } from "@/lib/action-state";
import classes from "./me.module.css";

export type ShownSession = {
  sessionId: string;
  client: string;
  device: string;
  ipAddress: string | null;
  openedAt: string;
  lastUsedAt: string;
  expiresAt: string;
  isPresent: boolean;
};

/** Logins with device, address and last use; each but the present one can be ended. */
export function SessionList(props: {
  sessions: ShownSession[];
  onEnd?: (sessionId: string) => Promise<ActionState<unknown>>;
}) {
  const { sessions, onEnd } = props;
  return (
    <ul>
      {sessions.map((session) => (
        <li key={session.sessionId} className={classes.session}>
          <div>
            <b>{session.device}</b>
            <span className="ya-m">{session.client}</span>
            <p className="ya-note">
              {session.ipAddress ?? "地址不详"}，<When iso={session.openedAt} full /> 登录
            </p>
          </div>
          {session.isPresent ? (
            <StatusBadge tone="done" label="正在用的这台" />
          ) : (
            <>
              <span className="ya-m">
                上次使用 <When iso={session.lastUsedAt} />
              </span>
              {onEnd && (
                <ConfirmButton
                  size="xs"
                  label="结束"
                  title={`结束 ${session.device} 上的登录？`}
                  verb="结束这次登录"
                  onConfirm={async () => {
                    const answer = await onEnd(session.sessionId);
                    if (answer.ok) toast(`已结束 ${session.device} 上的登录`);
                    return answer;
                  }}
                >
                  那台设备要重新输入密码
                </ConfirmButton>
              )}
            </>
          )}
        </li>
      ))}
    </ul>
  );
}
