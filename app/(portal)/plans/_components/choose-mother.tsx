"use client";

import { TextInput } from "@mantine/core";
import { useDebouncedCallback } from "@mantine/hooks";
import { IconSearch } from "@tabler/icons-react";
import Link from "next/link";
import { useState } from "react";
import { Card } from "@/components/card";
import { PersonChip } from "@/components/marks/person-chip";
import type { Mother } from "@/domain/planning/creation/queries";
import { findMothersAction } from "../actions";
import classes from "./new-plan.module.css";

/** Whom the plan is for: search, and everyone in the house to pick from. */
export function ChooseMother({ first }: { first: Mother[] }) {
  const [found, setFound] = useState(first);
  const [asked, setAsked] = useState("");
  const [failed, fail] = useState(false);
  const look = useDebouncedCallback(async (search: string) => {
    const answer = await findMothersAction({ search }).catch(() => null);
    fail(!answer?.ok);
    if (answer?.ok) {
      setFound(answer.data);
      setAsked(search.trim());
    }
  }, 200);
  return (
    <Card flush>
      <div className={classes.search}>
        <TextInput
          aria-label="找客户"
          placeholder="姓名、拼音首字母、房间、手机尾号"
          leftSection={<IconSearch size={16} stroke={1.75} aria-hidden />}
          onChange={(event) => look(event.currentTarget.value)}
          data-autofocus
        />
      </div>
      {failed && (
        <p role="alert" className={classes.nobody}>
          没查到，网络断了。连上后再输入一次
        </p>
      )}
      {found.length === 0 ? (
        <p className={classes.nobody}>没有叫“{asked}”的客户。先在客户档案里登记</p>
      ) : (
        <ul className={classes.mothers}>
          {found.map((mother) => (
            <li key={mother.customerId}>
              <Link href={`/plans/new?customer_id=${mother.customerId}`}>
                <PersonChip {...mother} notIn={mother.isBooked} />
              </Link>
            </li>
          ))}
        </ul>
      )}
    </Card>
  );
}
