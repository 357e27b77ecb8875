"use client";

import { SessionList, type ShownSession } from "@/app/(portal)/me/_components/session-list";
import { revokeUserSessionAction } from "../../actions";

export function UserSessions({ userId, sessions }: { userId: number; sessions: ShownSession[] }) {
  return <SessionList sessions={sessions} onEnd={(sessionId) => revokeUserSessionAction({ id: userId, sessionId })} />;
}
