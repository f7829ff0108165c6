import type { MouseEvent, ReactNode } from "react";
import { jump } from "../lib/jump";

type Props = { to: string; onJump?: () => void; className?: string; label?: string; children: ReactNode };

/** A link to another place of the same page. */
export function Jump({ to, onJump, className, label, children }: Props) {
  const follow = (event: MouseEvent) => {
    event.preventDefault();
    onJump?.();
    jump(to);
  };
  return (
    <a href={`#${to}`} className={className} aria-label={label} onClick={follow}>
      {children}
    </a>
  );
}
