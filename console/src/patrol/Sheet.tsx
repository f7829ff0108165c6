import { type ReactNode, useEffect, useId, useRef } from "react";
import { Sos } from "./Sos";
import { useWords } from "./words";

type Props = {
  title: string;
  onClose: () => void;
  /** Whether the call for help is offered too: what is behind the sheet is out of reach. */
  sos?: boolean;
  children: ReactNode;
};

/** A form over the page. The browser keeps the keyboard in it, and Esc closes it. */
export function Sheet({ title, onClose, sos = true, children }: Props) {
  const { t } = useWords();
  const dialog = useRef<HTMLDialogElement>(null);
  const id = useId();
  useEffect(() => {
    const one = dialog.current;
    one?.showModal();
    return () => one?.close();
  }, []);
  return (
    <dialog ref={dialog} className="p-sheet" aria-labelledby={id} onCancel={onClose}>
      <div className="p-sheet-head">
        <h2 id={id}>{title}</h2>
        {sos ? <Sos /> : null}
        <button type="button" className="p-button plain" onClick={onClose}>
          {t("patrol.close")}
        </button>
      </div>
      {children}
    </dialog>
  );
}
