"use client";

import { ThemeSwitch } from "@/components/shell/me";
import { chooseThemeAction } from "../actions";

export function ThemeChoice() {
  return (
    <div style={{ maxWidth: 320 }}>
      <ThemeSwitch setTheme={(colorTheme) => chooseThemeAction({ colorTheme })} />
      <p className="ya-note" style={{ marginTop: 8 }}>
        跟着账号走，换一台电脑登录也一样
      </p>
    </div>
  );
}
