"use client";

import { useRouter } from "next/navigation";
import { toast } from "../toast";

/** Reads the page again once an action of the shell is done, and says so when it could not be done. */
export function useAfter(): (work: Promise<unknown>) => void {
  const router = useRouter();
  return (work) => {
    work.then(
      () => router.refresh(),
      () => toast("没能完成，网络断了，什么都没变。连上后再试一次", { tone: "off" }),
    );
  };
}
