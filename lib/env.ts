import { z } from "zod";

/**
 * Every setting, read and checked once. `.env.example` explains each in words; `APP_MODE=production` is stricter and
 * takes neither placeholders nor what demo mode made for itself.
 */
export function env(): Env {
  known ??= readEnv(process.env);
  return known;
}

let known: Env | undefined;

export type Env = z.infer<typeof common>;

/** The settings in `source`, or an EnvError that names every fault at once. Empty counts as not set. */
export function readEnv(source: Record<string, string | undefined>): Env {
  const given = Object.fromEntries(Object.entries(source).filter(([, value]) => value?.trim()));
  const result = (given.APP_MODE === "production" ? production : common).safeParse(given);
  const faults = result.success ? [] : firstFaults(result.error.issues);
  if (given.APP_MODE === "production") faults.push(...faultsBetween(given));
  if (result.success && faults.length === 0) return result.data;
  throw new EnvError(faults);
}

// One sentence for each variable: the first thing to put right.
function firstFaults(issues: z.core.$ZodIssue[]): string[] {
  const byName = new Map<string, string>();
  for (const { path, message } of issues.toReversed()) byName.set(String(path[0]), message);
  return Object.keys(common.shape).flatMap((name) => (byName.has(name) ? `${name}：${byName.get(name)}` : []));
}

export class EnvError extends Error {
  constructor(readonly faults: string[]) {
    super(`环境变量有 ${faults.length} 处问题，未启动：\n${faults.map((fault) => `  · ${fault}`).join("\n")}`);
    this.name = "EnvError";
  }
}

const url = (protocols: RegExp, example: string) =>
  z
    .string({ error: `未设置，应形如 ${example}` })
    .refine((value) => URL.canParse(value) && protocols.test(new URL(value).protocol), `应形如 ${example}`);

const mysqlUrl = url(/^mysql:$/, "mysql://用户:密码@主机:3306/yuean").refine(
  (value) => !URL.canParse(value) || new URL(value).pathname.length > 1,
  "末尾缺少数据库名，例如 …:3306/yuean",
);
const webUrl = url(/^https?:$/, "https://yuean.example.com").transform((value) => value.replace(/\/+$/, ""));
const secret = z.string({ error: "未设置" }).min(16, "至少 16 个字符");

// 32 bytes are 43 base64 digits and one "=".
const key32 = /^[A-Za-z0-9+/]{43}=$/;
const fieldKeys = z
  .string({ error: "未设置" })
  .refine((value) => value.split(",").every(isFieldKey), "应形如 k2:<32 字节的 base64>,k1:<…>，第一把用于加密")
  .refine((value) => new Set(keyIds(value)).size === keyIds(value).length, "密钥编号重复")
  .transform((value) => value.split(",").map(toFieldKey));
const hashKey = z
  .string({ error: "未设置" })
  .regex(key32, "应是 32 字节的 base64（openssl rand -base64 32）")
  .transform((value) => Buffer.from(value, "base64"));

function isFieldKey(part: string): boolean {
  const [id, key, ...rest] = part.trim().split(":");
  return /^[A-Za-z0-9_-]{1,16}$/.test(id ?? "") && key32.test(key ?? "") && rest.length === 0;
}

function toFieldKey(part: string): { id: string; key: Buffer } {
  const [id = "", key = ""] = part.trim().split(":");
  return { id, key: Buffer.from(key, "base64") };
}

const keyIds = (value: string) => value.split(",").map((part) => part.trim().split(":")[0]);
const whole = (min: number, max: number) =>
  z.coerce
    .number({ error: "应是整数" })
    .int("应是整数")
    .min(min, `应在 ${min} 到 ${max} 之间`)
    .max(max, `应在 ${min} 到 ${max} 之间`);
const loopback = ["127.0.0.1", "localhost", "::1"];

