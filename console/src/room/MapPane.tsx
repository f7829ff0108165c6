import { lazy, Suspense } from "react";
import type { Session, Sos } from "../api/types";
import { Wait } from "../components/Wait";

export type MapProps = {
  session: Session;
  /** The number of the incident in hand. */
  incident?: string;
  onPick: (incident: string) => void;
  sos: readonly Sos[];
  onSosChanged: () => void;
};

// The map is a part of its own, and large: it comes after the desk works.
const TownMap = lazy(() => import("../map/TownMap"));

/** The town's map beside the incident in hand. */
export function MapPane(props: MapProps) {
  return (
    <div className="map-pane">
      <Suspense fallback={<Wait />}>
        <TownMap {...props} />
      </Suspense>
    </div>
  );
}
