import { defineConfig } from "vitest/config";

export default defineConfig({
  resolve: {
    alias: {
      "@": import.meta.dirname,
      "server-only": `${import.meta.dirname}/node_modules/server-only/empty.js`, // its other half throws outside of Next
    },
  },
  test: {
    include: ["**/*.test.ts", "**/*.test.tsx"],
    exclude: ["node_modules/**", ".next/**", ".data/**", "e2e/**"],
    globalSetup: ["./domain/testing.setup.ts"],
    setupFiles: ["./domain/testing.worker.ts"],
    pool: "forks",
    maxWorkers: 2,
    isolate: false,
    // For a machine that has much else to do; what is heavy by itself names a limit of its own.
    testTimeout: 60_000,
    hookTimeout: 120_000,
  },
});
