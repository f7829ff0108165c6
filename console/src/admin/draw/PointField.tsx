import { Button, Input, Radio } from "antd";
import { type FormEvent, useState } from "react";
import { useWords } from "../../i18n/context";
import { type Datum, readPlace } from "../../lib/coordinates";
import { rounded } from "../../lib/areaDraw";
import type { LonLat } from "../../lib/gcj02";

type Props = { submit: string; onPlace: (place: LonLat) => void };

/** A corner by its coordinate, as it stands in a decree or was read out. */
export function PointField({ submit, onPlace }: Props) {
  const { t } = useWords();
  const [text, setText] = useState("");
  const [datum, setDatum] = useState<Datum>("wgs84");
  const [wrong, setWrong] = useState(false);
  const send = (event: FormEvent) => {
    event.preventDefault();
    const place = readPlace(text, datum);
    setWrong(place === undefined);
    if (!place) return;
    onPlace(rounded(place));
    setText("");
  };
  return (
    <form className="draw-point-field" onSubmit={send} aria-label={t("draw.by_coordinate")}>
      <div className="tool-line">
        <Input
          aria-label={t("map.coordinate")}
          aria-describedby={wrong ? "draw-point-wrong" : undefined}
          aria-invalid={wrong}
          placeholder="121.310000, 31.225000"
          value={text}
          onChange={(event) => {
            setText(event.target.value);
            setWrong(false);
          }}
        />
        <Button htmlType="submit">{submit}</Button>
      </div>
      {wrong ? (
        <p id="draw-point-wrong" className="wrong" role="alert">
          {t("map.coordinate_bad")}
        </p>
      ) : null}
      <Radio.Group
        aria-label={t("map.datum")}
        value={datum}
        onChange={(event) => setDatum(event.target.value as Datum)}
        options={[
          { value: "wgs84", label: t("map.datum_wgs84") },
          { value: "gcj02", label: t("map.datum_gcj02") },
        ]}
      />
    </form>
  );
}
