"use client";

import type { ReactNode } from "react";
import { type Crumb, useCrumbs } from "./crumbs";
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
  return (
    <header className={classes.head}>
      <h1>{props.title}</h1>
      {props.meta && <div className={classes.meta}>{props.meta}</div>}
      {props.actions && <div className={classes.actions}>{props.actions}</div>}
      {props.children && <div className={classes.below}>{props.children}</div>}
    </header>
  );
}
