import { Button, Input, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { useWords } from "../i18n/context";
import { type Datum, readPlace } from "../lib/coordinates";
import type { LonLat } from "../lib/gcj02";

/** A coordinate that somebody read out or sent from a phone, shown on the map. */
export function PlaceTool({ onPlace }: { onPlace: (place: LonLat) => void }) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [datum, setDatum] = useState<Datum>("gcj02");
  const [wrong, setWrong] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const place = readPlace(text, datum);
    setWrong(place === undefined);
    if (place) onPlace(place);
  };
  return (
    <details className="place-tool" data-tour="map-tool">
      <summary>{t("map.tool")}</summary>
      <form onSubmit={submit}>
        <Radio.Group
          aria-label={t("map.datum")}
          value={datum}
          onChange={(event) => setDatum(event.target.value as Datum)}
          options={[
            { value: "gcj02", label: t("map.datum_gcj02") },
            { value: "wgs84", label: t("map.datum_wgs84") },
          ]}
        />
        <div className="tool-line">
          <Input
            aria-label={t("map.coordinate")}
            aria-describedby="tool-hint"
            aria-invalid={wrong}
            inputMode="text"
            placeholder="121.310000, 31.225000"
            value={text}
            onChange={(event) => {
              setText(event.target.value);
              setWrong(false);
            }}
          />
          <Button htmlType="submit">{t("map.show")}</Button>
        </div>
        <p id="tool-hint" className={wrong ? "wrong" : "quiet"} role={wrong ? "alert" : undefined}>
          {t(wrong ? "map.coordinate_bad" : "map.coordinate_hint")}
        </p>
      </form>
    </details>
  );
}
