// A town that is busy: fifty cars whose phones report each second, and two thousand incidents under way.
import { spawn } from "node:child_process";
import { appendFileSync, cpSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { createInterface } from "node:readline";

const ROOT = path.join(import.meta.dirname, "../..");
const TEAMS = ["jia", "yi", "bing", "ding"];
const AREAS = ["jiwang", "qianwan", "aibo", "zhudi", "jinfeng"];
const LIMITS = ["TOKEN", "ADDRESS", "LOGIN"].flatMap((rate) => [[`LIANDONG_LIMITS_${rate}_PER_MINUTE`, "10000000"], [`LIANDONG_LIMITS_${rate}_BURST`, "10000000"]]);

/** The example's folder with more cars; each has one member a team, and each member a login. */
function folder(into, cars) {
  const town = path.join(into, "town");
  cpSync(path.join(ROOT, "examples/huacao"), town, { recursive: true });
  for (let car = 6; car <= cars; car += 1) {
    const two = String(car).padStart(2, "0");
    appendFileSync(
      path.join(town, "units.toml"),
      `\n[[unit]]\nid = "car-${car}"\nname = "联警巡车${car}号"\ncall_sign = "平安${two}"\narea = "${AREAS[car % AREAS.length]}"\nfrom = 2024-03-01\n`,
    );
  }
  for (let car = 1; car <= cars; car += 1) {
    for (const team of TEAMS) {
      const id = `b${car}-${team}`;
      appendFileSync(path.join(town, "members.csv"), `${id},队员${car}${team},${team},car-${car},2024-03-01,\n`);
      appendFileSync(path.join(town, "accounts.toml"), `\n[[account]]\nid = "bench-${id}"\nname = "队员${car}${team}"\nrole = "member"\nmember = "${id}"\n`);
    }
  }
  return town;
}

/** Runs a program to its end. */
const run = (program, words) =>
  new Promise((resolve, reject) => {
    const child = spawn(program, words, { stdio: ["ignore", "ignore", "inherit"] });
    child.once("exit", (code) => (code === 0 ? resolve() : reject(new Error(`${program} ${words[0]} ended with ${code}`))));
  });

/** Starts a server over a new town. Answers its address, the logins by account, and what ends it. */
export async function serve(program, cars) {
  const into = mkdtempSync(path.join(tmpdir(), "liandong-room-"));
  const db = path.join(into, "town.db");
  await run(program, ["init", "--town", folder(into, cars), "--db", db]);
  const child = spawn(program, ["serve", "--db", db, "--listen", "127.0.0.1:0", "--print-logins"], {
    env: { ...process.env, ...Object.fromEntries(LIMITS) },
    stdio: ["ignore", "pipe", "ignore"],
  });
  const tokens = new Map();
  let url = "";
  for await (const line of createInterface({ input: child.stdout })) {
    const login = /^login \S+ (\S+) \S*#token=(\S+)/.exec(line);
    if (login) tokens.set(login[1], login[2]);
    if (line.startsWith("listening on ")) {
      url = line.slice("listening on ".length).trim();
      break;
    }
  }
  if (!url) throw new Error("the server ended before it listened");
  const end = async () => {
    const gone = new Promise((resolve) => child.once("exit", resolve));
    child.kill("SIGINT");
    await gone;
    rmSync(into, { recursive: true, force: true });
  };
  return { url, tokens, end };
}

let keys = 0;

async function ask(town, account, method, what, body) {
  keys += 1;
  const headers = { Authorization: `Bearer ${town.tokens.get(account)}`, "Content-Type": "application/json", "Idempotency-Key": `room-${process.pid}-${keys}` };
  const answer = await fetch(`${town.url}/api/v1${what}`, { method, headers, ...(body ? { body: JSON.stringify(body) } : {}) });
  if (!answer.ok) throw new Error(`${method} ${what}: ${await answer.text()}`);
  return answer.json();
}

const WORDS = ["楼上装修噪音很大", "烧烤摊油烟扰民", "楼道堆物挡住通道", "邻居为停车位争吵", "忘带钥匙进不了门", "路面积水"];
const CATEGORIES = ["environment", "environment", "housing", "dispute", "assistance", "joint_response"];
/** Somewhere in the town, spread evenly and the same in each run. */
const place = (at) => ({ lon: 121.285 + ((at * 37) % 500) * 1e-4, lat: 31.207 + ((at * 61) % 350) * 1e-4 });

/** Takes so many calls that stay open: most wait, as many as there are cars are on their way. */
export async function fill(town, incidents, cars, tell) {
  let next = 0;
  const worker = async () => {
    while (next < incidents) {
      const at = next;
      next += 1;
      const call = { source: "by_hand", address: `示范路${at}号`, text: WORDS[at % WORDS.length], place: place(at) };
      const { id } = await ask(town, "admin-1", "POST", "/incidents", call);
      if (at % 3 !== 0 || at < cars) await ask(town, "admin-1", "POST", `/incidents/${id}/commands`, { command: { do: "confirm", category: CATEGORIES[at % CATEGORIES.length] } });
      if (at < cars) {
        await ask(town, "admin-1", "POST", `/incidents/${id}/commands`, { command: { do: "accept" } });
        await ask(town, "admin-1", "POST", `/incidents/${id}/commands`, { command: { do: "assign", unit: `car-${at + 1}`, leave_town_uncovered: "全部派出" } });
      }
      if (at % 200 === 199) tell(at + 1);
    }
  };
  await Promise.all(Array.from({ length: 16 }, worker));
}

/** Lets every car's phone report each second until it is stopped; answers how many reports were taken. */
export async function drive(town, cars) {
  const { units } = await ask(town, "admin-1", "GET", "/units");
  const phones = units.slice(0, cars).flatMap((unit, at) => {
    const member = unit.crew.map((one) => one.code).find((code) => code.startsWith("b"));
    return member ? [{ account: `bench-${member}`, at }] : [];
  });
  if (phones.length < cars) throw new Error(`${phones.length} of ${cars} cars have a crew with a login`);
  let taken = 0;
  let seconds = 0;
  const failed = [];
  const second = () => {
    seconds += 1;
    const at = new Date().toISOString().replace(/\.\d+Z$/, "Z");
    for (const phone of phones) {
      const from = place(phone.at);
      // A round of some 200 metres at 36 km/h.
      const turn = (seconds * 10) / 200 + phone.at;
      const fix = { at, place: { lon: from.lon + Math.cos(turn) * 0.002, lat: from.lat + Math.sin(turn) * 0.0018 }, accuracy_metres: 8, speed_kmh: 36, heading: Math.round((turn * 57.3) % 360) };
      ask(town, phone.account, "POST", "/positions", { fixes: [fix] }).then(
        (answer) => { taken += answer.taken; },
        (error) => failed.push(String(error)),
      );
    }
  };
  const timer = setInterval(second, 1000);
  return () => {
    clearInterval(timer);
    return { reports_taken: taken, reports_failed: failed.length, first_failure: failed[0] };
  };
}
