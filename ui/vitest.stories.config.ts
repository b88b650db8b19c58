import { defineConfig } from "vitest/config";

// The stories: the built user interface in Chromium, on the real commands. `cargo test --test ui` starts what they need.
export default defineConfig({
  test: {
    environment: "node",
    include: ["stories/**/*.story.ts"],
    globalSetup: ["stories/browser.ts"],
    testTimeout: 45_000,
    hookTimeout: 30_000,
    maxWorkers: 2,
  },
});
