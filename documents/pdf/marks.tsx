import { Circle, Path, Svg, Text, View } from "@react-pdf/renderer";
import { FAMILY } from "./fonts";
import type { Stage } from "./types";

/** Sizes of the printed sheets in points; the mocks are drawn in CSS pixels of 0.75 pt. */
export const pt = (pixels: number): number => pixels * 0.75;
export const BLACK = "#000";
/** Hairlines and zeros; everything else on paper is black. */
export const GREY = "#888";
export const HAIRLINE = "#999";
export const base = { fontFamily: FAMILY, fontWeight: 400, color: BLACK } as const;
export const bold = { fontWeight: 700 } as const;

/** The octagon of an allergy. */
export const AllergyMark = ({ size, colour }: { size: number; colour: string }) => (
  <Svg width={size} height={size} viewBox="0 0 16 16" style={{ flexShrink: 0 }}>
    <Path d="M5 .8h6L15.2 5v6L11 15.2H5L.8 11V5z" fill="none" stroke={colour} strokeWidth={1.5} />
    <Path d="M8 4v5M8 11.2v.6" stroke={colour} strokeWidth={2} strokeLinecap="round" />
  </Svg>
);

/** Lit part of the moon's disc by stage: crescent, half, gibbous, full. */
const LIT: Record<Stage, string> = {
  排: "M8.5 1.9A6.6 6.6 0 0 1 8.5 15.1A3.3 6.6 0 0 0 8.5 1.9Z",
  调: "M8.5 1.9A6.6 6.6 0 0 1 8.5 15.1Z",
  补: "M8.5 1.9A6.6 6.6 0 0 1 8.5 15.1A2.77 6.6 0 0 1 8.5 1.9Z",
  养: "M8.5 1.9A6.6 6.6 0 0 1 8.5 15.1A6.6 6.6 0 0 1 8.5 1.9Z",
};

export const StageMark = ({ stage, size }: { stage: Stage; size: number }) => (
  <Svg width={size} height={size} viewBox="0 0 17 17" style={{ flexShrink: 0 }}>
    <Circle cx={8.5} cy={8.5} r={7.4} fill={BLACK} stroke={BLACK} strokeWidth={1.2} />
    <Path d={LIT[stage]} fill="#fff" />
  </Svg>
);

export const TickBox = ({ size }: { size: number }) => (
  <View style={{ width: size, height: size, borderWidth: pt(1.5), borderColor: BLACK, flexShrink: 0 }} />
);

/** A word and a line to sign on. */
export const Signature = ({ label, size }: { label: string; size: number }) => (
  <View style={{ flexDirection: "row", alignItems: "flex-end", marginRight: pt(26) }}>
    <Text style={{ fontSize: size }}>{label}</Text>
    <View
      style={{ width: pt(110), borderBottomWidth: pt(1), borderColor: BLACK, marginLeft: pt(4), marginBottom: pt(2) }}
    />
  </View>
);

/** 第 1 页，共 2 页, right-aligned under or beside the number. */
export const PageNumber = ({ size }: { size: number }) => (
  <Text
    style={{ fontSize: size, textAlign: "right" }}
    render={({ pageNumber, totalPages }) => `第 ${pageNumber} 页，共 ${totalPages} 页`}
  />
);
