import { App, Button, Input, Select } from "antd";
import * as api from "../api/admin";
import { Loaded } from "../components/Loaded";
import { ProblemAlert } from "../components/ProblemAlert";
import { useWords } from "../i18n/context";
import { useAct } from "../state/useAct";
import { useAsked } from "../state/useAsked";
import { useDraft } from "../state/useDraft";
import type { AdminProps } from "./AdminPage";

/** Words that point to a category (关键词规则), all of them together. */
export function Keywords({ may }: AdminProps) {
  const asked = useAsked("keywords", () => api.keywords());
  return <Loaded asked={asked}>{(rules) => <Rules rules={rules} may={may} onSaved={asked.put} />}</Loaded>;
}

function Rules({ rules: saved, may, onSaved }: { rules: api.KeywordRule[]; may: boolean; onSaved: (rules: api.KeywordRule[]) => void }) {
  const { t, name, town } = useWords();
  const { message } = App.useApp();
  const [kept, setKept] = useDraft<api.KeywordRule[]>("keywords");
  const rules = kept ?? saved;
  const change = (nth: number, news: Partial<api.KeywordRule>) => setKept(rules.map((rule, at) => (at === nth ? { ...rule, ...news } : rule)));
  const save = useAct(
    (all: api.KeywordRule[], key) => api.putKeywords(all, key),
    (news) => {
      setKept(undefined);
      onSaved(news);
      message.success(t("admin.recorded"));
    },
  );
  const categories = town?.categories ?? [];
  return (
    <section className="card" aria-label={t("admin.part.keywords")}>
      {may ? (
        <div className="row">
          <Button
            onClick={() => {
              const first = categories[0];
              if (first) setKept([{ words: [], category: first.code, weight: 1 }, ...rules]);
            }}
          >
            {t("keywords.add")}
          </Button>
          <span className="spacer" />
          {kept ? (
            <>
              <span className="late">{t("admin.unsaved")}</span>
              <Button onClick={() => setKept(undefined)}>{t("app.cancel")}</Button>
              <Button type="primary" loading={save.busy} onClick={() => void save.run(rules)}>
                {t("filing.save")}
              </Button>
            </>
          ) : null}
        </div>
      ) : null}
      {save.problem ? <ProblemAlert problem={save.problem} /> : null}
      {rules.map((rule, nth) => (
        <fieldset key={nth} className="keyword-row" disabled={!may}>
          <legend className="hidden">{t("keywords.rule", { row: nth + 1 })}</legend>
          <Select
            aria-label={t("field.category")}
            disabled={!may}
            value={rule.category}
            options={categories.map((one) => ({ value: one.code, label: name("category", one.code, one.name) }))}
            onChange={(category) => change(nth, { category, subcategory: null })}
          />
          <Select
            aria-label={t("field.subcategory")}
            disabled={!may}
            allowClear
            value={rule.subcategory ?? undefined}
            placeholder={t("field.subcategory")}
            options={(categories.find((one) => one.code === rule.category)?.subcategories ?? []).map((one) => ({ value: one.code, label: one.name }))}
            onChange={(subcategory?: string) => change(nth, { subcategory: subcategory ?? null })}
          />
          <Input
            aria-label={t("keywords.weight")}
            prefix={<span className="fine">{t("keywords.weight")}</span>}
            inputMode="numeric"
            value={String(rule.weight)}
            onChange={(event) => change(nth, { weight: Number(event.target.value.replace(/\D/g, "") || "0") })}
          />
          <Select
            aria-label={t("keywords.words")}
            disabled={!may}
            mode="tags"
            open={false}
            suffixIcon={null}
            tokenSeparators={[",", "\n"]}
            value={rule.words}
            onChange={(words: string[]) => change(nth, { words })}
          />
          {may ? (
            <Button size="small" onClick={() => setKept(rules.filter((_, at) => at !== nth))}>
              {t("contract.remove")}
            </Button>
          ) : null}
        </fieldset>
      ))}
    </section>
  );
}
