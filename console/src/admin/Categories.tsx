import * as api from "../api/admin";
import { useWords } from "../i18n/context";
import { refusal } from "../i18n/refusal";
import { subcategoriesOf, subcategoriesText } from "../lib/admin/lines";
import { textOf } from "../lib/spec";
import { useAsked } from "../state/useAsked";
import type { AdminProps } from "./AdminPage";
import { RecordsPart } from "./RecordsPart";

/** The five categories (五大类), fixed, with the subcategories that the town keeps. */
export function Categories({ id, may }: AdminProps) {
  const { t, name } = useWords();
  const asked = useAsked("categories", () => api.categories());
  return (
    <RecordsPart
      part="categories"
      asked={asked}
      id={id}
      may={may}
      idOf={(one) => one.code}
      nameOf={(one) => name("category", one.code)}
      textOf={(one) => `${name("category", one.code)} ${subcategoriesText(one.subcategories)}`}
      columns={[
        { head: t("field.category"), names: true, cell: (one) => name("category", one.code) },
        {
          head: t("field.subcategory"),
          cell: (one) => (
            <span className="row tags">
              {one.subcategories.map((sub) => (
                <span key={sub.id} className="tag" title={sub.id}>
                  {sub.name}
                </span>
              ))}
            </span>
          ),
        },
      ]}
      specs={() => [{ name: "subcategories", label: t("field.subcategory"), kind: "area", required: true, hint: t("categories.hint") }]}
      initial={(record) => ({ subcategories: subcategoriesText(record?.subcategories ?? []) })}
      send={async (values, key, record) => {
        const subcategories = subcategoriesOf(textOf(values, "subcategories"));
        if (!subcategories || !record) throw refusal("bad_subcategories", "categories.bad", "subcategories");
        return api.putCategory({ code: record.code, subcategories }, key);
      }}
    />
  );
}
