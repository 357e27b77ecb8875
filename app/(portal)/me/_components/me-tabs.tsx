"use client";

import Link from "next/link";
import { usePathname } from "next/navigation";
import classes from "./me.module.css";

const tabs = [
  { href: "/me", label: "资料与外观" },
  { href: "/me/security", label: "密码与动态口令" },
  { href: "/me/sessions", label: "登录的设备" },
];

export function MeTabs() {
  const path = usePathname();
  return (
    <nav className={classes.tabs} aria-label="我的账号">
      {tabs.map((tab) => (
        <Link key={tab.href} href={tab.href} aria-current={path === tab.href ? "page" : undefined}>
          {tab.label}
        </Link>
      ))}
    </nav>
  );
}
