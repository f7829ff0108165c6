import type { AreasView } from "../api/admin";
import { Grid } from "../components/Grid";
import { useWords } from "../i18n/context";
import { useNamed } from "../i18n/named";

/** What does not fit: overlaps, holes and ground outside the town, the largest first. */
export function AreaFindings({ findings }: { findings: AreasView["findings"] }) {
  const { t } = useWords();
  const named = useNamed();
  if (findings.length === 0) return <p className="quiet">✓ {t("areas.fits")}</p>;
  return (
    <Grid
      label={t("areas.fit")}
      empty=""
      rows={findings}
      id={(one) => `${one.kind}${one.at.lon}${one.at.lat}`}
      columns={[
        { head: t("areas.kind"), names: true, cell: (one) => named(`areas.kind.${one.kind}`, one.kind_name) },
        { head: t("admin.part.areas"), cell: (one) => one.areas.map((area) => area.name).join(", ") },
        { head: t("areas.size"), number: true, cell: (one) => one.square_metres },
        { head: t("incident.place"), cell: (one) => <span className="figure nowrap">{`${one.at.lon.toFixed(5)}, ${one.at.lat.toFixed(5)}`}</span> },
        { head: t("check.about"), cell: (one) => <span lang="zh-CN">{one.what}</span> },
      ]}
    />
  );
}
