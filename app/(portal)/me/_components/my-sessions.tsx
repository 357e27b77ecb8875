"use client";

import { Card } from "@/components/card";
import { ConfirmButton } from "@/components/confirm";
import { toast } from "@/components/toast";
import { revokeOtherSessionsAction, revokeSessionAction } from "../actions";
import { SessionList, type ShownSession } from "./session-list";

export function MySessions({ sessions }: { sessions: ShownSession[] }) {
  const others = sessions.filter((session) => !session.isPresent).length;
  const endOthers = async () => {
    const answer = await revokeOtherSessionsAction({});
    if (answer.ok) toast(`已结束另外 ${answer.data.ended} 处登录`);
    return answer;
  };
  return (
    <Card
      title="正在登录的设备"
      flush
      actions={
        others > 0 && (
          <ConfirmButton
            size="xs"
            label="结束其他全部登录"
            title={`结束另外 ${others} 处登录？`}
            verb="结束其他登录"
            onConfirm={endOthers}
          >
            这台设备不受影响，其他设备要重新输入密码
          </ConfirmButton>
        )
      }
    >
      <SessionList sessions={sessions} onEnd={(sessionId) => revokeSessionAction({ sessionId })} />
    </Card>
  );
}
