import { expect, test } from "vitest";
import { Frames, quiet } from "./sse";

test("frames come whole, however the text is cut", () => {
  const text = 'event: hello\nid: 7\ndata: {"position":7}\n\n:\n\nevent: position\ndata: {"unit":"car-1"}\n\n';
  const whole = [
    { event: "hello", data: '{"position":7}' },
    { event: "position", data: '{"unit":"car-1"}' },
  ];
  expect(new Frames().take(text)).toEqual(whole);
  const frames = new Frames();
  expect([...text].flatMap((one) => frames.take(one))).toEqual(whole);
});

test("a heartbeat, a retry and an unfinished frame give nothing", () => {
  const frames = new Frames();
  expect(frames.take(":\n\n: the server is ending\nretry: 1200\n\nevent: incident\ndata: 1")).toEqual([]);
  expect(frames.take("\n\n")).toEqual([{ event: "incident", data: "1" }]);
});

test("silence is borne a minute, longer where it proved usual, and never for ever", () => {
  expect([quiet(0, 15), quiet(1, 15), quiet(0, 100), quiet(9, 0)]).toEqual([60, 120, 200, 600]);
});
