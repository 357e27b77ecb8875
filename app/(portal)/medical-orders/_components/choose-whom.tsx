"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Card } from "@/components/card";
import { PersonChip } from "@/components/marks/person-chip";
import type { Mother } from "@/domain/planning/creation/queries";
import { findWhomAction } from "../actions";
import classes from "./orders.module.css";

/** Whom the order is for: search, and who is in the house to pick from. */
export function ChooseWhom({ first }: { first: Mother[] }) {
  const [found, setFound] = useState(first);
  const [asked, setAsked] = useState("");
  const look = useDebouncedCallback(async (search: string) => {
    const answer = await findWhomAction({ search }).catch(() => null);
    if (!answer?.ok) return;
    setFound(answer.data);
    setAsked(search.trim());
  }, 200);
  return (
    <Card flush>
      <div style={{ padding: "12px 14px" }}>
        <TextInput
          aria-label="找照护对象"
          placeholder="姓名、拼音首字母、房间、手机尾号"
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          onChange={(event) => look(event.currentTarget.value)}
          data-autofocus
        />
      </div>
      {found.length === 0 ? (
        <p className="ya-note" style={{ padding: "0 14px 14px" }}>
          没有叫“{asked}”的客户。先在客户档案里登记
        </p>
      ) : (
        <ul className={classes.list}>
          {found.map((mother) => (
            <li key={mother.customerId}>
              <Link href={`/medical-orders/new?customer_id=${mother.customerId}`} className={classes.whom}>
                <PersonChip {...mother} notIn={mother.isBooked} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
