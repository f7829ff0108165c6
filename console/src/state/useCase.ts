// One incident with its events, kept fresh while it is in hand.
import { useState } from "react";
import * as calls from "../api/calls";
import * as desks from "../api/desks";
import type { Incident, LoggedEvent } from "../api/types";
import { useAsked } from "./useAsked";
import { useNews } from "./useNews";

export type Case = { incident: Incident; events: LoggedEvent[] };

export function useCase(id: string) {
  const asked = useAsked(id, async (signal): Promise<Case> => {
    // The events first: what comes in between then shows as a newer incident, never as an unknown event.
    const events = await calls.events(id, signal);
    return { incident: await desks.incident(id, signal), events };
  });
  useNews(["incident"], asked.again);
  const [acting, setActing] = useState<string>();
  return { asked, acting, setActing };
}
