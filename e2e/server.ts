import { spawn } from "node:child_process";
import { once } from "node:events";
import { createServer } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";

const READY_MS = 60_000;

/** Another web server of the same build, with other settings, on a port of its own. `log` is what it has written so far. */
export async function anotherServer(settings: Record<string, string>) {
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const env: NodeJS.ProcessEnv = {
    ...process.env,
    NODE_ENV: "production",
    PUBLIC_URL: base,
    NEXTAUTH_URL: base,
    ...settings,
  };
  const args = ["node_modules/next/dist/bin/next", "start", "-H", "127.0.0.1", "-p", String(port)];
  const child = spawn(process.execPath, args, { env, stdio: ["ignore", "pipe", "pipe"] });
  let log = "";
  for (const stream of [child.stdout, child.stderr])
    stream.setEncoding("utf8").on("data", (text: string) => {
      log += text;
    });
  const stop = async () => {
    if (child.exitCode !== null || child.signalCode !== null) return;
    child.kill("SIGKILL");
    await once(child, "exit");
  };
  const end = performance.now() + READY_MS;
  while (!(await isUp(base))) {
    if (child.exitCode === null && performance.now() < end) {
      await sleep(150);
      continue;
    }
    await stop();
    throw new Error(`the server did not start:\n${log}`);
  }
  return { base, log: () => log, stop };
}

const isUp = (base: string): Promise<boolean> =>
  fetch(`${base}/api/health/live`, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });
