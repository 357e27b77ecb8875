import {
  ActionIcon,
  Badge,
  Button,
  Chip,
  type CSSVariablesResolver,
  createTheme,
  Drawer,
  defaultVariantColorsResolver,
  type MantineColorsTuple,
  Menu,
  Modal,
  Popover,
  Table,
  Tooltip,
} from "@mantine/core";

const dai: MantineColorsTuple = [
  "#EFF8FA",
  "#DBEFF4",
  "#BFE0E7",
  "#97C7D1",
  "#7CBAC6",
  "#478C99",
  "#2F727F",
  "#1B5964",
  "#10434C",
  "#092E35",
];
const zhu: MantineColorsTuple = [
  "#FFF4F2",
  "#FFE6E2",
  "#FFCBC4",
  "#FDA297",
  "#EF7368",
  "#CE3B35",
  "#C5312E",
  "#B3261E",
  "#811E1B",
  "#5C1714",
];
const hupo: MantineColorsTuple = [
  "#FFF7EB",
  "#FFEDCF",
  "#FFDBA1",
  "#F9C46E",
  "#E6AC45",
  "#D7A041",
  "#B88213",
  "#7C5508",
  "#65470B",
  "#49330C",
];
const zhuqing: MantineColorsTuple = [
  "#F1F9F3",
  "#DFF3E3",
  "#BEE7C8",
  "#92CFA1",
  "#66B27C",
  "#43945D",
  "#317A4A",
  "#26623A",
  "#1D4A2C",
  "#13331D",
];
const mu: MantineColorsTuple = [
  "#F4F7FE",
  "#E7ECFE",
  "#CDD8FB",
  "#ABBBF2",
  "#879AE0",
  "#687BC5",
  "#5263AB",
  "#404E8E",
  "#303B6E",
  "#20284B",
];
const xing: MantineColorsTuple = [
  "#FFF7EC",
  "#FFEAD3",
  "#FFD5A9",
  "#FABD7A",
  "#F0B562",
  "#D18E3E",
  "#AB722D",
  "#86581D",
  "#694417",
  "#4C3111",
];
const gray: MantineColorsTuple = [
  "#F6F6F3",
  "#EFEEE9",
  "#EAE9E4",
  "#DEDDD8",
  "#C0BDB7",
  "#8E8C85",
  "#626D6F",
  "#495559",
  "#2C3A3E",
  "#192529",
];
const dark: MantineColorsTuple = [
  "#EBE9E5",
  "#B9C2C2",
  "#97A2A3",
  "#6E7C81",
  "#2B363A",
  "#1C262A",
  "#141D20",
  "#0D1417",
  "#0A1012",
  "#070C0E",
];

type Look = { background: string; hover: string; color: string; border: string };

/** Button looks beyond Mantine's own. They read the tokens, because in dark a shade index is not our colour. */
const looks: Record<string, Look> = {
  filled: {
    background: "var(--ya-pri)",
    hover: "var(--ya-pri-hover)",
    color: "var(--ya-on-pri)",
    border: "1px solid transparent",
  },
  default: {
    background: "var(--ya-surface)",
    hover: "var(--ya-sunk)",
    color: "var(--ya-ink)",
    border: "1px solid var(--ya-line-ctl)",
  },
  soft: {
    background: "var(--ya-pri-tint-2)",
    hover: "var(--ya-pri-tint)",
    color: "var(--ya-pri-ink)",
    border: "1px solid transparent",
  },
  text: {
    background: "transparent",
    hover: "var(--ya-pri-tint)",
    color: "var(--ya-pri-ink)",
    border: "1px solid transparent",
  },
  danger: {
    background: "var(--ya-red)",
    hover: "var(--ya-red-hover)",
    color: "var(--ya-on-red)",
    border: "1px solid transparent",
  },
  dangerLine: {
    background: "var(--ya-surface)",
    hover: "var(--ya-red-tint)",
    color: "var(--ya-red-ink)",
    border: "1px solid var(--ya-red-line)",
  },
};

const calendar = {
  monthLabelFormat: "YYYY 年 M 月",
  yearLabelFormat: "YYYY 年",
  decadeLabelFormat: "YYYY",
  getDayAriaLabel: (day: string) => day,
  ariaLabels: {
    previousMonth: "上个月",
    nextMonth: "下个月",
    previousYear: "上一年",
    nextYear: "下一年",
    previousDecade: "前十年",
    nextDecade: "后十年",
    monthLevelControl: "换月份",
    yearLevelControl: "换年份",
  },
};

