export const storedFileKinds = ["audio", "image", "document"] as const;
export type StoredFileKind = (typeof storedFileKinds)[number];
export const storedFileKindLabels: Record<StoredFileKind, string> = { audio: "录音", image: "图片", document: "文件" };

export const jobStatuses = ["queued", "running", "done", "failed", "cancelled"] as const;
export type JobStatus = (typeof jobStatuses)[number];
export const jobStatusLabels: Record<JobStatus, string> = {
  queued: "排队中",
  running: "进行中",
  done: "已完成",
  failed: "失败",
  cancelled: "已取消",
};

export const importBatchModes = ["skip_faulty", "all_or_nothing"] as const;
export type ImportBatchMode = (typeof importBatchModes)[number];
export const importBatchModeLabels: Record<ImportBatchMode, string> = {
  skip_faulty: "跳过有错的行",
  all_or_nothing: "全部正确才导入",
};

export const importBatchStatuses = ["uploaded", "checked", "imported", "failed", "undone"] as const;
export type ImportBatchStatus = (typeof importBatchStatuses)[number];
export const importBatchStatusLabels: Record<ImportBatchStatus, string> = {
  uploaded: "已上传",
  checked: "已试导入",
  imported: "已导入",
  failed: "未导入",
  undone: "已撤销",
};

export const importRowOutcomes = ["imported", "warned", "refused", "skipped"] as const;
export type ImportRowOutcome = (typeof importRowOutcomes)[number];
export const importRowOutcomeLabels: Record<ImportRowOutcome, string> = {
  imported: "已导入",
  warned: "整理后导入",
  refused: "有错",
  skipped: "跳过",
};
