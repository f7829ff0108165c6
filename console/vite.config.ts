import { readFileSync } from "node:fs";
import react from "@vitejs/plugin-react";
import { defineConfig } from "vitest/config";

const proxy = { "/api": process.env.LIANDONG_API ?? "http://127.0.0.1:8110" };
// A build is looked at under the policy that the server sends, which stands in one place.
const policy = readFileSync(new URL("../crates/http/src/guard.rs", import.meta.url), "utf8")
  .match(/const POLICY: &str = "([^"]*)"/)?.[1]
  ?.replace(/\\\n\s*/g, "");
if (!policy) throw new Error("crates/http/src/guard.rs has no POLICY");

export default defineConfig({
  plugins: [react()],
  // The policy of the server allows no inline scripts and no data: scripts.
  build: {
    target: "es2022",
    modulePreload: { polyfill: false },
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 1200,
  },
  server: { host: "127.0.0.1", proxy },
  preview: { host: "127.0.0.1", proxy, headers: { "Content-Security-Policy": policy } },
  test: { include: ["src/**/*.test.ts"], environment: "node" },
});
