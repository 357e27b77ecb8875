import type { Restriction } from "@/components/marks/restriction-tag";

/** What the server says of a person, as the tags take it. */
export const tagsOf = (
  restrictions: readonly { kind: string; strength: "hard" | "soft"; label: string }[],
): Restriction[] => restrictions.map((one) => ({ ...one, kind: one.kind as Restriction["kind"] }));
