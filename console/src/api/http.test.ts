import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test } from "vitest";
import { intakeToCall, EMPTY_CALL, wrongIn } from "../lib/intake";
import { fieldsOf, told } from "../lib/told";
import { incident, town } from "../lib/made.test-data";
import { asProblem, json, onLoggedOut, Problem, serverNow } from "./http";
import { ActKeys, uuid } from "./key";

// A real server on a free port; only the page's relative addresses are given its origin.
let server: Server;
let answer: (request: IncomingMessage, response: ServerResponse) => void;
const real = globalThis.fetch;

beforeAll(async () => {
  server = createServer((request, response) => answer(request, response));
  await new Promise<void>((ready) => server.listen(0, "127.0.0.1", ready));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  globalThis.fetch = (path, init) => real(`${origin}${String(path)}`, init);
});

afterAll(() => {
  globalThis.fetch = real;
  server.close();
});

const failed = async (act: Promise<unknown>): Promise<Problem> => act.then(() => Promise.reject(new Error("it went well")), asProblem);

test("a refusal keeps the server's code, field and words", async () => {
  answer = (_, response) => {
    const body = { type: "t", title: "t", status: 409, code: "unit_busy", detail: "d", detail_en: "e", field: "unit" };
    response.writeHead(409, { "Content-Type": "application/problem+json" }).end(JSON.stringify(body));
  };
  const problem = await failed(json("/x"));
  expect([problem.code, problem.body.field, problem.message, problem.retryable]).toEqual(["unit_busy", "unit", "d", false]);
});

test("an answer that is no problem document, and none at all, may be tried again", async () => {
  answer = (_, response) => response.writeHead(502).end("<html>");
  expect(await failed(json("/x"))).toMatchObject({ code: "network", retryable: true });
  answer = (request) => request.socket.destroy();
  expect(await failed(json("/x"))).toMatchObject({ code: "network", retryable: true });
});

test("a lost login is told once, but not by the login itself", async () => {
  let lost = 0;
  onLoggedOut(() => (lost += 1));
  answer = (_, response) => response.writeHead(401).end();
  await failed(json("/session"));
  expect(lost).toBe(0);
  await failed(json("/town"));
  expect(lost).toBe(1);
  onLoggedOut(undefined);
});

test("the server's date corrects the machine's clock", async () => {
  answer = (_, response) => response.writeHead(200, { Date: "Sat, 31 Aug 2024 08:00:00 GMT" }).end("{}");
  await json("/x");
  expect(Math.abs(serverNow() - Date.parse("2024-08-31T08:00:00Z"))).toBeLessThan(2000);
});

test("headers: JSON with a body, the key of the act", async () => {
  let heard: IncomingMessage["headers"] = {};
  answer = (request, response) => {
    heard = request.headers;
    response.end("{}");
  };
  await json("/x", { method: "POST", body: { a: 1 }, key: "k" });
  expect([heard["content-type"], heard["idempotency-key"]]).toEqual(["application/json", "k"]);
});

test("one key for an act and its retries, another for another act", () => {
  let made = 0;
  const keys = new ActKeys(() => String((made += 1)));
  expect([keys.keyFor({ a: 1 }), keys.keyFor({ a: 1 }), keys.keyFor({ a: 2 })]).toEqual(["1", "1", "2"]);
  keys.done();
  expect(keys.keyFor({ a: 2 })).toBe("3");
  keys.done();
  expect([keys.keyFor(undefined), keys.keyFor(undefined)]).toEqual(["4", "4"]);
});

test("a UUID also where the page is served without TLS", () => {
  const random = crypto.randomUUID;
  try {
    Object.defineProperty(crypto, "randomUUID", { value: undefined, configurable: true });
    expect(uuid()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
    expect(uuid()).not.toBe(uuid());
  } finally {
    Object.defineProperty(crypto, "randomUUID", { value: random, configurable: true });
  }
});

test("a call is sent without what is empty, and not with half a place", () => {
  const typed = { ...EMPTY_CALL, address: " 1 Road ", text: "noise", phone: "138", lon: "121.2", lat: "" };
  expect(wrongIn(typed, 0)).toEqual(["lat"]);
  expect(wrongIn({ ...EMPTY_CALL, lon: "x", lat: "1" }, 0)).toEqual(["address", "text", "lon"]);
  expect(intakeToCall({ ...typed, lat: "31.2" }, 0)).toEqual({
    source: "police_110", address: "1 Road", text: "noise", caller: { phone: "138" }, place: { lon: 121.2, lat: 31.2 },
  });
  expect(intakeToCall({ ...EMPTY_CALL, source: "by_hand", external: "x", address: "a", text: "t" }, 0)).not.toHaveProperty("external");
});

test("an event is told by names, in a set order, without machinery", () => {
  const look = { town: town(), incident: incident(), name: (group: string, code: string) => `${group}:${code}` };
  const payload = { disposed: { text: "calmed", outcome: "mediated", clocks: [{}] } };
  expect(told("incident.disposed", payload, look)).toEqual([
    { label: "outcome", text: "disposal:mediated" },
    { label: "text", text: "calmed" },
  ]);
  expect(told("incident.unit_assigned", { unit_assigned: { unit: "u1", crew: [] } }, look)).toEqual([{ label: "unit", text: "Car u1" }]);
  expect(told("incident.accepted", "accepted", look)).toEqual([]);
  expect(fieldsOf(null)).toEqual({});
});
