import { createHash } from "node:crypto";
import { chmodSync, lstatSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

export const root = resolve(import.meta.dirname, "../..");
export const dataDir = join(root, ".data");
export const rootHash = createHash("sha256").update(root).digest("hex").slice(0, 12);

export function ensureDataDir() {
  mkdirSync(dataDir, { recursive: true, mode: 0o700 });
}

/**
 * Where a unix socket called `name` may live. The kernel allows 107 bytes; a deep checkout goes to a private folder
 * of the temporary directory instead.
 */
export function socketPath(name) {
  const near = join(dataDir, name);
  if (Buffer.byteLength(near) <= 100) return near;
  const dir = join(tmpdir(), `yuean-${process.getuid?.() ?? 0}-${rootHash}`);
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  const found = lstatSync(dir);
  // Another user could have made the folder first to answer on our socket.
  if (!found.isDirectory() || (process.getuid && found.uid !== process.getuid())) {
    throw new Error(`临时目录 ${dir} 不属于当前用户，无法放置套接字。请删除它后重试。`);
  }
  chmodSync(dir, 0o700);
  return join(dir, name);
}
