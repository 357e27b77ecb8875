import "server-only";
import { randomBytes, randomInt } from "node:crypto";
import { hash, verify } from "@node-rs/argon2";
import { invalid } from "@/lib/errors";
import { CODE_LETTERS, passwordFault } from "./rules";

// Argon2id with the parameters OWASP names as the minimum for it: 19 MiB, two passes, one lane.
const cost = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export const hashPassword = (password: string): Promise<string> => hash(password, cost);

/**
 * Whether the password is the one of this hash. Without a hash (unknown user, no password set) a hash of nothing is
 * compared all the same, so that the time taken does not tell who exists.
 */
export async function isPassword(passwordHash: string | null | undefined, password: string): Promise<boolean> {
  const stand = await standIn();
  const right = await verify(passwordHash ?? stand, password).catch(() => false);
  return passwordHash ? right : false;
}

let made: Promise<string> | undefined;
const standIn = () => {
  made ??= hashPassword(randomBytes(32).toString("base64url"));
  return made;
};

/** Refuses a password that is too weak, beside `field`. */
export function assertStrong(field: string, password: string, own: readonly (string | null | undefined)[]): void {
  const fault = passwordFault(password, own);
  if (fault) throw invalid(field, fault);
}

/** "K7QM-X9TR-P4WD": read out or copied once, some 59 bits. */
export const oneTimePassword = (): string => groupsOf(4, 3);

/** Ten codes such as "7K3QM-X9TRP", each good for one log-in without the authenticator. */
export const newRecoveryCodes = (): string[] => Array.from({ length: 10 }, () => groupsOf(5, 2));

const groupsOf = (letters: number, groups: number): string =>
  Array.from({ length: groups }, () =>
    Array.from({ length: letters }, () => CODE_LETTERS[randomInt(CODE_LETTERS.length)]).join(""),
  ).join("-");
