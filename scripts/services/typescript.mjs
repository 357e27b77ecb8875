const quietServerOnly = ["--import", "./scripts/services/server-only.mjs"];

/** Node's arguments for running one of our TypeScript files outside Next; the working directory is the checkout. */
export const typescript = (file, ...rest) => ["--import", "tsx", ...quietServerOnly, file, ...rest];

/** The same, started again whenever a file it imports changes. */
export const watchedTypescript = (file) => [
  "node_modules/tsx/dist/cli.mjs",
  "watch",
  "--clear-screen=false",
  ...quietServerOnly,
  file,
];
