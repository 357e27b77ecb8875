import "server-only";
import { createHmac } from "node:crypto";
import { sameText } from "@/lib/crypto";
import { env } from "@/lib/env";
import { systemNow } from "@/lib/time";
import { LINK_SECONDS } from "./rules";

const signatureOf = (uid: string, expires: number) =>
  createHmac("sha256", env().TOKEN_SECRET).update(`file:${uid}:${expires}`).digest("base64url");

/**
 * A short-lived link to a private file: whoever was shown it may open it for 15 minutes. Rounded up to a quarter hour, so
 * that a page shown twice has the same address and the browser's cache works.
 */
export function fileUrl(uid: string, size: "thumb" | "full" = "full"): string {
  const expires = (Math.floor(systemNow().getTime() / 1000 / LINK_SECONDS) + 2) * LINK_SECONDS;
  return `/api/files/${uid}?${size === "thumb" ? "size=thumb&" : ""}expires=${expires}&signature=${signatureOf(uid, expires)}`;
}

export const isSigned = (uid: string, expires: number, signature: string): boolean =>
  expires * 1000 > systemNow().getTime() && sameText(signature, signatureOf(uid, expires));
