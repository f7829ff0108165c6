import { Button } from "antd";
import * as duty from "../api/duty";
import { Shown } from "../components/Shown";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { deskRoute } from "../lib/deskRoute";
import { mayManageDuty } from "../lib/rights";
import { shortTime } from "../lib/time";
import { serverNow } from "../api/http";
import { useAsked } from "../state/useAsked";
import { useNews } from "../state/useNews";
import { go } from "../state/useRoute";
import type { DutyProps } from "./DutyPage";
import { NewRequest } from "./NewRequest";
import { RequestPanel } from "./RequestPanel";
import { useWishWords } from "./wishWords";

/** Leave, swaps, covers and extra members: what waits first, each at its own address. */
export function Requests({ route, session }: DutyProps) {
  const { t, name, town } = useWords();
  const wish = useWishWords();
  const open = route.asked.all !== "yes";
  const asked = useAsked(String(open), (signal) => duty.requests(open, undefined, signal));
  useNews(["stream"], asked.again);
  const [, id] = route.path;
  const mayAsk = mayManageDuty(session.role) || session.role === "member";
  const back = deskRoute("duty", ["requests"], { all: route.asked.all });
  const offset = town?.utc_offset_seconds ?? 0;
  return (
    <>
      <div className="row book-tools">
        <nav className="phases" aria-label={t("inbox.states")}>
          <To route={deskRoute("duty", ["requests"])} className="phase-button" current={open}>
            {t("duty.requests_open")}
          </To>
          <To route={deskRoute("duty", ["requests"], { all: "yes" })} className="phase-button" current={!open}>
            {t("duty.requests_all")}
          </To>
        </nav>
        <span className="spacer" />
        {mayAsk && id !== "new" ? (
          <Button type="primary" onClick={() => go(deskRoute("duty", ["requests", "new"]))}>
            {t("duty.new_request")}
          </Button>
        ) : null}
      </div>
      {id === "new" && mayAsk ? <NewRequest key={JSON.stringify(route.asked)} given={route.asked} session={session} onDone={asked.again} /> : null}
      <Shown asked={asked} empty={t(open ? "duty.no_open_requests" : "duty.no_requests")} isEmpty={(page) => page.requests.length === 0}>
        {(page) => (
          <div className="table-scroll" tabIndex={0} role="region" aria-label={t("duty.part.requests")}>
            <table className="sheet-table book-table">
              <thead>
                <tr>
                  <th scope="col">{t("duty.kind")}</th>
                  <th scope="col">{t("duty.member")}</th>
                  <th scope="col">{t("duty.what")}</th>
                  <th scope="col">{t("field.reason")}</th>
                  <th scope="col">{t("duty.status")}</th>
                  <th scope="col">{t("duty.asked_at")}</th>
                </tr>
              </thead>
              <tbody>
                {page.requests.map((one) => (
                  <tr key={one.id}>
                    <th scope="row">
                      <To route={deskRoute("duty", ["requests", one.id], { all: route.asked.all })}>{name("wish", one.kind, one.kind_name)}</To>
                    </th>
                    <td>{one.member.name}</td>
                    <td>{wish(one)}</td>
                    <td>{one.reason}</td>
                    <td>
                      <span className={`mark status-${one.status}`}>{name("request_status", one.status, one.status_name)}</span>
                    </td>
                    <td className="nowrap">{shortTime(one.asked_at, offset, serverNow())}</td>
                  </tr>
                ))}
              </tbody>
            </table>
            {page.next ? <p className="quiet fine">{t("desk.shown_first", { count: page.requests.length })}</p> : null}
          </div>
        )}
      </Shown>
      {id && id !== "new" ? <RequestPanel key={id} id={id} onChanged={asked.again} onClose={() => go(back)} /> : null}
    </>
  );
}
