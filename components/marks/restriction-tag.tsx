import classes from "./marks.module.css";

export type RestrictionKind = "allergy" | "medical" | "religion" | "stage" | "dislike";

export type Restriction = {
  kind: RestrictionKind;
  /** Hard is filled or solid, soft is dashed. */
  strength: "hard" | "soft";
  label: string;
  /** "11-26" or "2026-11-26": shown as 至 11-26. */
  until?: string | null;
  /** The allergen is not declared by the supplier: blocked as if contained. */
  undeclared?: boolean;
};

const words: Record<RestrictionKind, string> = {
  allergy: "过敏",
  medical: "医嘱",
  religion: "宗教",
  stage: "阶段",
  dislike: "不吃",
};

/** One restriction of a person. Filled is hard, dashed is soft; an allergy is red with an octagon, whatever else. */
export function RestrictionTag(props: Restriction & { size?: "sm" | "lg" }) {
  const { kind, strength, label, until, undeclared, size = "sm" } = props;
  return (
    <span
      className={classes.tag}
      data-kind={kind}
      data-strength={strength}
      data-undeclared={undeclared || undefined}
      data-size={size}
    >
      {undeclared ? <Triangle /> : kind === "allergy" ? <Octagon /> : kind === "medical" ? <Flask /> : null}
      <i>{undeclared ? "未申报" : words[kind]}</i>
      <span>
        {label}
        {until && ` 至 ${until.length > 5 ? until.slice(5) : until}`}
        {undeclared && "，按含有拦"}
      </span>
    </span>
  );
}

const order: Record<RestrictionKind, number> = { allergy: 0, medical: 1, religion: 2, stage: 3, dislike: 4 };

/** All restrictions of a person: allergies first, every one shown, never folded away; what two orders both say stands once. */
export function RestrictionTags({ items, size }: { items: readonly Restriction[]; size?: "sm" | "lg" }) {
  const rank = (r: Restriction) => order[r.kind] * 2 + (r.strength === "hard" ? 0 : 1);
  const byWords = new Map<string, Restriction>();
  for (const item of items) {
    const words = `${item.kind}:${item.strength}:${item.undeclared ?? false}:${item.label}`;
    const had = byWords.get(words);
    if (!had || lasts(item, had)) byWords.set(words, item);
  }
  return (
    <span className={classes.tags}>
      {[...byWords]
        .sort(([, a], [, b]) => rank(a) - rank(b))
        .map(([words, item]) => (
          <RestrictionTag key={words} {...item} size={size} />
        ))}
    </span>
  );
}

/** Whether `a` holds longer than `b`; what has no end holds longest. */
const lasts = (a: Restriction, b: Restriction): boolean => Boolean(b.until) && (!a.until || a.until > (b.until ?? ""));

const Octagon = () => (
  <svg width="14" height="14" viewBox="0 0 16 16" aria-hidden="true">
    <path
      d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z"
      fill="currentColor"
      fillOpacity=".22"
      stroke="currentColor"
      strokeWidth="1.3"
    />
    <path d="M8 4v5M8 11.2v.6" stroke="currentColor" strokeWidth="1.8" strokeLinecap="round" />
  </svg>
);

const Flask = () => (
  <svg width="13" height="13" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="2" aria-hidden="true">
    <path d="M10 4h4M10.5 4v5.5L5.5 19h13l-5-9.5V4M8 15h8" strokeLinecap="round" strokeLinejoin="round" />
  </svg>
);

const Triangle = () => (
  <svg width="12" height="12" viewBox="0 0 12 12" aria-hidden="true">
    <path d="M6 .6 11.7 11H.3z" fill="currentColor" />
    <path d="M6 4.2v3.2M6 9v.2" stroke="var(--ya-red-deep)" strokeWidth="1.4" strokeLinecap="round" />
  </svg>
);
