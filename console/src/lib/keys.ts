// The keyboard: which act a key means.

export type KeyAct = "new" | "search" | "down" | "up" | "open" | "help" | "back" | "quick" | "take";

export type Pressed = { key: string; ctrlKey: boolean; metaKey: boolean; altKey: boolean; repeat?: boolean };

/** Where the focus is: text is typed, a control reacts to Enter by itself, or neither. */
export type Focus = "text" | "control" | "page";

export function keyAct(pressed: Pressed, focus: Focus): KeyAct | undefined {
  // Held down, it is pressed once.
  if (sends(pressed)) return focus === "text" || pressed.repeat ? undefined : "quick";
  if (pressed.ctrlKey || pressed.metaKey || pressed.altKey) return undefined;
  if (pressed.key === "Escape") return "back";
  if (focus === "text") return undefined;
  switch (pressed.key) {
    case "n":
      return "new";
    case "t":
      return "take";
    case "/":
      return "search";
    case "?":
      return "help";
    case "j":
    case "ArrowDown":
      return "down";
    case "k":
    case "ArrowUp":
      return "up";
    case "Enter":
      return focus === "page" ? "open" : undefined;
    default:
      return undefined;
  }
}

/** Ctrl+Enter (or Command+Enter) sends a form. */
export const sends = (pressed: Pressed) => pressed.key === "Enter" && (pressed.ctrlKey || pressed.metaKey);
