import { readFileSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { dataDir, rootHash } from "./paths.mjs";
import { Fault } from "./say.mjs";

/** Whether 127.0.0.1:`port` can be listened on. */
export function isFree(port, host = "127.0.0.1") {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen({ port, host, exclusive: true }, () => server.close(() => resolve(true)));
  });
}

/** The first free port from `first` upwards. */
export async function freePort(first, host) {
  for (let port = first; port < first + 200; port++) if (await isFree(port, host)) return port;
  throw new Fault(`端口 ${first} 到 ${first + 199} 都被占用，无法启动。`);
}

/**
 * The port a private service keeps from run to run; another one only when something else has taken it.
 * Below 32768, where the system hands out no ports for outgoing connections; `offset` keeps two services that look for
 * one at the same moment apart.
 */
export async function rememberedPort(name, offset) {
  const file = `${dataDir}/${name}.port`;
  const last = Number(read(file));
  const first = 20_000 + (Number.parseInt(rootHash.slice(0, 6), 16) % 10_000) + offset;
  const port = last > 0 && (await isFree(last)) ? last : await freePort(first);
  writeFileSync(file, `${port}\n`);
  return port;
}

const read = (file) => {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return "";
  }
};
