import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

export default defineConfig({
  plugins: [react()],
  // The policy of the server allows no inline scripts and no data: scripts.
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { host: "127.0.0.1", proxy: { "/api": "http://127.0.0.1:8110" } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
