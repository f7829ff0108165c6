// What the command room adds to the desk: the situation beside it, sounds with their notice, and the
// call that comes to an idle hand by itself.
import { useCallback, useEffect, useRef, useState } from "react";
import type { Session } from "../api/types";
import { offer } from "../lib/commands";
import { worksRoom } from "../lib/rights";
import { type Notice, noticeOf } from "../lib/sound";
import type { Heard } from "../state/live-stream";
import { useSituation } from "./useSituation";
import { useSounds } from "./useSounds";

/** How often an unseen call for help sounds. */
const SOS_EVERY_MS = 2500;

type Hand = {
  /** Whether nothing is in hand, and the screen has room for what comes. */
  idle: boolean;
  choose: (id: string) => void;
};

export function useRoom(session: Session) {
  const inRoom = worksRoom(session.role);
  const sounds = useSounds();
  const { situation, loaded, problem, refresh } = useSituation(inRoom);
  const [notice, setNotice] = useState<Notice>();
  const hand = useRef<Hand>(undefined);
  const { play } = sounds;

  const hear = useCallback(
    (heard: Heard) => {
      if (!inRoom) return;
      refresh(heard.kinds.has("sos"));
      const news = noticeOf(heard.happened);
      if (news) {
        play(news.tone);
        setNotice(news);
      }
      const call = heard.happened.find((one) => one.kind === "incident.received")?.incident;
      if (call && hand.current?.idle && offer(call).primary) hand.current.choose(call.id);
    },
    [inRoom, refresh, play],
  );

  const unseen = situation.sos.some((one) => !one.ended_at && !one.acknowledged_at);
  useEffect(() => {
    if (!unseen) return undefined;
    play("sos");
    const timer = window.setInterval(() => play("sos"), SOS_EVERY_MS);
    return () => window.clearInterval(timer);
  }, [unseen, play]);

  return { inRoom, sounds, situation, loaded, problem, refresh, notice, setNotice, hear, hand };
}
