import type { CSSProperties, ReactNode } from "react";

type Props = { label: string; className?: string; style?: CSSProperties; children: ReactNode };

/** A named region that scrolls; the keyboard can reach and scroll it. */
export function ScrollRegion({ label, children, ...rest }: Props) {
  const reachable = { tabIndex: 0 };
  return (
    <section {...rest} {...reachable} aria-label={label}>
      {children}
    </section>
  );
}
