// A town's server of a test's own: one that can be killed, or one with a history.
import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { createServer, type AddressInfo } from "node:net";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";
import { type Browser, expect, type Page } from "@playwright/test";
import { DESK, newWindow, type Size } from "./people";

const ROOT = path.join(import.meta.dirname, "../..");

function binary(): string {
  const found = process.env.LIANDONG_BIN;
  if (!found) throw new Error("LIANDONG_BIN is not set; `cargo xtask test --only browser` sets it");
  return found;
}

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address() as AddressInfo;
      server.close(() => resolve(port));
    });
  });

export class Server {
  #child: ChildProcess | undefined;
  readonly tokens = new Map<string, string>();

  private constructor(
    readonly folder: string,
    readonly port: number,
  ) {}

  static async #with(...words: string[]): Promise<Server> {
    const server = new Server(mkdtempSync(path.join(tmpdir(), "own-town-")), await freePort());
    execFileSync(binary(), [...words, "--town", "examples/huacao", "--db", server.db], { cwd: ROOT, stdio: "ignore" });
    return server;
  }

  /** A town before its first call. */
  static make(): Promise<Server> {
    return Server.#with("init");
  }

  /** A town with the calls of some days behind it. */
  static simulated(from: string, to: string): Promise<Server> {
    return Server.#with("simulate", "--from", from, "--to", to);
  }

  get db(): string {
    return path.join(this.folder, "town.db");
  }

  /** Logins are made the first time: those of a killed server still hold. */
  async start(): Promise<void> {
    const words = ["serve", "--db", this.db, "--listen", `127.0.0.1:${this.port}`, ...(this.tokens.size === 0 ? ["--print-logins"] : [])];
    const unlimited = Object.fromEntries(
      ["TOKEN", "ADDRESS", "LOGIN"].flatMap((rate) => [[`LIANDONG_LIMITS_${rate}_PER_MINUTE`, "10000000"], [`LIANDONG_LIMITS_${rate}_BURST`, "10000000"]]),
    );
    const child = spawn(binary(), words, { cwd: ROOT, env: { ...process.env, ...unlimited }, stdio: ["ignore", "pipe", "ignore"] });
    this.#child = child;
    for await (const line of createInterface({ input: child.stdout })) {
      const login = /^login \S+ (\S+) \S*#token=(\S+)/.exec(line);
      if (login?.[1] && login[2]) this.tokens.set(login[1], login[2]);
      if (line.startsWith("listening on ")) return;
    }
    throw new Error("the server ended before it listened");
  }

  /** As a power cut would: nothing is said good-bye to. */
  async kill(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGKILL");
    await gone;
  }

  async window(browser: Browser, account: string, where: string, size: Size = DESK): Promise<Page> {
    const page = await newWindow(browser, size);
    await page.goto(`http://127.0.0.1:${this.port}${where}#token=${this.tokens.get(account)}`);
    // Logged in: the token is gone from the address.
    await expect.poll(() => new URL(page.url()).hash).toBe("");
    await expect(page.getByLabel("密码")).toHaveCount(0);
    await page.evaluate(() => Object.assign(window, { neverReloaded: true }));
    return page;
  }

  async end(): Promise<void> {
    await this.kill();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
