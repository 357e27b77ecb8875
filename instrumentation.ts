/** Once per server process, before the first request: settings are checked, and production gets its first administrator. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== "nodejs") return;
  const { env } = await import("@/lib/env");
  if (env().TRUSTED_PROXY_HOPS === 0) {
    const { believeSocketsOnly } = await import("@/app/_server/peer");
    believeSocketsOnly();
  }
  const { ensureFirstAdministrator } = await import("@/domain/identity/setup/commands");
  await ensureFirstAdministrator();
}
