import { Drawer } from "antd";
import type { ReactNode } from "react";

/** What belongs to a line of a table, beside it; with an address of its own it opens with the page. */
export function Panel({ title, onClose, wide, children }: { title: ReactNode; onClose: () => void; wide?: boolean; children: ReactNode }) {
  return (
    <Drawer open title={title} onClose={onClose} size={wide ? 860 : 480} rootClassName="panel" destroyOnHidden>
      <div className="panel-body">{children}</div>
    </Drawer>
  );
}
