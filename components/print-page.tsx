import type { ReactNode } from "react";
import classes from "./print-page.module.css";

/** An A4 sheet: title, scope, number and version, who and when; on screen a page, on paper the page itself. */
export function PrintPage(props: {
  title: string;
  scope?: ReactNode;
  /** Number and version: 生产单 20261119-L，第 2 版. */
  number?: ReactNode;
  /** Who made it and when. */
  made: ReactNode;
  /** Lines to sign: 厨师长, 复核. */
  signatures?: readonly string[];
  landscape?: boolean;
  children: ReactNode;
}) {
  return (
    <article className={classes.sheet} data-landscape={props.landscape || undefined}>
      <header className={classes.head}>
        <div>
          <h1>{props.title}</h1>
          {props.scope && <p>{props.scope}</p>}
        </div>
        <div className={classes.meta}>
          {props.number && <b>{props.number}</b>}
          <p>{props.made}</p>
        </div>
      </header>
      {props.children}
      {props.signatures && (
        <footer className={classes.sign}>
          {props.signatures.map((who) => (
            <span key={who}>{who}</span>
          ))}
        </footer>
      )}
    </article>
  );
}

/** Allergens in print: inverted, in a double frame. */
export function PrintAllergens({ labels }: { labels: readonly string[] }) {
  if (labels.length === 0) return null;
  return <strong className={classes.allergens}>过敏 {labels.join("、")}</strong>;
}

/** A box to tick by hand. */
export const TickBox = () => <span className={classes.tick} aria-hidden="true" />;