export const theme = createTheme({
  colors: { dai, zhu, hupo, zhuqing, mu, xing, gray, dark },
  primaryColor: "dai",
  primaryShade: { light: 7, dark: 4 },
  autoContrast: true,
  luminanceThreshold: 0.36,
  black: "#192529",
  fontFamily: "var(--ya-font)",
  cursorType: "pointer",
  respectReducedMotion: true,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "20px" },
  lineHeights: { xs: "18px", sm: "20px", md: "22px", lg: "24px", xl: "28px" },
  spacing: { xs: "4px", sm: "8px", md: "12px", lg: "16px", xl: "24px" },
  radius: { xs: "3px", sm: "4px", md: "6px", lg: "10px", xl: "14px" },
  defaultRadius: "md",
  fontWeights: { regular: "400", medium: "600", bold: "600" },
  headings: {
    fontWeight: "600",
    sizes: { h1: { fontSize: "20px", lineHeight: "28px" }, h2: { fontSize: "14px", lineHeight: "22px" } },
  },
  variantColorResolver: (input) => {
    const look = input.color === undefined || input.color === "dai" ? looks[input.variant] : undefined;
    return look ? { ...look, hoverColor: look.color } : defaultVariantColorsResolver(input);
  },
  components: {
    Button: Button.extend({
      defaultProps: { size: "sm", variant: "default" },
      vars: (_theme, props) => ({
        root: {
          "--button-height": { xs: "28px", sm: "32px", md: "36px", lg: "44px", xl: "48px" }[String(props.size ?? "sm")],
          "--button-padding-x": { xs: "9px", sm: "12px", md: "14px", lg: "18px", xl: "20px" }[
            String(props.size ?? "sm")
          ],
          "--button-fz": { xs: "12px", sm: "13px", md: "14px", lg: "15px", xl: "16px" }[String(props.size ?? "sm")],
        },
      }),
      styles: (_theme, props) => ({
        root: { fontWeight: props.variant === "default" || props.variant === "text" ? 400 : 600 },
      }),
    }),
    ActionIcon: ActionIcon.extend({ defaultProps: { variant: "subtle", color: "gray", size: 32 } }),
    Table: Table.extend({ defaultProps: { verticalSpacing: 0, highlightOnHover: true, stickyHeader: true } }),
    Drawer: Drawer.extend({
      defaultProps: {
        position: "right",
        size: 500,
        withOverlay: false,
        lockScroll: false,
        closeButtonProps: { "aria-label": "关闭" },
      },
    }),
    Modal: Modal.extend({
      defaultProps: { radius: "xl", padding: 18, centered: true, closeButtonProps: { "aria-label": "关闭" } },
    }),
    // Without a colour of its own a chip takes white for its text, which the dark scheme's light primary does not carry.
    Chip: Chip.extend({
      vars: () => ({
        root: { "--chip-bg": "var(--ya-pri)", "--chip-hover": "var(--ya-pri)", "--chip-color": "var(--ya-on-pri)" },
      }),
    }),
    Badge: Badge.extend({ defaultProps: { variant: "light", tt: "none" } }),
    Tooltip: Tooltip.extend({
      defaultProps: { openDelay: 400, withArrow: false, events: { hover: true, focus: true, touch: true } },
    }),
    DatePicker: { defaultProps: calendar },
    DatePickerInput: { defaultProps: calendar },
    Menu: Menu.extend({ defaultProps: { radius: "lg", shadow: "md", transitionProps: { duration: 120 } } }),
    Popover: Popover.extend({ defaultProps: { radius: "lg", shadow: "md" } }),
  },
});

/** Mantine's own variables said in our tokens, so that one list of colours serves both. */
const mapped = {
  "--mantine-color-body": "var(--ya-bg)",
  "--mantine-color-text": "var(--ya-ink)",
  "--mantine-color-dimmed": "var(--ya-ink-3)",
  "--mantine-color-bright": "var(--ya-ink)",
  "--mantine-color-placeholder": "var(--ya-ink-3)",
  "--mantine-color-anchor": "var(--ya-pri-ink)",
  "--mantine-color-error": "var(--ya-red-ink)",
  "--mantine-color-default": "var(--ya-surface)",
  "--mantine-color-default-hover": "var(--ya-sunk)",
  "--mantine-color-default-color": "var(--ya-ink)",
  "--mantine-color-default-border": "var(--ya-line-ctl)",
  "--mantine-color-disabled": "var(--ya-sunk)",
  "--mantine-color-disabled-color": "var(--ya-ink-3)",
  "--mantine-color-disabled-border": "var(--ya-line)",
  "--mantine-primary-color-contrast": "var(--ya-on-pri)",
  "--mantine-shadow-md": "var(--ya-sh-2)",
  "--mantine-shadow-lg": "var(--ya-sh-2)",
  "--mantine-shadow-xl": "var(--ya-sh-3)",
};

export const resolver: CSSVariablesResolver = () => ({ variables: {}, light: mapped, dark: mapped });
