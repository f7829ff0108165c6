// Colours with at least 4.5:1 on their grounds (WCAG 2.2 AA), and fonts of the machine itself.
import type { ThemeConfig } from "antd";

export const theme: ThemeConfig = {
  token: {
    colorPrimary: "#0b57d0",
    colorPrimaryHover: "#0a4ab3",
    colorPrimaryActive: "#083d94",
    colorErrorHover: "#94190f",
    colorErrorActive: "#7d140c",
    colorLinkHover: "#0a4ab3",
    colorError: "#b42318",
    colorWarning: "#8a5a00",
    // Derived from so dark a colour, the grounds would be mud.
    colorWarningBg: "#fff6dd",
    colorWarningBorder: "#e3bd63",
    colorErrorBg: "#fdecea",
    colorErrorBorder: "#e8a59e",
    colorSuccess: "#1a6b36",
    colorSuccessBg: "#e9f7ee",
    colorSuccessBorder: "#9fd3b1",
    colorLink: "#0b57d0",
    colorTextDescription: "#545b64",
    colorTextTertiary: "#545b64",
    colorTextQuaternary: "#545b64",
    colorTextPlaceholder: "#6a7079",
    borderRadius: 6,
    fontFamily: '"Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif',
    // Nothing slides: who takes a call does not wait for a drawer. And a spinner or a drawer goes at once, where an
    // animation whose end a busy browser never told would have left it standing for good.
    motion: false,
  },
  components: { Button: { primaryShadow: "none", defaultShadow: "none", dangerShadow: "none" } },
};
