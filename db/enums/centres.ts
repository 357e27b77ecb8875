export const centreStatuses = ["active", "closed"] as const;
export type CentreStatus = (typeof centreStatuses)[number];
export const centreStatusLabels: Record<CentreStatus, string> = { active: "营业中", closed: "已停业" };

export const roomStatuses = ["ready", "cleaning", "maintenance", "closed"] as const;
export type RoomStatus = (typeof roomStatuses)[number];
export const roomStatusLabels: Record<RoomStatus, string> = {
  ready: "可入住",
  cleaning: "清洁中",
  maintenance: "维修",
  closed: "停用",
};
