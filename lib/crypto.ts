import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from "node:crypto";
import { env } from "./env";

/**
 * Sensitive fields: AES-256-GCM, stored as "<key id>.<iv>.<tag>.<cipher>" in base64url. The key id lets keys be rotated:
 * the first key of FIELD_KEYS writes, all of them read. The hash for look-up is an HMAC-SHA256 of the normalised value
 * under a key of its own, so that equal values can be found without being read.
 */
export function seal(plain: string): string {
  const [current] = env().FIELD_KEYS;
  if (!current) throw new Error("FIELD_KEYS is empty");
  const iv = randomBytes(12);
  const cipher = createCipheriv("aes-256-gcm", current.key, iv);
  const body = Buffer.concat([cipher.update(plain, "utf8"), cipher.final()]);
  return [current.id, b64(iv), b64(cipher.getAuthTag()), b64(body)].join(".");
}

export function unseal(sealed: string): string {
  const [id, iv, tag, body] = sealed.split(".");
  const known = env().FIELD_KEYS.find((key) => key.id === id);
  if (!known || iv === undefined || tag === undefined || body === undefined)
    throw new Error(`no key for a sealed field: ${id}`);
  const decipher = createDecipheriv("aes-256-gcm", known.key, Buffer.from(iv, "base64url"));
  decipher.setAuthTag(Buffer.from(tag, "base64url"));
  return Buffer.concat([decipher.update(Buffer.from(body, "base64url")), decipher.final()]).toString("utf8");
}

export const unsealed = (sealed: string | null): string | null => (sealed === null ? null : unseal(sealed));
export const sealed = (plain: string | null | undefined): string | null => (plain ? seal(plain) : null);

/** 64 hex digits, the same for the same normalised value. */
export const lookupHash = (value: string): string =>
  createHmac("sha256", env().FIELD_HASH_KEY).update(value).digest("hex");

/** The three columns of a phone number; all NULL without one. `phone` is normalised (lib/fields.ts). */
export const sealedPhone = (phone: string | null | undefined) => ({
  phoneEnc: phone ? seal(phone) : null,
  phoneHash: phone ? lookupHash(phone) : null,
  phoneLast4: phone ? phone.slice(-4) : null,
});

/** The three columns of an identity card number. */
export const sealedIdCard = (idCard: string | null | undefined) => ({
  idCardEnc: idCard ? seal(idCard) : null,
  idCardHash: idCard ? lookupHash(idCard.toUpperCase()) : null,
  idCardLast4: idCard ? idCard.slice(-4) : null,
});

/** "138 **** 6217": how a phone number is shown to those who need not know all of it. */
export const maskedPhone = (phone: string | null): string | null =>
  phone === null ? null : `${phone.slice(0, 3)} **** ${phone.slice(-4)}`;

export const sameText = (a: string, b: string): boolean => {
  const [x, y] = [Buffer.from(a), Buffer.from(b)];
  return x.length === y.length && timingSafeEqual(x, y);
};

const b64 = (bytes: Buffer) => bytes.toString("base64url");
