import { defineConfig } from "vitest/config";

const HOUR = 3_600_000;

export default defineConfig({
  test: {
    include: ["test/long/**/*.test.ts"],
    globalSetup: ["test/builders/server.ts"],
    pool: "forks",
    maxWorkers: 1,
    testTimeout: HOUR,
    hookTimeout: HOUR,
  },
});
