import "./globals.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { COLOR_THEME_KEY } from "@/components/color-theme";
import { Providers } from "@/components/providers";

export const metadata: Metadata = { title: { default: "月安", template: "%s，月安" }, description: "月子中心管理" };

export const viewport: Viewport = {
  width: "device-width",
  initialScale: 1,
  themeColor: [
    { media: "(prefers-color-scheme: light)", color: "#0D333B" },
    { media: "(prefers-color-scheme: dark)", color: "#091A1F" },
  ],
};

export default function RootLayout({ children }: { children: ReactNode }) {
  return (
    <html lang="zh-CN" {...mantineHtmlProps}>
      <head>
        <ColorSchemeScript localStorageKey={COLOR_THEME_KEY} defaultColorScheme="auto" />
      </head>
      <body>
        <Providers>{children}</Providers>
      </body>
    </html>
  );
}
