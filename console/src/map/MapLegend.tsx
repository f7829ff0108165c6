import { Checkbox } from "antd";
import { useWords } from "../i18n/context";
import type { CarState, Stage } from "../lib/mapScene";
import type { Pin } from "./pins";
import { lookOf, PinLook } from "./PinLook";
import { type Layer, LAYERS, type Layers } from "./useLayers";

type Props = { layers: Layers; onShow: (layer: Layer, shown: boolean) => void; oldAfter: number | undefined; open?: boolean };

const STATES: CarState[] = ["in_service", "assigned", "en_route", "on_scene", "out_of_service"];
const STAGES: Stage[] = ["waiting", "working", "after"];

/** What is shown, and what the signs mean. */
export function MapLegend({ layers, onShow, oldAfter, open = false }: Props) {
  const { t } = useWords();
  const pin = (kind: Pin["kind"], tone: string, sign: string, part: Partial<Pin> = {}): Pin => ({
    key: tone, kind, id: tone, place: [0, 0], tone, sign, label: "", note: "", title: "", heading: undefined, old: false, alarm: false, chosen: false,
    ...part,
  });
  return (
    <details className="map-legend" open={open} data-tour="map-legend">
      <summary>{t("map.layers")}</summary>
      <fieldset aria-label={t("map.layers")}>
        {LAYERS.map((layer) => (
          <Checkbox key={layer} checked={layers[layer]} onChange={(event) => onShow(layer, event.target.checked)}>
            {t(`map.layer.${layer}`)}
          </Checkbox>
        ))}
      </fieldset>
      <ul className="map-signs">
        <Sign pin={pin("sos", "unseen", t("map.sign.sos"), { alarm: true })} text={t("sos.title")} />
        {STATES.map((state) => (
          <Sign key={state} pin={pin("car", state, t(`map.sign.${state}`))} text={t(`map.state.${state}`)} />
        ))}
        <Sign pin={pin("car", "in_service", t("map.sign.in_service"), { heading: 45 })} text={t("map.legend.heading")} />
        <Sign
          pin={pin("car", "in_service", t("map.sign.in_service"), { old: true })}
          text={oldAfter === undefined ? t("map.legend.old_plain") : t("map.legend.old", { n: Math.round(oldAfter / 60) })}
        />
        {STAGES.map((stage) => (
          <Sign key={stage} pin={pin("incident", stage, t(`map.sign.${stage}`))} text={t(`map.stage.${stage}`)} />
        ))}
        <Sign pin={pin("incident", "waiting", "!", { alarm: true })} text={t("queue.hazard")} />
        <Sign pin={pin("station", "station", t("map.sign.station"))} text={t("map.layer.stations")} />
        <li>
          <svg className="pin-ways" width="30" height="14" aria-hidden="true">
            <line className="assigned" x1="1" y1="7" x2="29" y2="7" />
          </svg>
          {t("map.legend.assigned")}
        </li>
        <li>
          <svg className="pin-ways" width="30" height="14" aria-hidden="true">
            <line className="possible" x1="1" y1="7" x2="29" y2="7" />
          </svg>
          {t("map.legend.possible")}
        </li>
      </ul>
    </details>
  );
}

function Sign({ pin, text }: { pin: Pin; text: string }) {
  return (
    <li>
      <span className="sign-box" aria-hidden="true">
        <span className={lookOf(pin)}>
          <PinLook pin={pin} />
        </span>
      </span>
      {text}
    </li>
  );
}