const common = z.object({
  APP_MODE: z.enum(["demo", "production"], { error: "只能是 demo 或 production" }).default("demo"),
  DATABASE_URL: mysqlUrl,
  REDIS_URL: url(/^rediss?:$/, "redis://:密码@主机:6379/0"),
  HOST: z
    .string()
    .refine((value) => loopback.includes(value), "演示模式只能监听本机（127.0.0.1）")
    .default("127.0.0.1"),
  PORT: whole(1, 65_535).default(3000),
  PUBLIC_URL: webUrl.default("http://127.0.0.1:3000"),
  NEXTAUTH_URL: webUrl.optional(),
  NEXTAUTH_SECRET: secret,
  TOKEN_SECRET: secret,
  FIELD_KEYS: fieldKeys,
  FIELD_HASH_KEY: hashKey,
  CORS_ORIGINS: z
    .string()
    .default("")
    .transform((value) => value.split(",").flatMap((part) => part.trim() || []))
    .refine((list) => list.every(isOrigin), "应是用逗号分隔的来源，例如 https://a.example.com，不带路径"),
  METRICS_TOKEN: secret.optional(),
  FILES_DIR: z.string().default(".data/files"),
  LOG_LEVEL: z
    .enum(["trace", "debug", "info", "warn", "error", "fatal", "silent"], {
      error: "只能是 trace、debug、info、warn、error、fatal、silent 之一",
    })
    .default("info"),
  TRUSTED_PROXY_HOPS: whole(0, 10).default(0),
  SETUP_ADMIN_USERNAME: z
    .string()
    .regex(/^[A-Za-z0-9_.-]{3,50}$/, "3 到 50 个字母、数字或 . _ -")
    .optional(),
  SETUP_ADMIN_PASSWORD: z.string().optional(),
  DB_POOL_SIZE: whole(1, 200).default(10),
});

function isOrigin(value: string): boolean {
  return URL.canParse(value) && new URL(value).origin === value;
}

const strongSecret = z
  .string({ error: "未设置。生产环境必须提供（openssl rand -base64 48）" })
  .min(32, "生产环境至少 32 个字符")
  .refine((value) => !value.startsWith("demo-"), "这是演示模式自动生成的密钥，生产环境须另行生成")
  .refine((value) => !isPlaceholder(value), "看起来是示例或过于简单的值，请换成随机值");

const production = common.extend({
  HOST: z.string().default("0.0.0.0"),
  PUBLIC_URL: z
    .string({ error: "未设置。生产环境须填对外的网址，例如 https://yuean.example.com" })
    .pipe(webUrl)
    .refine((value) => value.startsWith("https://"), "生产环境须是 https 网址"),
  NEXTAUTH_SECRET: strongSecret,
  TOKEN_SECRET: strongSecret,
  FIELD_KEYS: z
    .string({ error: "未设置。生产环境必须提供，例如 k1:<openssl rand -base64 32>" })
    .refine((value) => !keyIds(value).some((id) => id?.startsWith("demo")), "含有演示模式自动生成的密钥")
    .refine((value) => value.split(",").every((part) => !isFlat(part.split(":")[1] ?? "")), "密钥过于简单，须是随机值")
    .pipe(fieldKeys),
  FIELD_HASH_KEY: z
    .string({ error: "未设置。生产环境必须提供（openssl rand -base64 32）" })
    .refine((value) => !isDemoKey(value), "这是演示模式自动生成的密钥，生产环境须另行生成")
    .refine((value) => !isFlat(value), "密钥过于简单，须是随机值")
    .pipe(hashKey),
  METRICS_TOKEN: strongSecret.optional(),
  SETUP_ADMIN_PASSWORD: z
    .string()
    .min(12, "首位管理员的密码至少 12 个字符")
    .refine((value) => !isPlaceholder(value) && !/yuean-demo/i.test(value), "不能用演示密码或常见密码")
    .optional(),
});

const placeholder = /change.?me|example|placeholder|replace|secret|password|yuean|123456|qwerty|admin/i;
const isPlaceholder = (value: string) => placeholder.test(value) || new Set(value).size < 8;
const bytesOf = (value: string) => Buffer.from(value.trim(), "base64");
// Random 32 bytes have some 30 different values among them; a typed or repeated key does not.
const isFlat = (value: string) => new Set(bytesOf(value)).size < 16;
// scripts/services/secrets.mjs marks its keys so that they are known again.
const isDemoKey = (value: string) => bytesOf(value).subarray(0, 4).toString("latin1") === "demo";

function faultsBetween(given: Record<string, string | undefined>): string[] {
  const faults: string[] = [];
  const { NEXTAUTH_SECRET, TOKEN_SECRET, FIELD_KEYS, FIELD_HASH_KEY } = given;
  if (NEXTAUTH_SECRET && NEXTAUTH_SECRET === TOKEN_SECRET) faults.push("TOKEN_SECRET：不能与 NEXTAUTH_SECRET 相同");
  if (FIELD_HASH_KEY && FIELD_KEYS?.includes(FIELD_HASH_KEY))
    faults.push("FIELD_HASH_KEY：不能与 FIELD_KEYS 中的密钥相同");
  const [name, password] = [given.SETUP_ADMIN_USERNAME, given.SETUP_ADMIN_PASSWORD];
  if (Boolean(name) !== Boolean(password))
    faults.push("SETUP_ADMIN_USERNAME、SETUP_ADMIN_PASSWORD：须同时设置或都不设置");
  return faults;
}

/** The names of all settings, for the test that keeps `.env.example` complete. */
export const envNames: string[] = Object.keys(common.shape);
