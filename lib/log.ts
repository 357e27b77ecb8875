import pino from "pino";

/** JSON lines; personal data and secrets never reach them, whatever an object carries. */
export const log = pino({
  level: process.env.LOG_LEVEL ?? (process.env.VITEST ? "silent" : "info"),
  base: undefined,
  timestamp: pino.stdTimeFunctions.isoTime,
  redact: {
    paths: [
      "password",
      "phone",
      "idCard",
      "address",
      "token",
      "*.password",
      "*.phone",
      "*.idCard",
      "*.address",
      "*.token",
    ],
    censor: "[略]",
  },
});
