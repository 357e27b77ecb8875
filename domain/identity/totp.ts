import "server-only";
import { generateSecret, generateURI, verifySync } from "otplib";
import QRCode from "qrcode";
import { lookupHash, unseal } from "@/lib/crypto";
import { plainRecoveryCode } from "./rules";

/** Time-based one-time passwords (RFC 6238): 6 digits, 30 s, SHA-1, as every authenticator app reads them. */
const STEP_SECONDS = 30;

export const newTotpSecret = (): string => generateSecret();

/** What an authenticator scans, as text and as a PNG data URL. */
export async function enrolment(secret: string, username: string) {
  const otpauthUrl = generateURI({ issuer: "月安", label: username, secret });
  return { secret, otpauthUrl, qr: await QRCode.toDataURL(otpauthUrl, { margin: 1, width: 220 }) };
}

/**
 * The step of a right code, or null. The step before and after now count too (clocks differ); a step at or before the last
 * one used never does, so that a code overheard or replayed is worth nothing.
 */
export function totpStep(sealedSecret: string, code: string, lastStep: number | null, now: Date): number | null {
  const token = code.replace(/\s/g, "");
  if (!/^\d{6}$/.test(token)) return null;
  const result = verifySync({
    secret: unseal(sealedSecret),
    token,
    epoch: Math.floor(now.getTime() / 1000),
    epochTolerance: STEP_SECONDS,
    ...(lastStep !== null && { afterTimeStep: lastStep }),
  });
  return result.valid && "timeStep" in result ? result.timeStep : null;
}

export const recoveryCodeHash = (userId: number, code: string): string =>
  lookupHash(`recovery:${userId}:${plainRecoveryCode(code)}`);
