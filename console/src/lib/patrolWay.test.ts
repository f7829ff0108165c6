import { expect, test } from "vitest";
import { toGcj02 } from "./gcj02";
import { way } from "./patrolWay";

const place = { lon: 121.29, lat: 31.22 };

test("AMap and Tencent get GCJ-02, in their own order; geo: gets WGS-84", () => {
  const [lng, lat] = toGcj02([place.lon, place.lat]).map((one) => one.toFixed(6));
  expect(lng).not.toBe("121.290000");
  expect(way("amap", place, "A & B")).toContain(`to=${lng},${lat},A%20%26%20B&mode=car`);
  expect(way("tencent", place, "A")).toContain(`tocoord=${lat},${lng}`);
  expect(way("geo", place, "A")).toBe("geo:31.220000,121.290000?q=31.220000,121.290000(A)");
});

test("without a position the address is looked for", () => {
  for (const app of ["amap", "tencent", "geo"] as const) expect(way(app, undefined, "1 Road")).toContain("1%20Road");
});
