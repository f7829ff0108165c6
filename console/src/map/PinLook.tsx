import { memo } from "react";
import type { Pin } from "./pins";

/** How a pin looks, on the map and in its legend. */
export const PinLook = memo(function PinLook({ pin }: { pin: Pin }) {
  return (
    <>
      {pin.heading === undefined ? null : (
        <span className="pin-heading" style={{ transform: `rotate(${pin.heading}deg)` }}>
          <i />
        </span>
      )}
      <span className="pin-body">{pin.sign}</span>
      {pin.label || pin.note ? (
        <span className="pin-label">
          {pin.label}
          {pin.note ? <small>{pin.note}</small> : null}
        </span>
      ) : null}
    </>
  );
}, same);

function same({ pin: a }: { pin: Pin }, { pin: b }: { pin: Pin }): boolean {
  return a.sign === b.sign && a.label === b.label && a.note === b.note && a.heading === b.heading;
}

export const lookOf = ({ kind, tone, old, alarm, chosen }: Pin) =>
  `pin pin-${kind} tone-${tone}${old ? " old" : ""}${alarm ? " alarm" : ""}${chosen ? " chosen" : ""}`;

/** Whether two states of a pin look and say the same; where they are is not asked. */
export const samePin = (a: Pin, b: Pin) => a.key === b.key && lookOf(a) === lookOf(b) && a.title === b.title && same({ pin: a }, { pin: b });
