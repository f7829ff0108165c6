import { App, Button, type InputRef } from "antd";
import { lazy, Suspense, useCallback, useDeferredValue, useEffect, useMemo, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem, type Problem } from "../api/http";
import type { Incident, Session } from "../api/types";
import { useWords } from "../i18n/context";
import { type Fields, offer } from "../lib/commands";
import type { KeyAct } from "../lib/keys";
import { counts, inOrder, step, visible, waitsForRoom, type Wanted } from "../lib/queue";
import { mayIntake, mayReadPerformance } from "../lib/rights";
import { NoticeLine } from "../room/NoticeLine";
import { SituationPane } from "../room/SituationPane";
import { SosBar } from "../room/SosBar";
import { SoundSwitch } from "../room/SoundSwitch";
import { useRoom } from "../room/useRoom";
import { useDesk } from "../state/useDesk";
import { useKeys } from "../state/useKeys";
import { useNow } from "../state/useNow";
import { go } from "../state/useRoute";
import { Announcer } from "./Announcer";
import { Header, LiveState } from "./Header";
import { type Acting, InHand } from "./InHand";
import { Nothing } from "./Nothing";
import { Queue } from "./Queue";
import type { Scroller } from "./Windowed";

const FormDrawer = lazy(() => import("../forms/FormDrawer"));
const Help = lazy(() => import("./Help"));
const takeCalls = () => import("./IntakeDrawer");
const IntakeDrawer = lazy(takeCalls);

type Overlay = "intake" | "sheet" | "help";

const AT_FIRST: Wanted = { selection: "open", words: "", phase: undefined, order: "urgent" };

const narrow = () => window.matchMedia("(max-width: 860px)").matches;

type Props = {
  session: Session;
  /** The incident in hand: the address names it, so that it can be sent to a colleague. */
  asked?: string | undefined;
  onLogOut: () => void;
};

