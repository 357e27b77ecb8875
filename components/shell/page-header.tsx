"use client";

import type { ReactNode } from "react";
import { type Crumb, useCrumbs, useTitle } from "./crumbs";
import classes from "./page-header.module.css";

/** The subject of the page as its h1, what qualifies it, and what can be done. `crumbs` are those below the menu's page. */
export function PageHeader(props: {
  title: ReactNode;
  crumbs?: readonly Crumb[];
  /** Beside the title: a sentence, tabs, a status. */
  meta?: ReactNode;
  actions?: ReactNode;
  children?: ReactNode;
}) {
  useCrumbs(props.crumbs ?? []);
  const above = useTitle(typeof props.title === "string" ? props.title : null);
  return (
    <header className={classes.head}>
      <h1 data-above={above || undefined}>{props.title}</h1>
      {props.meta && <div className={classes.meta}>{props.meta}</div>}
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
      {props.children && <div className={classes.below}>{props.children}</div>}
    </header>
  );
}
