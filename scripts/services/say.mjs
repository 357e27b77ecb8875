/** A fault the person at the terminal can act on: shown without a stack trace. */
export class Fault extends Error {}

// `npm start 2>&1 | head` or a closed terminal must not take us down without cleaning up.
for (const stream of [process.stdout, process.stderr]) stream.on("error", () => {});

// Progress goes to stderr so that `eval "$(node scripts/services.mjs env)"` reads only what it needs.
export const say = (text) => process.stderr.write(`月安  ${text}\n`);

/** Ends the process on an error: the plain message of a Fault, the stack of a bug. */
export function fail(error) {
  process.stderr.write(error instanceof Fault ? `\n月安  ${error.message}\n` : `\n${error?.stack ?? error}\n`);
  process.exit(1);
}
