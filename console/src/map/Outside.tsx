import { Button } from "antd";
import { useState } from "react";
import { useWords } from "../i18n/context";
import { degrees, outside } from "../lib/coordinates";
import { type LonLat, toGcj02 } from "../lib/gcj02";

/** A place in both grids, to copy, and ways out to the apps that phones have. */
export function Outside({ place, name }: { place: LonLat; name: string }) {
  const { t } = useWords();
  const links = outside(place, name);
  return (
    <div className="map-outside">
      <dl>
        <Grid label={t("map.wgs84")} text={degrees(place)} />
        <Grid label={t("map.gcj02")} text={degrees(toGcj02(place))} />
      </dl>
      <p className="row">
        <a href={links.amap} target="_blank" rel="noopener noreferrer">
          {t("map.open_amap")}
        </a>
        <a href={links.tencent} target="_blank" rel="noopener noreferrer">
          {t("map.open_tencent")}
        </a>
      </p>
      <p className="quiet">{t("map.outside_note")}</p>
    </div>
  );
}

function Grid({ label, text }: { label: string; text: string }) {
  const { t } = useWords();
  const [copied, setCopied] = useState(false);
  // Over plain HTTP a browser has no clipboard for pages: the text can still be marked and copied.
  const may = "clipboard" in navigator;
  return (
    <div>
      <dt>{label}</dt>
      <dd>
        <code>{text}</code>
        {may ? (
          <Button
            size="small"
            type="link"
            aria-label={t("map.copy_of", { what: label })}
            onClick={() => {
              navigator.clipboard.writeText(text).then(
                () => setCopied(true),
                () => setCopied(false),
              );
            }}
          >
            {t(copied ? "map.copied" : "map.copy")}
          </Button>
        ) : null}
      </dd>
    </div>
  );
}
