import "./globals.css";
import { ColorSchemeScript, mantineHtmlProps } from "@mantine/core";
import type { Metadata, Viewport } from "next";
import type { ReactNode } from "react";
import { COLOR_THEME_KEY } from "@/components/color-theme";
import { Providers } from "@/components/providers";

const MARK =
  '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 40"><circle cx="20" cy="20" r="20" fill="#0D333B"/><path d="M24.8 6.2A14.5 14.5 0 1 0 34 25.6 12 12 0 1 1 24.8 6.2z" fill="#F3C184"/><circle cx="25.6" cy="18.8" r="4.3" fill="#fff"/></svg>';
const ICON = `data:image/svg+xml,${encodeURIComponent(MARK)}`;

export const metadata: Metadata = {
  title: { default: "月安", template: "%s，月安" },
  description: "月子中心管理",
  icons: ICON,
};

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
