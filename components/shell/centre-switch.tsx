"use client";

import { Menu } from "@mantine/core";
import { IconChevronDown } from "@tabler/icons-react";
import { Logo } from "../marks/logo";
import { leaveThen } from "../unsaved";
import classes from "./shell.module.css";
import type { Centre } from "./types";
import { useAfter } from "./use-after";

/** Which centre one works in; with one centre it is only its name. */
export function CentreSwitch(props: {
  current: number | null;
  options: readonly Centre[];
  all?: boolean;
  onSwitch: (id: number | null) => Promise<unknown>;
}) {
  const { current, options, all, onSwitch } = props;
  const after = useAfter();
  const name = options.find((c) => c.id === current)?.name ?? (all ? `全部 ${options.length} 馆` : "没有中心");
  const face = (
    <>
      <Logo size={22} disc="var(--ya-centre-disc, #1b5964)" />
      <b>{name}</b>
    </>
  );
  if (options.length < 2) return <div className={classes.centre}>{face}</div>;
  const choices: { id: number | null; name: string }[] = all
    ? [...options, { id: null, name: `全部 ${options.length} 馆` }]
    : [...options];
  return (
    <Menu width={180} position="bottom-start">
      <Menu.Target>
        <button type="button" className={classes.centre} aria-label={`${name}，换一个中心`}>
          {face}
          <IconChevronDown size={14} stroke={1.75} aria-hidden />
        </button>
      </Menu.Target>
      <Menu.Dropdown>
        {choices.map((choice) => (
          <Menu.RadioItem
            key={choice.id ?? "all"}
            value={String(choice.id)}
            checked={choice.id === current}
            closeMenuOnClick
            onChange={() => leaveThen(() => after(onSwitch(choice.id)))}
          >
            {choice.name}
          </Menu.RadioItem>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
