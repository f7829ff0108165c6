import { expect, test } from "vitest";
import { tilesOf } from "./mapTiles";

const map = { name: "n", layers: ["https://t0.example/{z}/{y}/{x}?tk=k"], attribution: "a", max_zoom: 17 };

test("a configured service is read as it is", () => {
  expect(tilesOf({ map })).toEqual(map);
});

test("none, half a one and nonsense are no map", () => {
  for (const town of [undefined, {}, { map: null }, { map: {} }, { map: { ...map, layers: [] } }, { map: { ...map, layers: ["https://x/{z}", 7] } }]) {
    expect(tilesOf(town)).toBeUndefined();
  }
});

test("a wrong zoom is the usual one, and markup stays text", () => {
  expect(tilesOf({ map: { ...map, max_zoom: "x", attribution: "<b>a</b>" } })).toMatchObject({ max_zoom: 18, attribution: "ba/b" });
});
