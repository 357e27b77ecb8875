/** Node's arguments for running one of our TypeScript files outside Next; the working directory is the checkout. */
export const typescript = (file, ...rest) => [
  "--import",
  "tsx",
  "--import",
  "./scripts/services/server-only.mjs",
  file,
  ...rest,
];
