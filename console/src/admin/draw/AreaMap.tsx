import { App } from "antd";
import { type KeyboardEvent, useCallback, useMemo, useRef, useState } from "react";
import type * as api from "../../api/admin";
import { serverNow } from "../../api/http";
import { useWords } from "../../i18n/context";
import { opened, snap, targetsOf } from "../../lib/areaDraw";
import { isNew } from "../../lib/areaDrawing";
import { effects as effectsOf, moving as movingOf } from "../../lib/areaEffect";
import { contains } from "../../lib/areaSize";
import type { LonLat } from "../../lib/gcj02";
import { boxOf } from "../../lib/mapGeometry";
import { day as dayOf } from "../../lib/time";
import { TownCanvas } from "../../map/TownCanvas";
import type { Focus, MapView } from "../../map/view";
import { AreaChips } from "./AreaChips";
import { DrawLayer, metresPerPixel, SNAP_PX } from "./DrawLayer";
import { DrawSide } from "./DrawSide";
import { DrawTools, type Ways } from "./DrawTools";
import { EffectTable } from "./EffectTable";
import { SaveBar } from "./SaveBar";
import { useAreaGround } from "./useAreaGround";
import { useDrawing } from "./useDrawing";
import { useEditing } from "./useEditing";
import { useFit } from "./useFit";
import { useLastCalls } from "./useLastCalls";
import { useSaving } from "./useSaving";
import "../../styles/map.css";
import "../../styles/draw.css";

type Props = { view: api.AreasView; may: boolean; onSaved: () => void };

/** The areas of a day on the map; whoever may, draws them. A day that is over is looked at only. */
export default function AreaMap({ view, may, onSaved }: Props) {
  const { town } = useWords();
  const today = dayOf(serverNow(), town?.utc_offset_seconds ?? 0);
  const draws = may && view.day >= today;
  return <Drawn key={String(draws)} view={view} may={draws} onSaved={onSaved} today={today} />;
}

