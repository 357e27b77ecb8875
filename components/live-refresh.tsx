"use client";

import { useDebouncedCallback } from "@mantine/hooks";
import { useRouter } from "next/navigation";
import { useEffect } from "react";
import type { LiveTopic } from "@/domain/system/events/schema";
import { useLive } from "./live";
import { useFrame } from "./shell/crumbs";

const TOGETHER_MS = 300;

/**
 * Put into a page whose figures move: reads it again when one of these topics is told, several at once only once. While the
 * line is lost for more than 15 s the dot of the top bar is amber and says of when the figures are.
 */
export function LiveRefresh({ topics }: { topics: readonly LiveTopic[] }) {
  const router = useRouter();
  const again = useDebouncedCallback(() => router.refresh(), TOGETHER_MS);
  const { staleSince } = useLive(topics, again);
  const say = useFrame()?.setStaleSince;
  useEffect(() => {
    say?.(staleSince);
    return () => say?.(null);
  }, [say, staleSince]);
  return null;
}
