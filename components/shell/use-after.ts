"use client";

import { useRouter } from "next/navigation";
import { isRedirect } from "../next-signal";
import { toast } from "../toast";

const LOST = "没能完成，网络断了，什么都没变。连上后再试一次";

/** Reads the page again once an action of the shell is done, and says so when it was not. */
export function useAfter(): (work: Promise<unknown>) => void {
  const router = useRouter();
  return (work) => {
    work.then(
      (answer) => {
        const refused = refusalIn(answer);
        if (refused) toast(refused, { tone: "off" });
        else router.refresh();
      },
      (error) => {
        if (!isRedirect(error)) toast(LOST, { tone: "off" });
      },
    );
  };
}

/** The message of a failed ActionState, null for any other answer. */
export function refusalIn(answer: unknown): string | null {
  if (typeof answer !== "object" || answer === null || !("ok" in answer) || answer.ok !== false) return null;
  const error = "error" in answer ? answer.error : null;
  return typeof error === "object" && error !== null && "message" in error ? String(error.message) : LOST;
}
