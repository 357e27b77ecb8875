/** What a user may choose; `auto` follows the system. The same words as in the account and in Mantine. */
export type ColorTheme = "light" | "dark" | "auto";

export const COLOR_THEME_KEY = "ya-color-theme";

export const colorThemes: readonly { value: ColorTheme; label: string }[] = [
  { value: "light", label: "浅色" },
  { value: "dark", label: "深色" },
  { value: "auto", label: "跟随系统" },
];
