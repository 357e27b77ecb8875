/** Pure rules of logins and passwords; they run in the browser too. */

export const MIN_PASSWORD = 10;
export const MAX_PASSWORD = 128;

/** What people choose first when asked for a password, without the digits and signs hung on at the end. */
const common = new Set(
  (
    "password passw0rd passwort qwerty qwertyuiop qwertyui qwert asdfgh asdfghjkl zxcvbn zxcvbnm qazwsx qazwsxedc " +
    "admin administrator root test guest welcome letmein iloveyou monkey dragon master sunshine princess football " +
    "woaini woaini1314 wodemima mima woshishui zhongguo china beijing shanghai nihao yuean yuean-demo yueanguanli " +
    "abc abcd abcde abc123 a1b2c3 aa bb asd qwe zaq xsw p@ssw0rd p@ssword pass word changeme secret user login"
  ).split(" "),
);
const rows = ["01234567890", "abcdefghijklmnopqrstuvwxyz", "qwertyuiop", "asdfghjkl", "zxcvbnm", "1qaz2wsx3edc4rfv"];

/**
 * Why this password cannot be taken, or null. At least 10 characters, not the user's own names, not one of the common ones
 * and not a run on the keyboard; following NIST SP 800-63B, no rule asks for kinds of characters.
 */
export function passwordFault(password: string, own: readonly (string | null | undefined)[] = []): string | null {
  if (password.length < MIN_PASSWORD) return `只有 ${password.length} 位，密码至少 ${MIN_PASSWORD} 位`;
  if (password.length > MAX_PASSWORD) return `密码最多 ${MAX_PASSWORD} 位`;
  const lower = password.toLowerCase();
  const names = own.flatMap((name) => (name && name.length >= 3 ? name.toLowerCase() : []));
  if (names.some((name) => lower === name || (lower.includes(name) && lower.length - name.length < 6)))
    return "和用户名、手机号或邮箱太像，换一个别人猜不到的";
  if (new Set(lower).size < 5) return "重复的字符太多，太容易被猜到";
  const core = lower.replace(/[^a-z]+$/, "");
  const plain = lower.replace(/[^a-z@]/g, "");
  if (common.has(core) || common.has(plain) || isRun(lower)) return "这是很常见的密码，太容易被猜到";
  return null;
}

/** Four fifths or more of it are neighbours in the alphabet, in counting or on the keyboard. */
function isRun(lower: string): boolean {
  let steps = 0;
  for (let i = 1; i < lower.length; i++) {
    const pair = lower.slice(i - 1, i + 1);
    const back = pair[1] + (pair[0] ?? "");
    if (pair[0] === pair[1] || rows.some((row) => row.includes(pair) || row.includes(back))) steps++;
  }
  return steps >= (lower.length - 1) * 0.8;
}

export const FAILURES_BEFORE_LOCK = 5;
const LONGEST_LOCK_MINUTES = 30;

/** Minutes a login stays shut after this many failures in a row: none up to four, then 1, doubling to 30. */
export const lockMinutes = (failures: number): number =>
  failures < FAILURES_BEFORE_LOCK
    ? 0
    : Math.min(2 ** Math.min(failures - FAILURES_BEFORE_LOCK, 10), LONGEST_LOCK_MINUTES);

/** "3 分钟", "40 秒": how long is left, rounded up. */
export function saidSeconds(seconds: number): string {
  if (seconds < 90) return `${Math.max(1, Math.ceil(seconds))} 秒`;
  return `${Math.ceil(seconds / 60)} 分钟`;
}

/** A one-time password from an administrator is good for this long. */
export const ONE_TIME_PASSWORD_HOURS = 72;

/** Letters without look-alikes, for codes that people copy by hand. */
export const CODE_LETTERS = "23456789ABCDEFGHJKMNPQRSTUVWXYZ";

/** A recovery code as it is compared: capitals, without blanks and dashes. */
export const plainRecoveryCode = (code: string): string => code.toUpperCase().replace(/[^0-9A-Z]/g, "");

/** Six digits are a code of the moment; anything else that fits is a recovery code. */
export const isTotpCode = (code: string): boolean => /^\d{6}$/.test(code.replace(/\s/g, ""));

export const sessionClientLabels: Record<string, string> = { portal: "网页", api: "接口", mini: "小程序" };

/** "Windows 电脑，Chrome": which device a login comes from, as far as its user agent tells. */
export function deviceOf(userAgent: string | null): string {
  if (!userAgent) return "未知设备";
  const device = devices.find(([pattern]) => pattern.test(userAgent))?.[1];
  const app = apps.find(([pattern]) => pattern.test(userAgent))?.[1];
  return [device, app].filter(Boolean).join("，") || "其他程序";
}

const devices: [RegExp, string][] = [
  [/iPhone/, "iPhone"],
  [/iPad/, "iPad"],
  [/HarmonyOS|OpenHarmony/, "鸿蒙设备"],
  [/Android.*Mobile/, "安卓手机"],
  [/Android/, "安卓平板"],
  [/Windows/, "Windows 电脑"],
  [/Macintosh|Mac OS X/, "Mac 电脑"],
  [/Linux|X11/, "Linux 电脑"],
];
const apps: [RegExp, string][] = [
  [/miniProgram/i, "微信小程序"],
  [/MicroMessenger/, "微信"],
  [/DingTalk/, "钉钉"],
  [/Edg(e|A|iOS)?\//, "Edge"],
  [/QQBrowser/, "QQ 浏览器"],
  [/Quark/, "夸克"],
  [/UCBrowser/, "UC 浏览器"],
  [/HuaweiBrowser/, "华为浏览器"],
  [/Firefox|FxiOS/, "Firefox"],
  [/HeadlessChrome|Chrome|CriOS/, "Chrome"],
  [/Safari/, "Safari"],
  [/curl|wget|python|node|undici|axios|okhttp|java/i, "程序调用"],
];

/** What a person may call their login: letters, digits and . _ -; never the shape of a phone number, which logs in too. */
export const usernamePattern = /^[A-Za-z0-9_.-]{3,50}$/;
export const looksLikePhone = (text: string): boolean => /^1[3-9]\d{9}$/.test(text);
