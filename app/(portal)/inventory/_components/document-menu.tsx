"use client";

import { Button, Menu } from "@mantine/core";
import { IconChevronDown, IconPlus } from "@tabler/icons-react";
import Link from "next/link";
import { LinkButton } from "@/components/link-button";
import { documentVerbs } from "./words";

const more = ["waste", "transfer", "count", "adjustment", "customer_return", "supplier_return"] as const;
const hrefOf = (kind: string, warehouseId?: number) =>
  `/inventory/documents/new?kind=${kind}${warehouseId ? `&warehouse_id=${warehouseId}` : ""}`;

/** What a warehouse keeper starts: goods in, goods out, and the rest behind one button. */
export function DocumentMenu({ warehouseId }: { warehouseId?: number }) {
  return (
    <>
      <Menu position="bottom-end">
        <Menu.Target>
          <Button size="md" rightSection={<IconChevronDown size={14} stroke={1.75} />}>
            报损、调拨、盘点
          </Button>
        </Menu.Target>
        <Menu.Dropdown>
          {more.map((kind) => (
            <Menu.Item key={kind} component={Link} href={hrefOf(kind, warehouseId)}>
              {documentVerbs[kind]}
            </Menu.Item>
          ))}
        </Menu.Dropdown>
      </Menu>
      <LinkButton size="md" href={hrefOf("issue", warehouseId)}>
        领用
      </LinkButton>
      <LinkButton
        size="md"
        variant="filled"
        href={hrefOf("receipt", warehouseId)}
        leftSection={<IconPlus size={16} stroke={1.75} />}
      >
        入库
      </LinkButton>
    </>
  );
}
