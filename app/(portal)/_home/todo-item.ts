/** One thing that waits for somebody, with the page where it is done. */
export type Todo = {
  key: string;
  /** critical first: someone would be served something unsafe, or nothing. */
  urgency: "critical" | "soon" | "plain";
  title: string;
  detail: string;
  verb: string;
  href: string;
};
