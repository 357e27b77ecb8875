import { spawn } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { childrenOf } from "./children.mjs";
import { tryLock, withLock } from "./lock.mjs";
import { freePort, isFree } from "./ports.mjs";
import { alive, birth, identity, waitUntil } from "./processes.mjs";
import { playwrightCount, vitestCount } from "./reports.mjs";

const dir = mkdtempSync(join(tmpdir(), "yuean-services-"));
afterAll(() => rmSync(dir, { recursive: true, force: true }));

describe("the lock", () => {
  const file = join(dir, "a.lock");

  it("is had by one living process, who can leave a note in it", () => {
    const { held } = tryLock(file);
    held?.note({ address: "http://127.0.0.1:3000" });
    expect(tryLock(file).owner).toMatchObject({ pid: process.pid, address: "http://127.0.0.1:3000" });
    held?.release();
    expect(existsSync(file)).toBe(false);
  });

  it.each([
    ["of a process that is gone", JSON.stringify({ pid: 2 ** 22 + 1, birth: "x" })],
    ["whose number now belongs to another process", JSON.stringify({ pid: process.pid, birth: "another boot 1" })],
    ["that is half-written", '{"pid": 12'],
    ["that is empty", ""],
  ])("%s is taken over", (_, text) => {
    writeFileSync(file, text);
    const { held } = tryLock(file);
    expect(JSON.parse(readFileSync(file, "utf8"))).toMatchObject(identity(process.pid));
    held?.release();
  });

  it("lets those who wait in one after the other", async () => {
    let inside = 0;
    let most = 0;
    const work = async () => {
      most = Math.max(most, ++inside);
      await new Promise((resolve) => setTimeout(resolve, 20));
      inside--;
    };
    await Promise.all([1, 2, 3].map(() => withLock(join(dir, "b.lock"), "测试", work)));
    expect(most).toBe(1);
  });
});

it("a port in use is passed over", async () => {
  const server = createServer();
  const taken = await new Promise<number>((resolve) =>
    server.listen(0, "127.0.0.1", () => {
      const address = server.address();
      resolve(typeof address === "object" && address ? address.port : 0);
    }),
  );
  expect(await isFree(taken)).toBe(false);
  expect(await freePort(taken)).toBeGreaterThan(taken);
  await new Promise((resolve) => server.close(resolve));
});

describe("the processes of a run", () => {
  const family = `require("child_process").spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { stdio: "inherit" });
    process.on("SIGTERM", () => {}); console.log("up"); setInterval(() => {}, 1000);`;

  it("end with their own children, even when they will not hear", async () => {
    const children = childrenOf(`test-${process.pid}`);
    let output = "";
    const child = children.start(process.execPath, ["-e", family], { capture: (text: string) => (output += text) });
    await waitUntil(() => output.includes("up"), { ms: 10_000 });
    await children.stop({ ms: 200 });
    expect((await child.ended).signal).toBe("SIGKILL");
    expect(() => process.kill(-Number(child.pid), 0)).toThrow();
    expect(() => children.start(process.execPath, ["-v"])).toThrow();
  });

  it("that outlived a killed one are found by the next", async () => {
    const name = `swept-${process.pid}`;
    const left = childrenOf(name).start(process.execPath, ["-e", "setInterval(() => {}, 1000)"], { capture: () => {} });
    const pid = Number(left.pid);
    await waitUntil(() => alive(pid) && birth(pid) !== null, { ms: 5_000 });
    const bystander = spawn(process.execPath, ["-e", "setInterval(() => {}, 1000)"]);
    expect(await childrenOf(name).sweep()).toBe(1);
    expect(alive(pid)).toBe(false);
    expect(alive(Number(bystander.pid))).toBe(true);
    bystander.kill();
  });
});

describe("the counts of the test reports", () => {
  const file = join(dir, "report.json");
  const save = (report: object) => writeFileSync(file, JSON.stringify(report));

  it("a file that does not load, a crash and a missing report are failures", () => {
    const one = { status: "passed", assertionResults: [{}] };
    save({ numPassedTests: 3, numFailedTests: 1, testResults: [one, { status: "failed", assertionResults: [] }] });
    expect(vitestCount(file, 1)).toEqual({ passed: 3, failed: 2 });
    save({ numPassedTests: 3, numFailedTests: 0, testResults: [one] });
    expect(vitestCount(file, 0)).toEqual({ passed: 3, failed: 0 });
    expect(vitestCount(file, 1)).toEqual({ passed: 3, failed: 1 });
    expect(vitestCount(join(dir, "none.json"), 0)).toEqual({ passed: 0, failed: 1 });
  });

  it("Playwright's count retries as passed and its own errors as failed", () => {
    save({ stats: { expected: 4, flaky: 1, unexpected: 2 }, errors: [{}] });
    expect(playwrightCount(file, 1)).toEqual({ passed: 5, failed: 3 });
    save({ stats: { expected: 0, flaky: 0, unexpected: 0 }, errors: [] });
    expect(playwrightCount(file, 1)).toEqual({ passed: 0, failed: 1 });
  });
});

it("npm's scripts become the program: a signal to npm reaches it, and no shell dies in between", () => {
  const { scripts } = JSON.parse(readFileSync("package.json", "utf8"));
  expect(Object.values(scripts)).toEqual(
    ["start", "test", "dev", "check", "bench"].map((name) => `exec node scripts/${name}.mjs`),
  );
});
