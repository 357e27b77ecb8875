import { execFileSync } from "node:child_process";

const WORKERS = 2;

/** Before any test: one database per worker, migrated, with the named world in it. Nothing is done twice for the same sources. */
export default function setup(): void {
  const url = new URL(process.env.DATABASE_URL ?? "");
  const base = url.pathname; // "/yuean_test" under npm test; another name keeps two runs apart
  for (let worker = 1; worker <= WORKERS; worker++) {
    url.pathname = `${base}_${worker}`;
    const env = { ...process.env, DATABASE_URL: url.href };
    const tsx = (...args: string[]) =>
      execFileSync(process.execPath, ["--conditions=react-server", "--import", "tsx", ...args], {
        env,
        stdio: ["ignore", "ignore", "inherit"],
      });
    tsx("scripts/seed.ts", "test", "--fresh-if-changed");
  }
}
