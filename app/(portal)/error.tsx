"use client";

import { ErrorState } from "@/components/states";

/** A page that failed: the shell stays, what was typed elsewhere stays, and there is a way to try again. */
export default function PortalError({ error, reset }: { error: Error & { digest?: string }; reset: () => void }) {
  return (
    <ErrorState title="这一页没读出来" hint="服务器出错，您之前保存的都在。" code={error.digest} onRetry={reset} />
  );
}
