import { App, type InputRef } from "antd";
import { lazy, Suspense, useCallback, useDeferredValue, useMemo, useRef, useState } from "react";
import * as calls from "../api/calls";
import { asProblem } from "../api/http";
import type { Incident, Session } from "../api/types";
import { useWords } from "../i18n/context";
import { offer } from "../lib/commands";
import type { KeyAct } from "../lib/keys";
import { counts, step, visible, type Wanted } from "../lib/queue";
import { mayIntake, maySeeForm } from "../lib/rights";
import { useDesk } from "../state/useDesk";
import { useKeys } from "../state/useKeys";
import { useNow } from "../state/useNow";
import { Announcer } from "./Announcer";
import { Header } from "./Header";
import { Help } from "./Help";
import { InHand } from "./InHand";
import { IntakeDrawer } from "./IntakeDrawer";
import { Nothing } from "./Nothing";
import { Queue } from "./Queue";

const FormDrawer = lazy(() => import("../forms/FormDrawer"));

type Overlay = "intake" | "sheet" | "help";

const AT_FIRST: Wanted = { selection: "open", words: "", phase: undefined, order: "urgent" };

export function DeskPage({ session, onLogOut }: { session: Session; onLogOut: () => void }) {
  const { t, town, setTown } = useWords();
  const { message } = App.useApp();
  const now = useNow();
  const [wanted, setWanted] = useState(AT_FIRST);
  const [chosen, setChosen] = useState<string>();
  const [acting, setActing] = useState<string>();
  const [overlay, setOverlay] = useState<Overlay>();
  const search = useRef<InputRef>(null);
  const { desk, problem, loading, hasMore, more, put, retry, refreshTown } = useDesk(wanted.selection, setTown);

  const words = useDeferredValue(wanted.words);
  const phases = useMemo(() => town?.phases.map((phase) => phase.code) ?? [], [town]);
  const shown = useMemo(() => visible(desk.incidents.values(), { ...wanted, words }), [desk.incidents, wanted, words]);
  const perPhase = useMemo(
    () => counts(desk.incidents.values(), wanted.selection, phases),
    [desk.incidents, wanted.selection, phases],
  );
  const incident = chosen === undefined ? undefined : desk.incidents.get(chosen);

  const choose = useCallback((id: string | undefined) => {
    setChosen((old) => {
      if (old !== id) setActing(undefined);
      return id;
    });
  }, []);
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

  // From a figure's evidence one comes to incidents that no list has loaded.
  const visit = useCallback(
    (id: string) => {
      choose(id);
      calls.incident(id).then(put, (error: unknown) => message.error(asProblem(error).message));
    },
    [choose, put, message],
  );

  const canIntake = mayIntake(session.role);
  useKeys((act: KeyAct) => {
    if (overlay || document.querySelector(".ant-modal-wrap:not([style*='none']), .ant-dropdown-open")) return false;
    switch (act) {
      case "new":
        if (canIntake) setOverlay("intake");
        return canIntake;
      case "help":
        setOverlay("help");
        return true;
      case "search":
        search.current?.focus({ cursor: "all" });
        return true;
      case "up":
      case "down": {
        const ids = shown.map((one) => one.id);
        const next = step(ids, chosen, act === "down" ? 1 : -1);
        if (next === undefined) return false;
        choose(next);
        document.getElementById(`item-${next}`)?.focus();
        return true;
      }
      case "open": {
        const primary = incident && offer(incident).primary;
        if (!primary || acting) return false;
        setActing(primary);
        return true;
      }
      case "back":
        if (acting) setActing(undefined);
        else if (document.activeElement === search.current?.input) search.current?.blur();
        else if (chosen !== undefined && window.matchMedia("(max-width: 860px)").matches) choose(undefined);
        else return false;
        return true;
    }
  });

  return (
    <div className={`page ${incident ? "has-incident" : ""}`}>
      <Header
        session={session}
        now={now}
        connection={desk.connection}
        onIntake={canIntake ? () => setOverlay("intake") : undefined}
        onSheet={maySeeForm(session.role) ? () => setOverlay("sheet") : undefined}
        onHelp={() => setOverlay("help")}
        onLogOut={onLogOut}
      />
      <main className="desk">
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
        />
        <section className="hand" id="incident" tabIndex={-1} aria-label={t("incident.facts")}>
          {incident && town ? (
            <InHand
              key={incident.id}
              incident={incident}
              town={town}
              now={now}
              acting={acting}
              onAct={setActing}
              onChanged={put}
              onBack={() => choose(undefined)}
              refreshTown={refreshTown}
            />
          ) : (
            <Nothing loading={loading} />
          )}
        </section>
      </main>
      <Announcer last={desk.last} />
      <IntakeDrawer open={overlay === "intake"} onClose={close} onReceived={received} />
      <Help open={overlay === "help"} onClose={close} />
      <Suspense>{overlay === "sheet" ? <FormDrawer onClose={close} onIncident={visit} /> : null}</Suspense>
    </div>
  );
}