export function DeskPage({ session, asked: chosen, onLogOut }: Props) {
  const { t, town, setTown } = useWords();
  const { message } = App.useApp();
  const now = useNow();
  const [wanted, setWanted] = useState(AT_FIRST);
  const [acting, setActing] = useState<Acting & { on: string | undefined }>();
  const [overlay, setOverlay] = useState<Overlay>();
  const [intakeOpened, setIntakeOpened] = useState(false);
  const search = useRef<InputRef>(null);
  const scroller = useRef<Scroller>(null);
  const room = useRoom(session);
  const { desk, problem, loading, hasMore, more, put, retry, refreshTown } = useDesk(wanted.selection, setTown, room.hear);

  const words = useDeferredValue(wanted.words);
  const phases = useMemo(() => town?.phases.map((phase) => phase.code) ?? [], [town]);
  const shown = useMemo(() => visible(desk.incidents.values(), { ...wanted, words }), [desk.incidents, wanted, words]);
  const perPhase = useMemo(
    () => counts(desk.incidents.values(), wanted.selection, phases),
    [desk.incidents, wanted.selection, phases],
  );
  const incident = chosen === undefined ? undefined : desk.incidents.get(chosen);
  // A form belongs to the incident that it was opened on.
  const form = acting && acting.on === chosen ? acting : undefined;

  const act = useCallback(
    (code: string | undefined, preset: Fields = {}) => setActing(code === undefined ? undefined : { code, preset, on: chosen }),
    [chosen],
  );
  // The answer may come when the next form is open already, or another incident is in hand: that stays.
  const done = useCallback((form: Acting) => setActing((now) => (now === form ? undefined : now)), []);
  // On a small screen the browser's own way back leads to the list.
  const choose = useCallback((id: string | undefined) => {
    go({ page: "desk", ...(id === undefined ? {} : { incident: id }) }, !(id !== undefined && narrow()));
  }, []);
  room.hand.current = { idle: chosen === undefined && overlay === undefined && !narrow(), choose };

  const close = useCallback(() => setOverlay(undefined), []);
  const received = useCallback(
    (news: Incident) => {
      put(news);
      setOverlay(undefined);
      setWanted((old) => (old.selection === "over" || old.words || old.phase ? AT_FIRST : old));
      choose(news.id);
      // Out of the closing drawer at once: the next key may be the next call's.
      requestAnimationFrame(() => document.getElementById("incident")?.focus());
      message.success(t("intake.done", { id: news.id }));
    },
    [put, choose, message, t],
  );

  // A link or a figure's evidence leads to incidents that no list has loaded.
  const [lost, setLost] = useState<{ id: string; problem: Problem }>();
  const unknown = chosen !== undefined && incident === undefined && !loading;
  useEffect(() => {
    if (!unknown) return;
    calls.incident(chosen).then(put, (error: unknown) => setLost({ id: chosen, problem: asProblem(error) }));
  }, [unknown, chosen, put]);
  // Not in the first load, and there before the first call rings.
  useEffect(() => {
    if (!loading) takeCalls().catch(() => undefined);
  }, [loading]);

  // What is in hand is seen in the list, also where a link led to it.
  const order = useRef(shown);
  order.current = shown;
  useEffect(() => {
    const at = loading || chosen === undefined ? -1 : order.current.findIndex((one) => one.id === chosen);
    if (at >= 0) scroller.current?.show(at);
  }, [chosen, loading]);

  const canIntake = mayIntake(session.role);
  const openIntake = () => {
    setIntakeOpened(true);
    setOverlay("intake");
  };
  const move = (to: Incident | undefined) => {
    if (!to) return false;
    choose(to.id);
    // Drawn first, then it can have the focus.
    scroller.current?.show(shown.findIndex((one) => one.id === to.id));
    requestAnimationFrame(() => document.getElementById(`item-${to.id}`)?.focus({ preventScroll: true }));
    return true;
  };
  useKeys((key: KeyAct) => {
    if (overlay) return false;
    switch (key) {
      case "new":
        if (canIntake) openIntake();
        return canIntake;
      case "help":
        setOverlay("help");
        return true;
      case "search":
        search.current?.focus({ cursor: "all" });
        return true;
      case "up":
      case "down": {
        const next = step(shown.map((one) => one.id), chosen, key === "down" ? 1 : -1);
        return move(next === undefined ? undefined : desk.incidents.get(next));
      }
      case "take": {
        const open = [...desk.incidents.values()].filter((one) => waitsForRoom(one) && one.id !== chosen && offer(one).primary);
        return move(open.sort(inOrder("urgent"))[0]);
      }
      case "open": {
        const primary = incident && offer(incident).primary;
        if (!primary || form) return false;
        act(primary);
        return true;
      }
      case "back":
        if (form) act(undefined);
        else if (document.activeElement === search.current?.input) search.current?.blur();
        else if (chosen !== undefined && narrow()) choose(undefined);
        else return false;
        return true;
      default:
        return false;
    }
  });

  return (
    <div className={`page ${incident ? "has-incident" : ""}`}>
      <Header
        session={session}
        heading
        content={{ id: "incident", words: t("app.skip") }}
        acts={
          <>
            {canIntake ? (
              <Button type="primary" onClick={openIntake} aria-keyshortcuts="n" data-tour="intake">
                {t("header.intake")} <kbd>N</kbd>
              </Button>
            ) : null}
            {mayReadPerformance(session.role) ? <Button onClick={() => setOverlay("sheet")}>{t("header.form")}</Button> : null}
          </>
        }
        state={
          <>
            {room.inRoom ? <SoundSwitch sounds={room.sounds} /> : null}
            <LiveState connection={desk.connection} now={now} />
          </>
        }
        pressed={overlay !== undefined || room.situation.sos.some((one) => !one.ended_at)}
        onHelp={() => setOverlay("help")}
        onLogOut={onLogOut}
      />
      <SosBar calls={room.situation.sos} now={now} onChanged={() => room.refresh(true)} />
      <main className={`desk ${room.inRoom ? "room" : ""}`}>
        <Queue
          shown={shown}
          counts={perPhase}
          wanted={wanted}
          onWanted={setWanted}
          chosen={chosen}
          onChoose={choose}
          now={now}
          loading={loading}
          problem={problem}
          onRetry={retry}
          onMore={hasMore ? more : undefined}
          searchRef={search}
          scroller={scroller}
          notice={
            room.notice ? (
              <NoticeLine notice={room.notice} onOpen={choose} onClose={() => room.setNotice(undefined)} />
            ) : null
          }
        />
        <section className="hand" id="incident" tabIndex={-1} aria-label={t("incident.facts")}>
          {incident && town ? (
            <InHand
              key={incident.id}
              session={session}
              incident={incident}
              town={town}
              now={now}
              acting={form}
              onAct={act}
              onDone={done}
              onChanged={put}
              onBack={() => choose(undefined)}
              refreshTown={refreshTown}
              cars={room.situation.units}
            />
          ) : (
            <Nothing loading={loading || (unknown && lost?.id !== chosen)} problem={unknown && lost?.id === chosen ? lost?.problem : undefined} />
          )}
        </section>
        {room.inRoom && town ? (
          <SituationPane
            session={session}
            town={town}
            situation={room.situation}
            loaded={room.loaded}
            problem={room.problem}
            incidents={desk.incidents}
            chosen={chosen}
            now={now}
            onPick={choose}
            onPrioritise={(id) => {
              choose(id);
              setActing({ code: "prioritise", preset: {}, on: id });
            }}
            onChanged={() => room.refresh(true)}
          />
        ) : null}
      </main>
      <Announcer last={desk.last} />
      <Suspense>
        {intakeOpened ? <IntakeDrawer account={session.account} open={overlay === "intake"} onClose={close} onReceived={received} /> : null}
        {overlay === "help" ? <Help onClose={close} /> : null}
        {overlay === "sheet" ? <FormDrawer onClose={close} onIncident={choose} /> : null}
      </Suspense>
    </div>
  );
}
