import { svelte } from "@sveltejs/vite-plugin-svelte";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [svelte()],
  build: {
    target: "es2022",
    // The web views that know light-dark(); otherwise it would be rewritten into something that can't be nested.
    cssTarget: ["safari17.5", "chrome123"],
    // The content security policy allows no data: URLs, so that nothing may be inlined as one.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    reportCompressedSize: false,
  },
  test: { environment: "node", include: ["src/**/*.test.ts"] },
});
