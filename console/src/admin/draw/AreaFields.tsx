import type { Problem } from "../../api/http";
import { SpecField } from "../../components/SpecField";
import { useWords } from "../../i18n/context";
import { type About, isNew } from "../../lib/areaDrawing";
import type { Spec } from "../../lib/spec";

type Props = {
  areaKey: string;
  about: About;
  lacks: readonly string[];
  /** The server's word on one of the fields. */
  problem: Problem | undefined;
  onChange: (about: About) => void;
};

/** What an area is called, and whose it is. */
export function AreaFields({ areaKey, about, lacks, problem, onChange }: Props) {
  const { t, town } = useWords();
  const stations = (town?.stations ?? []).map((one) => ({ value: one.code, label: one.name }));
  const fresh = isNew(areaKey);
  const specs: Spec[] = [
    { name: "id", label: t("perf.id"), kind: "text", required: true, readOnly: !fresh, ...(lacks.includes("known") ? { hint: t("draw.id_known") } : {}) },
    { name: "name", label: t("accounts.name"), kind: "text", required: true },
    { name: "station", label: t("field.station"), kind: "choice", required: true, options: stations },
  ];
  return (
    <div className="draw-fields">
      {specs.map((spec) => (
        <SpecField
          key={spec.name}
          id={`draw-${spec.name}`}
          spec={spec}
          value={about[spec.name as keyof About]}
          missing={lacks.includes(spec.name)}
          problem={problem?.body.field === spec.name ? problem : undefined}
          onChange={(value) => onChange({ ...about, [spec.name]: String(value) })}
        />
      ))}
    </div>
  );
}
