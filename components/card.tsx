import type { CSSProperties, ReactNode } from "react";
import classes from "./card.module.css";

/** A hairline card with a 44 px header. `flush` lets a table or list run to the edges. */
export function Card(props: {
  title?: ReactNode;
  sub?: ReactNode;
  /** Right side of the header: a link, a switch. */
  actions?: ReactNode;
  flush?: boolean;
  children: ReactNode;
  style?: CSSProperties;
  id?: string;
}) {
  const { title, sub, actions, flush, children, style, id } = props;
  return (
    <section className={classes.card} style={style} id={id}>
      {(title || actions) && (
        <header className={classes.head}>
          <h2>{title}</h2>
          {sub && <span className={classes.sub}>{sub}</span>}
          {actions && <span className={classes.actions}>{actions}</span>}
        </header>
      )}
      <div className={classes.body} data-flush={flush || undefined} data-headless={!title || undefined}>
        {children}
      </div>
    </section>
  );
}

/** The 12-column grid of a page: gap 12, cells give their span (default 12); one column on a phone. */
export function Columns({ children, style }: { children: ReactNode; style?: CSSProperties }) {
  return (
    <div className={classes.columns} style={style}>
      {children}
    </div>
  );
}

export function Cell({ span = 12, children }: { span?: number; children: ReactNode }) {
  return (
    <div className={classes.cell} style={{ "--span": span } as CSSProperties}>
      {children}
    </div>
  );
}

/** Facts as label and value, in one line each or flowing. */
export function Facts(props: { items: readonly { label: string; value: ReactNode }[]; layout?: "flow" | "list" }) {
  return (
    <dl className={classes.facts} data-layout={props.layout ?? "flow"}>
      {props.items.map((item) => (
        <div key={item.label}>
          <dt>{item.label}</dt>
          <dd>{item.value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A sentence that asks for attention but stops nothing. */
export function Notice(props: { tone?: "info" | "warn" | "critical"; title?: string; children: ReactNode }) {
  return (
    <div
      className={classes.notice}
      data-tone={props.tone ?? "info"}
      role={props.tone === "critical" ? "alert" : "note"}
    >
      {props.title && <b>{props.title}</b>}
      <div>{props.children}</div>
    </div>
  );
}
