import { Button } from "antd";
import type { Present } from "../api/plan.types";
import { useWords } from "../i18n/context";
import type { Lack } from "../lib/planning/draft";
import { jump } from "../lib/jump";
import { blankVariant, type TypedVariant } from "../lib/planning/variants";
import type { Planning } from "./usePlanning";
import { VariantCard } from "./VariantCard";

/** Ways to begin a scenario. */
const KINDS = ["more", "less", "night", "busy", "own"] as const;
type Kind = (typeof KINDS)[number];

/** The scenarios beside the present. */
export function Variants({ planning, present, lacks }: { planning: Planning; present: Present; lacks: Lack[] }) {
  const { t } = useWords();
  const { draft, change } = planning;
  const { variants } = draft;
  const write = (one: TypedVariant) => change({ variants: variants.map((old) => (old.key === one.key ? one : old)) });

  const fresh = (kind: Kind): TypedVariant => {
    const key = Math.max(0, ...variants.map((one) => one.key)) + 1;
    const taken = new Set([present.name, ...variants.map((one) => one.name)]);
    const first = t(`plan.begin.${kind}.name`);
    let name = first;
    for (let n = 2; taken.has(name); n += 1) name = `${first} ${n}`;
    const made = blankVariant(key, name);
    const [car] = present.fleet.cars.slice(-1);
    const area = present.layout.areas[0]?.id ?? "";
    if (kind === "more") made.added = [{ key: 1, area, hours: { kind: "day" } }];
    if (kind === "less" && car) made.cars[car.unit] = { gone: true };
    if (kind === "night" && car) made.cars[car.unit] = { hours: { kind: "day" } };
    if (kind === "busy") made.demand = "20";
    return made;
  };
  const begin = (kind: Kind) => {
    const made = fresh(kind);
    change({ variants: [...variants, made] });
    jump(`variant-${made.key}`);
  };
  return (
    <>
      <ol className="plan-variants" aria-label={t("plan.scenarios")}>
        {variants.map((one, nth) => (
          <li key={one.key}>
            <VariantCard
              typed={one}
              nth={nth + 1}
              present={present}
              planning={planning}
              wrong={lacks.flatMap((lack) => (lack.what === "variant" && lack.key === one.key ? [lack.wrong] : []))}
              onChange={write}
              onRemove={() => change({ variants: variants.filter((old) => old.key !== one.key) })}
              onCopy={() => {
                const copy = { ...one, key: Math.max(...variants.map((old) => old.key)) + 1, name: t("plan.copy_name", { name: one.name }) };
                change({ variants: [...variants.slice(0, nth + 1), copy, ...variants.slice(nth + 1)] });
              }}
            />
          </li>
        ))}
      </ol>
      <div className="row" role="group" aria-label={t("plan.begin")}>
        <b>{t("plan.begin")}</b>
        {KINDS.map((kind) => (
          <Button key={kind} onClick={() => begin(kind)}>
            {t(`plan.begin.${kind}`)}
          </Button>
        ))}
      </div>
    </>
  );
}
