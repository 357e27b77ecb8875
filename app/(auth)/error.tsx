"use client";

import { ErrorState } from "@/components/states";

/** Mostly: the database is away. Nothing was typed that could be lost. */
export default function AuthError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <main style={{ display: "grid", placeItems: "center", minHeight: "100vh", padding: 16 }}>
      <ErrorState
        title="登录页暂时打不开"
        hint="服务器连不上数据库，恢复后会自动好。过一会儿再试"
        code={error.digest}
        onRetry={reset}
      />
    </main>
  );
}
