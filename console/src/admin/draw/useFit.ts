// How the areas fit as they are drawn now: reckoned here at once, and told by the server where it can be asked.
import { useEffect, useMemo, useState } from "react";
import * as api from "../../api/admin";
import { asProblem, type Problem } from "../../api/http";
import type { Ring } from "../../lib/areaDraw";
import { lacking, sent } from "../../lib/areaDrawing";
import { misfits } from "../../lib/areaFit";
import { crossing } from "../../lib/areaSize";
import type { LonLat } from "../../lib/gcj02";
import type { Drawing } from "./useDrawing";

export type Finding = { kind: "crossing" | "overlap" | "hole" | "outside"; areas: readonly string[]; squareMetres: number | undefined; at: LonLat };

/** Somebody who still draws asks nothing. */
const SETTLE_MS = 450;

export function useFit({ all, changed, known, about, day }: Drawing, outline: Ring, today: string, name: (key: string) => string) {
  const [settled, setSettled] = useState({ all, changed, about, day });
  useEffect(() => {
    const timer = window.setTimeout(() => setSettled({ all, changed, about, day }), SETTLE_MS);
    return () => window.clearTimeout(timer);
  }, [all, changed, about, day]);

  const here = useMemo<Finding[]>(() => {
    const crossed = settled.changed.flatMap((key): Finding[] => {
      const at = crossing(settled.all[key] ?? []);
      return at ? [{ kind: "crossing", areas: [name(key)], squareMetres: undefined, at }] : [];
    });
    // Of a ring that crosses itself nobody can say what lies in it.
    if (crossed.length > 0) return crossed;
    const areas = Object.entries(settled.all).map(([id, ring]) => ({ id, ring }));
    return misfits(areas, outline).map(({ kind, areas: keys, squareMetres, at }) => ({ kind, areas: keys.map(name), squareMetres, at }));
  }, [settled, outline, name]);

  // The server looks at one drawn area among those that it knows: where several are drawn, its answer would be
  // about borders that nobody wants.
  const [only] = settled.changed;
  const ring = only === undefined ? undefined : settled.all[only];
  const asks = useMemo(() => {
    if (only === undefined || !ring || settled.changed.length !== 1 || here[0]?.kind === "crossing" || settled.day < today) return undefined;
    const words = settled.about(only);
    return lacking(known, only, words).length > 0 ? undefined : sent(known, only, ring, words, settled.day);
  }, [only, ring, settled, here, known, today]);
  const [answer, setAnswer] = useState<{ asks: api.AreaDrawn; findings?: Finding[]; problem?: Problem }>();
  useEffect(() => {
    if (!asks) return undefined;
    const stop = new AbortController();
    api.checkArea(asks, stop.signal).then(
      ({ findings }) =>
        setAnswer({
          asks,
          findings: findings.map((one) => ({
            kind: one.kind as Finding["kind"], areas: one.areas.map((area) => area.name), squareMetres: one.square_metres, at: [one.at.lon, one.at.lat],
          })),
        }),
      (error: unknown) => !stop.signal.aborted && setAnswer({ asks, problem: asProblem(error) }),
    );
    return () => stop.abort();
  }, [asks]);

  const told = asks && answer?.asks === asks ? answer : undefined;
  return { findings: told?.findings ?? here, byServer: told?.findings !== undefined, problem: told?.problem };
}
