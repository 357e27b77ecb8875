import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { dataDir } from "./paths.mjs";
import { identity, isSame } from "./processes.mjs";

// Who uses the private services: the last one to leave stops them. `keep` is `services.mjs up`, which no process holds.
const dir = join(dataDir, "leases");

export function takeLease(name = String(process.pid)) {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  writeFileSync(join(dir, name), name === "keep" ? "" : JSON.stringify(identity(process.pid)));
}

export function dropLease(name = String(process.pid)) {
  rmSync(join(dir, name), { force: true });
}

/** Whether anyone still needs the services; leases of dead processes are swept. */
export function inUse() {
  mkdirSync(dir, { recursive: true, mode: 0o700 });
  return readdirSync(dir).filter((name) => name === "keep" || living(name)).length > 0;
}

function living(name) {
  try {
    if (isSame(JSON.parse(readFileSync(join(dir, name), "utf8")))) return true;
  } catch {}
  rmSync(join(dir, name), { force: true });
  return false;
}
