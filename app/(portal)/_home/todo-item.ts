import type { Person } from "@/components/marks/person-chip";

/** One thing that waits for somebody, with the page where it is done. */
export type Todo = {
  key: string;
  /** critical first: someone would be served something unsafe, or nothing. */
  urgency: "critical" | "soon" | "plain";
  title: string;
  /** The mother it is about, as she is named everywhere. */
  who?: Person;
  detail: string;
  verb: string;
  href: string;
};

/** A thing that waits, before its mother's header is read. */
export type Waiting = Omit<Todo, "who"> & {
  about?: { customerId: number | null; name?: string; room?: string | null };
};
