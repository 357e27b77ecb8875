import { randomBytes } from "node:crypto";
import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { EnvError, envNames, readEnv } from "./env";

const key = () => randomBytes(32).toString("base64");
const demoKey = Buffer.concat([Buffer.from("demo"), randomBytes(28)]).toString("base64");
const good = {
  APP_MODE: "production",
  DATABASE_URL: "mysql://yuean:pw@db:3306/yuean",
  REDIS_URL: "redis://redis:6379/0",
  PUBLIC_URL: "https://portal.example.com/",
  NEXTAUTH_SECRET: randomBytes(48).toString("hex"),
  TOKEN_SECRET: randomBytes(48).toString("hex"),
  FIELD_KEYS: `k2:${key()},k1:${key()}`,
  FIELD_HASH_KEY: key(),
};
const demo = { ...good, APP_MODE: "demo", NEXTAUTH_SECRET: `demo-${key()}`, FIELD_KEYS: `demo1:${key()}` };

function faultsOf(source: Record<string, string | undefined>): string[] {
  try {
    readEnv(source);
  } catch (error) {
    if (error instanceof EnvError) return error.faults;
    throw error;
  }
  return [];
}

describe("the settings", () => {
  it("are each explained in .env.example, and nothing else is", () => {
    const example = readFileSync(new URL("../.env.example", import.meta.url), "utf8");
    const named = [...example.matchAll(/^([A-Z_]+)=/gm)].map((found) => found[1]);
    expect(named.toSorted()).toEqual(envNames.toSorted());
  });

  it("are read with their defaults; the first field key is the current one", () => {
    const read = readEnv(good);
    expect(read).toMatchObject({ APP_MODE: "production", HOST: "0.0.0.0", PORT: 3000, DB_POOL_SIZE: 10 });
    expect(read).toMatchObject({ PUBLIC_URL: "https://portal.example.com", CORS_ORIGINS: [], LOG_LEVEL: "info" });
    expect(read.FIELD_KEYS.map(({ id, key }) => [id, key.length])).toEqual([
      ["k2", 32],
      ["k1", 32],
    ]);
    expect(read.FIELD_HASH_KEY).toHaveLength(32);
  });

  it("take empty for not set, and lists apart", () => {
    expect(readEnv({ ...demo, LOG_LEVEL: "", METRICS_TOKEN: " " })).toMatchObject({
      LOG_LEVEL: "info",
      HOST: "127.0.0.1",
    });
    expect(readEnv({ ...demo, CORS_ORIGINS: "https://a.cn, http://b.cn:81" }).CORS_ORIGINS).toEqual([
      "https://a.cn",
      "http://b.cn:81",
    ]);
  });

  it("name all faults at once, one line each", () => {
    const faults = faultsOf({ APP_MODE: "production", PORT: "abc", CORS_ORIGINS: "https://a.cn/x" });
    const expected = ["DATABASE_URL", "REDIS_URL", "PORT", "PUBLIC_URL", "NEXTAUTH_SECRET", "TOKEN_SECRET"];
    for (const name of [...expected, "FIELD_KEYS", "FIELD_HASH_KEY", "CORS_ORIGINS"]) {
      expect(faults.filter((fault) => fault.startsWith(`${name}：`))).toHaveLength(1);
    }
  });
});

describe.each([
  ["APP_MODE", "prod"],
  ["DATABASE_URL", "postgres://a@b/c"],
  ["DATABASE_URL", "mysql://a@b:3306/"],
  ["REDIS_URL", "127.0.0.1:6379"],
  ["HOST", "0.0.0.0"],
  ["PORT", "70000"],
  ["NEXTAUTH_SECRET", "short"],
  ["FIELD_KEYS", "k1:c2hvcnQ="],
  ["FIELD_KEYS", `k1:${key()},k1:${key()}`],
  ["FIELD_KEYS", key()],
  ["FIELD_HASH_KEY", "c2hvcnQ="],
  ["TRUSTED_PROXY_HOPS", "-1"],
  ["TRUSTED_PROXY_HOPS", "1.5"],
  ["DB_POOL_SIZE", "0"],
  ["LOG_LEVEL", "loud"],
])("demo mode", (name, value) => {
  it(`refuses ${name}=${value.slice(0, 30)}`, () => {
    expect(faultsOf({ ...demo, [name]: value })).toEqual([expect.stringMatching(`^${name}：`)]);
  });
});

it("demo mode takes the secrets it made", () => {
  expect(faultsOf({ ...demo, FIELD_HASH_KEY: demoKey })).toEqual([]);
});

describe.each([
  ["NEXTAUTH_SECRET", "tooShortButRandom19x"],
  ["NEXTAUTH_SECRET", `demo-${randomBytes(32).toString("hex")}`],
  ["NEXTAUTH_SECRET", "change-me-change-me-change-me-change-me"],
  ["TOKEN_SECRET", "abababababababababababababababababababab"],
  ["TOKEN_SECRET", good.NEXTAUTH_SECRET],
  ["FIELD_KEYS", `demo1:${key()}`],
  ["FIELD_KEYS", `k2:${key()},demo1:${key()}`],
  ["FIELD_KEYS", `k1:${Buffer.alloc(32).toString("base64")}`],
  ["FIELD_HASH_KEY", demoKey],
  ["FIELD_HASH_KEY", Buffer.alloc(32, 7).toString("base64")],
  ["FIELD_HASH_KEY", good.FIELD_KEYS.split(/[:,]/)[1]],
  ["PUBLIC_URL", "http://portal.example.com"],
  ["METRICS_TOKEN", "metrics-metrics-1"],
  ["SETUP_ADMIN_USERNAME", "boss"],
])("production", (name, value) => {
  it(`refuses ${name}=${value?.slice(0, 30)}`, () => {
    expect(faultsOf({ ...good, [name]: value })).toEqual([expect.stringContaining(name)]);
  });
});

it("production refuses the demo's and everyday passwords for its first administrator", () => {
  for (const password of ["Yuean-demo-1", "admin-123456", "short"]) {
    const faults = faultsOf({ ...good, SETUP_ADMIN_USERNAME: "boss", SETUP_ADMIN_PASSWORD: password });
    expect(faults.join()).toContain("SETUP_ADMIN_PASSWORD");
  }
  expect(faultsOf({ ...good, SETUP_ADMIN_USERNAME: "boss", SETUP_ADMIN_PASSWORD: "Lantern7-river-Moss" })).toEqual([]);
});
