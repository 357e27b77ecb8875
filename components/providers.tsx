"use client";

import "dayjs/locale/zh-cn";
import { localStorageColorSchemeManager, MantineProvider } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import type { ReactNode } from "react";
import { COLOR_THEME_KEY } from "./color-theme";
import { resolver, theme } from "./theme";

const manager = localStorageColorSchemeManager({ key: COLOR_THEME_KEY });

/** Theme, dates in Chinese and toasts; once, around everything. */
export function Providers({ children }: { children: ReactNode }) {
  return (
    <MantineProvider
      theme={theme}
      cssVariablesResolver={resolver}
      colorSchemeManager={manager}
      defaultColorScheme="auto"
    >
      <DatesProvider settings={{ locale: "zh-cn", firstDayOfWeek: 1, weekendDays: [0, 6] }}>
        <Notifications position="bottom-left" autoClose={8000} limit={3} containerWidth={520} zIndex={190} />
        {children}
      </DatesProvider>
    </MantineProvider>
  );
}
