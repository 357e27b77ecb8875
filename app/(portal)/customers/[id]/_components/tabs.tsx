import Link from "next/link";
import classes from "./detail.module.css";

export const tabs = [
  "overview",
  "meals",
  "contracts",
  "family",
  "restrictions",
  "orders",
  "timeline",
  "files",
] as const;
export type Tab = (typeof tabs)[number];

const labels: Record<Tab, string> = {
  overview: "概览",
  meals: "月子餐",
  contracts: "合同与权益",
  family: "家庭与宝宝",
  restrictions: "禁忌",
  orders: "医嘱",
  timeline: "时间线",
  files: "文件",
};

export function CustomerTabs(props: {
  current: Tab;
  id: number;
  counts: Partial<Record<Tab, number>>;
  hidden: readonly Tab[];
}) {
  return (
    <nav className={classes.tabs} aria-label="档案内容">
      {tabs
        .filter((tab) => !props.hidden.includes(tab))
        .map((tab) => (
          <Link
            key={tab}
            href={tab === "overview" ? `/customers/${props.id}` : `/customers/${props.id}?tab=${tab}`}
            aria-current={tab === props.current ? "page" : undefined}
            scroll={false}
            prefetch={false}
          >
            {labels[tab]}
            {props.counts[tab] ? <em>{props.counts[tab]}</em> : null}
          </Link>
        ))}
    </nav>
  );
}
