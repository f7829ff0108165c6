import { Button, Checkbox } from "antd";
import { useMemo, useState } from "react";
import type { Present } from "../api/plan.types";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { give, nearestCells, sharesOf } from "../lib/planning/cells";
import { percentOf } from "../lib/planning/numbers";
import type { Days } from "../lib/planning/draft";
import { standing, type TypedVariant } from "../lib/planning/variants";
import { CellsMap } from "./CellsMap";
import { DrawnTable } from "./DrawnTable";
import { Running } from "./Running";
import { useNames } from "./useNames";
import { useRedraw } from "./useRedraw";
import { useTownGround } from "./useTownGround";

type Props = { typed: TypedVariant; present: Present; fitted: Days | undefined; onChange: (typed: TypedVariant) => void };

/** Which cell belongs to which area: on the map, in a list, or by a suggestion. */
export default function Redraw({ typed, present, fitted, onChange }: Props) {
  const { t } = useWords();
  const names = useNames();
  const { areas, points } = present.layout;
  const { ground, tiles, nameOf } = useTownGround(points);
  const [hand, setHand] = useState(areas[0]?.id ?? "");
  const [said, setSaid] = useState("");
  const [moveWaiting, setMoveWaiting] = useState(false);
  const redrawing = useRedraw({ typed, present, fitted, onChange });
  const { cells } = typed;
  const set = (next: Record<string, string>, words: string) => {
    onChange({ ...typed, cells: next });
    setSaid(words);
  };
  const areaOf = (nth: number) => cells[nth] ?? points[nth]?.area ?? "";
  const colour = (area: string) => `area-${areas.findIndex((one) => one.id === area) % 8}`;
  // The first letter of an area says on the map what its colour says.
  const letter = (area: string) => String.fromCharCode(65 + Math.max(0, areas.findIndex((one) => one.id === area)));
  const looks = useMemo(
    () => points.map((point, nth) => {
      const area = cells[nth] ?? point.area;
      return { className: colour(area), text: letter(area), mark: area !== point.area };
    }),
    // The colours follow the areas' order.
    // eslint-disable-next-line react-hooks/exhaustive-deps
    [points, cells, areas],
  );
  const stood = useMemo(() => standing(typed, present), [typed, present]);
  const stands = useMemo(() => stood.layout.areas.map((one) => ({ id: one.id, name: names.area(one.id), place: one.waits_at })), [stood, names]);
  // The table tells what came of it.
  const even = () => {
    setSaid("");
    redrawing.start(moveWaiting);
  };
  const undo = () => {
    onChange({ ...typed, cells: {}, drawn: [] });
    setSaid(t("plan.redraw_undone"));
  };
  const pick = (nth: number) => {
    // A second press gives the cell back.
    const to = areaOf(nth) === hand ? (points[nth]?.area ?? hand) : hand;
    set(give(present, cells, nth, to), t("plan.given", { cell: nameOf(nth), area: names.area(to) }));
  };
  const [now, then] = [sharesOf(present, {}), sharesOf(present, cells)];
  const moved = Object.keys(cells).length;
  return (
    <div className="plan-redraw">
      <p className="quiet">{t("plan.redraw_how")}</p>
      <div className="plan-chips" role="group" aria-label={t("plan.hand")}>
        {areas.map((one) => (
          <button key={one.id} type="button" className={`plan-chip ${colour(one.id)}`} aria-pressed={hand === one.id} onClick={() => setHand(one.id)}>
            <b aria-hidden="true">{letter(one.id)}</b> {names.area(one.id)}{" "}
            <span className="figure">
              {percentOf(then.get(one.id) ?? 0, 0)}
              {now.get(one.id) !== then.get(one.id) ? ` (${t("plan.was", { value: percentOf(now.get(one.id) ?? 0, 0) })})` : ""}
            </span>
          </button>
        ))}
      </div>
      <p className="row">
        <b>{t("plan.suggest")}</b>
        <Button size="small" onClick={() => set(nearestCells(stood), t("plan.suggested"))}>
          {t("plan.suggest_nearest")}
        </Button>
        <Button size="small" disabled={redrawing.since !== undefined || !redrawing.sound} onClick={even}>
          {t("plan.suggest_even")}
        </Button>
        <Checkbox checked={moveWaiting} onChange={(event) => setMoveWaiting(event.target.checked)}>
          {t("plan.move_waiting")}
        </Checkbox>
        <Button size="small" disabled={moved === 0 && typed.drawn.length === 0} onClick={undo}>
          {t("plan.redraw_undo")}
        </Button>
        <span className="quiet" role="status">
          {said || t("plan.redraw_n", { count: moved })}
        </span>
      </p>
      {redrawing.sound ? null : <p className="late">{t("plan.draw_wrong")}</p>}
      {redrawing.since !== undefined ? <Running since={redrawing.since} what={t("plan.drawing")} onStop={redrawing.stop} /> : null}
      {redrawing.problem ? <ProblemAlert problem={redrawing.problem} action={<Button onClick={even}>{t("app.retry")}</Button>} /> : null}
      {redrawing.done && redrawing.since === undefined && !redrawing.problem ? <DrawnTable drawn={redrawing.done.value.drawn} stale={redrawing.stale} /> : null}
      <CellsMap
        ground={ground}
        tiles={tiles}
        points={points}
        looks={looks}
        stands={stands}
        onPick={pick}
        tell={(nth) =>
          nth === undefined ? t("plan.point_at_cell") : t("plan.cell_is", { cell: nameOf(nth), area: names.area(areaOf(nth)), was: names.area(points[nth]?.area ?? ""), share: percentOf(share(points, nth)) })
        }
      />
      <details>
        <summary>{t("plan.cells_list", { count: points.length })}</summary>
        <p className="fine">{t("plan.cells_list_how", { area: names.area(hand) })}</p>
        <ul className="plan-cell-list">
          {points.map((_, nth) => (
            <li key={nth}>
              <button type="button" aria-pressed={areaOf(nth) === hand} onClick={() => pick(nth)}>
                {nameOf(nth)} · {names.area(areaOf(nth))} · {percentOf(share(points, nth))}
              </button>
            </li>
          ))}
        </ul>
      </details>
    </div>
  );
}

const share = (points: Present["layout"]["points"], nth: number) =>
  (points[nth]?.weight ?? 0) / (points.reduce((sum, one) => sum + one.weight, 0) || 1);
