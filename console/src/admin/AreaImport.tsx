import { App, Button } from "antd";
import { useRef, useState } from "react";
import * as api from "../api/admin";
import { ProblemAlert } from "../components/ProblemAlert";
import { SpecForm } from "../components/SpecForm";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { readGeoJson, type Shape } from "../lib/admin/geojson";
import { orNull, type Spec, textOf, type Values } from "../lib/spec";
import { useAct } from "../state/useAct";
import { useDraft } from "../state/useDraft";
import { AreaFindings } from "./AreaFindings";

type Props = { what: "area" | "outline"; known: readonly api.AreaVersion[]; onDone: () => void; onCancel: () => void };

/** Takes an area, or the town's outline, out of GeoJSON; how it would fit is looked at before it is recorded. */
export function AreaImport({ what, known, onDone, onCancel }: Props) {
  const { t, town } = useWords();
  const { message } = App.useApp();
  const [text, setText] = useDraft<string>(`geojson.${what}`);
  const [chosen, setChosen] = useState(0);
  const [checked, setChecked] = useState<{ drawn: api.AreaDrawn; view: api.AreasView }>();
  const input = useRef<HTMLInputElement>(null);
  const read = text ? readGeoJson(text) : undefined;
  const shapes = read && "shapes" in read ? read.shapes : [];
  const shape: Shape | undefined = shapes[chosen] ?? shapes[0];

  const drawnOf = (values: Values): api.AreaDrawn => {
    if (!shape) throw refusal("no_area", "areas.trouble.no_polygon");
    return {
      id: textOf(values, "id"),
      name: textOf(values, "name"),
      station: textOf(values, "station"),
      outline: shape.outline,
      from: orNull(values, "from"),
      until: orNull(values, "until"),
    };
  };
  const specs: Spec[] = [
    { name: "id", label: t("perf.id"), kind: "text", required: true, hint: t("areas.id_hint") },
    { name: "name", label: t("accounts.name"), kind: "text", required: true },
    {
      name: "station",
      label: t("field.station"),
      kind: "choice",
      required: true,
      options: (town?.stations ?? []).map((one) => ({ value: one.code, label: one.name })),
    },
    { name: "from", label: t("areas.from"), kind: "date", hint: t("areas.from_hint") },
    { name: "until", label: t("areas.until"), kind: "date" },
  ];
  const before = known.find((one) => one.id === shape?.id);
  return (
    <div className="spec">
      <div className="pick">
        <Button onClick={() => input.current?.click()}>{t("areas.pick")}</Button>
        <input
          ref={input}
          type="file"
          hidden
          accept=".json,.geojson,application/geo+json"
          aria-label={t("areas.pick")}
          onChange={(event) => {
            void event.target.files?.[0]?.text().then((news) => {
              setText(news);
              setChecked(undefined);
            });
            event.target.value = "";
          }}
        />
        <span className="fine">{t("areas.pick_hint")}</span>
      </div>
      <div className="spec-field wide">
        <label htmlFor="geojson">{t("areas.geojson")}</label>
        <textarea
          id="geojson"
          className="ant-input geojson"
          rows={6}
          spellCheck={false}
          value={text ?? ""}
          onChange={(event) => {
            setText(event.target.value || undefined);
            setChecked(undefined);
          }}
        />
        {read && "trouble" in read ? (
          <p className="wrong" role="alert">
            {t(`areas.trouble.${read.trouble}`)}
          </p>
        ) : null}
        {shapes.length > 0 ? <p className="fine">{t("areas.found", { count: shapes.length })}</p> : null}
      </div>
      {shapes.length > 1 ? (
        <fieldset className="row">
          <legend className="hidden">{t("areas.which")}</legend>
          {shapes.map((one, nth) => (
            <Button
              key={nth}
              size="small"
              type={one === shape ? "primary" : "default"}
              aria-pressed={one === shape}
              onClick={() => {
                setChosen(nth);
                setChecked(undefined);
              }}
            >
              {one.name || one.id || t("areas.nth", { nth: nth + 1 })}
            </Button>
          ))}
        </fieldset>
      ) : null}
      {shape && what === "outline" ? (
        <p className="row">
          <Outline
            shape={shape}
            onSet={() => {
              setText(undefined);
              onDone();
            }}
          />
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
        </p>
      ) : null}
      {shape && what === "area" ? (
        <SpecForm
          key={`${chosen}${shape.id}`}
          id={`area-${shape.id}`}
          label={t("areas.import_area")}
          submit={t(checked ? "areas.record" : "areas.check")}
          stays={!checked}
          initial={{ id: shape.id, name: shape.name || before?.name || "", station: shape.station || before?.station.code || "" }}
          specs={specs}
          onSend={async (values, key) => {
            const drawn = drawnOf(values);
            const same = checked && JSON.stringify(checked.drawn) === JSON.stringify(drawn);
            return same ? { drawn, view: await api.drawArea(drawn, key), done: true } : { drawn, view: await api.checkArea(drawn), done: false };
          }}
          onDone={({ drawn, view, done }) => {
            if (!done) return setChecked({ drawn, view });
            message.success(t("admin.recorded"));
            if (shapes.length === 1) setText(undefined);
            setChecked(undefined);
            return onDone();
          }}
          onCancel={onCancel}
        >
          {checked ? (
            <div role="status">
              <h3>{t("areas.would_fit")}</h3>
              <AreaFindings findings={checked.view.findings} />
            </div>
          ) : null}
        </SpecForm>
      ) : null}
      {shape ? null : (
        <p>
          <Button onClick={onCancel}>{t("app.cancel")}</Button>
        </p>
      )}
    </div>
  );
}

function Outline({ shape, onSet }: { shape: Shape; onSet: () => void }) {
  const { t } = useWords();
  const { message } = App.useApp();
  const set = useAct(
    (outline: number[][], key) => api.setOutline(outline, key),
    () => {
      message.success(t("admin.recorded"));
      onSet();
    },
  );
  return (
    <>
      {set.problem ? <ProblemAlert problem={set.problem} /> : null}
      <Button type="primary" loading={set.busy} onClick={() => void set.run(shape.outline)}>
        {t("areas.set_outline")}
      </Button>
    </>
  );
}