/** Everything here is WGS-84. */
function Drawn({ view: given, may, onSaved, today }: Props & { today: string }) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  // What was just saved is there before the list is read anew.
  const [news, setNews] = useState<{ over: api.AreasView; areas: readonly api.AreaVersion[] }>();
  const areas = news?.over === given ? news.areas : given.areas;
  const outline = useMemo(() => opened(given.outline ?? []), [given.outline]);
  const drawing = useDrawing(areas, given.day, may);
  const { all, before, changed, day, sketch, about } = drawing;
  const name = useCallback((key: string) => about(key).name.trim() || (isNew(key) ? t("draw.new_area") : key), [about, t]);
  const [ways, setWays] = useState<Ways>({ snaps: true, together: true, step: 5 });
  const edit = useEditing(drawing, outline, ways.together);
  const { chosen, ring } = edit;
  const fit = useFit(drawing, outline, today, name);
  const calls = useLastCalls(may && changed.length > 0);
  const moving = useMemo(() => movingOf(before, all, changed, calls.last?.places ?? []), [before, all, changed, calls.last]);
  const effects = useMemo(() => effectsOf(before, all, changed, calls.last?.places ?? []), [before, all, changed, calls.last]);
  const { ground, tiles } = useAreaGround(town, all, outline, name);
  const [focus, setFocus] = useState<Focus>();
  const [said, setSaid] = useState("");
  const map = useRef<MapView>(undefined);

  const saving = useSaving(drawing, areas, name, {
    onPiece: (piece, view) => {
      setNews({ over: given, areas: view.areas });
      if (chosen === piece.key) edit.choose(piece.drawn.id);
    },
    onLack: edit.choose,
    onSent: (whole, count) => {
      if (whole) message.success(t("draw.saved", { n: count, day }));
      onSaved();
    },
  });

  const busy = saving.busy !== undefined;

  const lookAt = (points: readonly LonLat[]) => {
    const box = boxOf(points);
    if (box) setFocus((old) => ({ nth: (old?.nth ?? 0) + 1, box }));
  };
  const onGround = (place: LonLat) => {
    if (!sketch) return edit.choose(Object.keys(all).find((key) => contains(all[key] ?? [], place)));
    const within = SNAP_PX * (map.current ? metresPerPixel(map.current) : 1);
    const drawn = ways.snaps ? snap(place, targetsOf(all, sketch.key, outline), within)?.place : undefined;
    edit.setPoint(drawn ?? place);
  };
  const setMiddle = () => {
    const box = map.current?.overlay;
    if (map.current && box) edit.setPoint(map.current.unproject({ x: box.clientWidth / 2, y: box.clientHeight / 2 }));
  };
  const keys = (event: KeyboardEvent) => {
    if (!may || busy || !(event.ctrlKey || event.metaKey) || (event.target as Element).closest("input, textarea")) return;
    const key = event.key.toLowerCase();
    if (sketch && key === "z") edit.back();
    else if (key === "z" && !event.shiftKey) drawing.undo();
    else if (key === "y" || (key === "z" && event.shiftKey)) drawing.redo();
    else return;
    event.preventDefault();
  };

  return (
    <div className="area-map" onKeyDown={keys}>
      {/* What is on its way to the server is not changed meanwhile. */}
      <div className="area-map" inert={busy}>
        <AreaChips
          keys={Object.keys(all)}
          name={name}
          day={day}
          chosen={chosen}
          changed={changed}
          onChoose={edit.choose}
          onNew={may && !sketch ? () => edit.begin(drawing.fresh()) : undefined}
        />
        {may ? (
          <DrawTools
            drawing={drawing}
            ways={ways}
            onWays={setWays}
            hand={ring !== undefined && !sketch}
            onAnew={() => chosen !== undefined && edit.begin(chosen)}
            onLook={() => lookAt(ring ?? [])}
            onWhole={() => lookAt([...outline, ...Object.values(all).flat()])}
          />
        ) : null}
        <div className={`draw-grid ${may ? "" : "wide"}`}>
          <section className={`town-map draw-map ${sketch ? "sketching" : ""}`} aria-label={t("wall.map")}>
            {ground.box ? (
              <TownCanvas
                ground={ground}
                tiles={tiles}
                focus={focus}
                onGround={onGround}
                over={(view) => {
                  map.current = view;
                  return (
                    <DrawLayer
                      view={view}
                      all={all}
                      before={before}
                      changed={changed}
                      outline={outline}
                      chosen={chosen}
                      corner={edit.corner}
                      sketch={sketch?.points}
                      snaps={ways.snaps}
                      together={ways.together}
                      moving={moving}
                      findings={fit.findings}
                      may={may}
                      onCorner={edit.take}
                      onMove={edit.put}
                      onInsert={edit.add}
                      onClose={edit.close}
                    />
                  );
                }}
              />
            ) : (
              <p className="middle quiet">{t("draw.no_ground")}</p>
            )}
            {sketch ? <i className="draw-cross" aria-hidden="true" /> : null}
          </section>
          {may ? (
            <DrawSide
              drawing={drawing}
              edit={edit}
              fit={fit}
              saving={saving}
              name={name}
              hasOutline={outline.length > 0}
              step={ways.step}
              onLook={(place) => setFocus((old) => ({ nth: (old?.nth ?? 0) + 1, place }))}
              onMiddle={setMiddle}
              onSaid={setSaid}
            />
          ) : null}
        </div>
      </div>
      <p className="hidden" role="status">
        {said}
      </p>
      {may ? (
        <SaveBar
          drawing={drawing}
          today={today}
          saving={saving}
          onDiscard={() => {
            drawing.discard();
            edit.choose(undefined);
          }}
        >
          <EffectTable effects={effects} name={name} last={calls.last} moving={moving.length} problem={calls.problem} />
        </SaveBar>
      ) : null}
    </div>
  );
}
