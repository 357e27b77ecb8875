import { z } from "zod";
import { normalPhone, phoneFault, text } from "@/lib/fields";
import { idOut } from "@/lib/out";
import { looksLikePhone, MAX_PASSWORD, usernamePattern } from "./rules";

/** Log in, register, one's own account: what comes in and what goes out. */

/** A password as typed to be checked; its own rules count only where one is chosen. */
const givenPassword = z.string({ error: "请填密码" }).min(1, "请填密码").max(MAX_PASSWORD, "密码不会这么长");
const otp = z
  .string()
  .trim()
  .max(20, "动态码是 6 位数字")
  .transform((code) => code || undefined);

export const username = z
  .string({ error: "请填用户名" })
  .trim()
  .regex(usernamePattern, "用户名要 3 到 50 位，只用字母、数字和 . _ -")
  .refine((value) => !looksLikePhone(value), "用户名不能是手机号，手机号本来就能登录");

export const email = z
  .string()
  .trim()
  .toLowerCase()
  .max(100, "邮箱最多 100 个字符")
  .refine((value) => value === "" || z.email().safeParse(value).success, "邮箱写得不对，应形如 name@example.com")
  .transform((value) => value || null)
  .nullable();

/** A phone number that may be left out. */
export const optionalPhone = z
  .string()
  .nullable()
  .transform((value) => normalPhone(value ?? "") || null)
  .superRefine((value, at) => {
    const fault = value === null ? null : phoneFault(value);
    if (fault) at.addIssue({ code: "custom", message: fault });
  });

export const fullName = z.string({ error: "请填姓名" }).trim().min(1, "请填姓名").max(100, "姓名最多 100 个字");

export const Login = z.strictObject({
  username: z
    .string({ error: "请填用户名或手机号" })
    .trim()
    .min(1, "请填用户名或手机号")
    .max(100, "用户名最多 100 个字"),
  password: givenPassword,
  otp: otp.optional(),
});
export type Login = z.output<typeof Login>;

export const Register = z.strictObject({
  username,
  password: givenPassword,
  email: email.optional(),
  fullName: text(100).optional(),
  phone: optionalPhone.optional(),
});
export type Register = z.output<typeof Register>;

/** The token may stand in the body; else it is read from the Authorization header. */
export const RefreshRequest = z.strictObject({ refreshToken: z.string().min(1).max(200, "刷新令牌不对").optional() });
export type Refresh = { refreshToken: string };

export const ChangePassword = z.strictObject({ oldPassword: givenPassword, newPassword: givenPassword });
export type ChangePassword = z.output<typeof ChangePassword>;

export const colorThemes = ["light", "dark", "auto"] as const;
export type ColorTheme = (typeof colorThemes)[number];

export const UpdateProfile = z.strictObject({
  fullName,
  email: email.optional(),
  phone: optionalPhone.optional(),
});
export type UpdateProfile = z.output<typeof UpdateProfile>;

export const ChooseTheme = z.strictObject({ colorTheme: z.enum(colorThemes) });
export type ChooseTheme = z.output<typeof ChooseTheme>;

export const ChooseCentre = z.strictObject({ centreId: z.coerce.number().int().positive().nullable() });
export type ChooseCentre = z.output<typeof ChooseCentre>;

export const EnableMfa = z.strictObject({
  otp: z
    .string({ error: "请填动态码" })
    .transform((code) => code.replace(/\s/g, ""))
    .refine((code) => /^\d{6}$/.test(code), "动态码是 6 位数字"),
});
export type EnableMfa = z.output<typeof EnableMfa>;

export const DisableMfa = z.strictObject({
  password: givenPassword,
  otp: z.string({ error: "请填动态码或恢复码" }).trim().min(6, "动态码是 6 位数字").max(20, "动态码是 6 位数字"),
});
export type DisableMfa = z.output<typeof DisableMfa>;

export const RevokeSession = z.strictObject({ sessionId: z.string().min(1).max(36) });
export type RevokeSession = z.output<typeof RevokeSession>;

export const Nothing = z.strictObject({});

export const CreateFirstAdministrator = z.strictObject({
  token: z.string({ error: "缺少设置口令" }).trim().min(1, "请填服务器日志里的设置口令").max(100, "设置口令不对"),
  username,
  fullName,
  password: givenPassword,
});
export type CreateFirstAdministrator = z.output<typeof CreateFirstAdministrator>;

export const MeOut = z.object({
  id: idOut,
  username: z.string(),
  email: z.string().nullable(),
  fullName: z.string().nullable(),
  name: z.string(),
  role: z.string().nullable(),
  roles: z.array(z.string()),
  permissions: z.array(z.string()),
  avatar: z.string().nullable(),
  colorTheme: z.enum(colorThemes),
});
export type MeOut = z.output<typeof MeOut>;

const access = {
  accessToken: z.string(),
  token: z.string(),
  tokenType: z.literal("Bearer"),
  expiresIn: z.number().int(),
};

export const LoginOut = z.object({ ...access, refreshToken: z.string(), user: MeOut });
export type LoginOut = z.output<typeof LoginOut>;

export const RefreshOut = z.object({ ...access, refreshToken: z.string() });
export const AccessOut = z.object(access);
export const EnableMfaOut = z.object({ recoveryCodes: z.array(z.string()), ...access });
export const SetupMfaOut = z.object({ secret: z.string(), otpauthUrl: z.string(), qr: z.string() });
export const RegisterOut = z.object({
  id: idOut,
  username: z.string(),
  email: z.string().nullable(),
  fullName: z.string().nullable(),
});
