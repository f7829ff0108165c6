import { Button } from "antd";
import { useWords } from "../../i18n/context";
import { LEAST, type Ring } from "../../lib/areaDraw";
import { degrees } from "../../lib/coordinates";
import { CornerList } from "./CornerList";
import { PointField } from "./PointField";
import type { useEditing } from "./useEditing";

type Props = {
  edit: ReturnType<typeof useEditing>;
  ring: Ring;
  name: string;
  step: number;
  shared: (at: number) => string;
  /** Told to those who do not see the map. */
  onSaid: (words: string) => void;
};

/** The corners of the area in hand, and what can be done with one of them. */
export function CornerPart({ edit, ring, name, step, shared, onSaid }: Props) {
  const { t } = useWords();
  const { corner } = edit;
  const insert = (at: number) => {
    edit.add(at);
    onSaid(t("draw.said.inserted", { n: at + 2 }));
  };
  const remove = (at: number) => onSaid(edit.drop(at) ? t("draw.said.removed", { n: at + 1 }) : t("draw.said.least", { n: LEAST }));
  return (
    <section aria-labelledby="draw-corners">
      <h3 id="draw-corners">{t("draw.corners", { n: ring.length })}</h3>
      <CornerList
        name={name}
        ring={ring}
        corner={corner}
        shared={shared}
        wish={edit.wish}
        step={step}
        onCorner={edit.take}
        onStep={(at, east, north, held) => {
          edit.step(at, east, north, held);
          const way = north > 0 ? "north" : north < 0 ? "south" : east > 0 ? "east" : "west";
          onSaid(t(`draw.said.${way}`, { n: at + 1, metres: step }));
        }}
        onInsert={insert}
        onRemove={remove}
      />
      {corner === undefined ? null : (
        <div className="draw-acts">
          <p className="row">
            <b>{t("draw.corner", { n: corner + 1 })}</b>
            <Button size="small" onClick={() => insert(corner)}>
              {t("draw.insert")}
            </Button>
            <Button size="small" disabled={ring.length <= LEAST} onClick={() => remove(corner)}>
              {t("draw.remove")}
            </Button>
            <Button
              size="small"
              onClick={() => {
                const found = edit.bring(corner);
                onSaid(found ? t("draw.said.moved", { n: corner + 1, place: degrees(found.place) }) : t("draw.said.nothing_near"));
              }}
            >
              {t("draw.bring")}
            </Button>
          </p>
          <PointField
            submit={t("draw.put")}
            onPlace={(place) => {
              edit.put(corner, place);
              onSaid(t("draw.said.moved", { n: corner + 1, place: degrees(place) }));
            }}
          />
        </div>
      )}
    </section>
  );
}
