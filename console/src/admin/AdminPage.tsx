import type { ComponentType } from "react";
import type { Session } from "../api/types";
import { PaperPage } from "../components/PaperPage";
import { To } from "../components/To";
import { useWords } from "../i18n/context";
import { ADMIN_PARTS, type AdminPart, type AdminRoute } from "../lib/admin/route";
import { mayAdminister, mayReadAdministration } from "../lib/rights";
import { Accounts } from "./Accounts";
import { Areas } from "./Areas";
import { AuditEvents } from "./AuditEvents";
import { Categories } from "./Categories";
import { Departments } from "./Departments";
import { Erasures } from "./Erasures";
import { Keywords } from "./Keywords";
import { Members } from "./Members";
import { PolicyPart } from "./PolicyPart";
import { Protocols } from "./Protocols";
import { Reveals } from "./Reveals";
import { Scripts } from "./Scripts";
import { SetupPart } from "./SetupPart";
import { Stations } from "./Stations";
import { Units } from "./Units";
import { Webhooks } from "./Webhooks";

/** What every part of the administration is given. */
export type AdminProps = { id: string | undefined; query: Record<string, string | undefined>; may: boolean; session: Session };

const PARTS: Record<AdminPart, ComponentType<AdminProps>> = {
  accounts: Accounts,
  members: Members,
  units: Units,
  stations: Stations,
  departments: Departments,
  areas: Areas,
  categories: Categories,
  keywords: Keywords,
  protocols: Protocols,
  scripts: Scripts,
  policy: PolicyPart,
  webhooks: Webhooks,
  audit: AuditEvents,
  reveals: Reveals,
  erasures: Erasures,
  setup: SetupPart,
};

const GROUPS: { name: "begin" | "people" | "town" | "work" | "log"; parts: AdminPart[] }[] = [
  { name: "begin", parts: ["setup"] },
  { name: "people", parts: ["accounts", "members"] },
  { name: "town", parts: ["units", "stations", "departments", "areas"] },
  { name: "work", parts: ["policy", "categories", "keywords", "protocols", "scripts", "webhooks"] },
  { name: "log", parts: ["audit", "reveals", "erasures"] },
];

type Props = { route: Extract<AdminRoute, { page: "admin" }>; session: Session; onLogOut: () => void };

/** The administration: the administrator changes, the auditor reads. */
export default function AdminPage({ route, session, onLogOut }: Props) {
  const { t } = useWords();
  const { part } = route;
  const Part = PARTS[part];
  const may = mayAdminister(session.role);
  // Connections to other systems, and the first run, are the administrator's alone.
  const seen = (one: AdminPart) => may || (one !== "webhooks" && one !== "setup");
  return (
    <PaperPage
      session={session}
      title={t("admin.title")}
      announced={`${t(`admin.part.${part}`)} · ${t("admin.title")}`}
      may={mayReadAdministration(session.role) && seen(part)}
      denied={t("admin.denied")}
      onLogOut={onLogOut}
    >
      <div className="admin">
        <nav className="admin-nav no-print" aria-label={t("admin.parts")}>
          {GROUPS.filter((group) => group.parts.some(seen)).map((group) => (
            <div key={group.name}>
              <p className="fine">{t(`admin.group.${group.name}`)}</p>
              {group.parts.filter((one) => ADMIN_PARTS.includes(one) && seen(one)).map((one) => (
                <To key={one} route={{ page: "admin", part: one }} current={one === part} tour={`admin-${one}`}>
                  {t(`admin.part.${one}`)}
                </To>
              ))}
            </div>
          ))}
        </nav>
        <div className="admin-part">
          <h1>{t(`admin.part.${part}`)}</h1>
          <p className="quiet">{t(`admin.what.${part}`)}</p>
          <Part key={part} id={route.id} query={route.query ?? {}} may={may} session={session} />
        </div>
      </div>
    </PaperPage>
  );
}
