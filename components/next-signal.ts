/** Whether a server action ended in redirect(): Next then navigates by itself and the promise rejects with this. */
export const isRedirect = (error: unknown): boolean =>
  typeof error === "object" &&
  error !== null &&
  "digest" in error &&
  typeof error.digest === "string" &&
  error.digest.startsWith("NEXT_REDIRECT");
