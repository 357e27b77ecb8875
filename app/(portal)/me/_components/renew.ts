"use client";

/** Goes on with the present login after an action that ended all others; without it the next page would ask to log in. */
export async function keepSignedIn(ticket: string): Promise<void> {
  await fetch("/renew", { method: "POST", body: ticket }).catch(() => undefined);
}
