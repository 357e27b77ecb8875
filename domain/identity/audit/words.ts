/**
 * What the operation log calls things. An action is "<table>.<what happened>"; most are said as verb + thing ("修改客户"), the
 * rest have a sentence of their own. Whoever writes a new action adds its words here; a test reads the sources for forgotten ones.
 */

/** Tables as people call them. */
export const entityWords: Record<string, string> = {
  centre: "中心",
  room_type: "房型",
  room: "房间",
  user: "账号",
  role: "角色",
  session: "登录",
  setting: "参数",
  holiday: "节假日",
  stored_file: "文件",
  job: "任务",
  backup: "备份",
  import_batch: "导入批次",
  notification: "消息",
  employee: "员工",
  item: "物料",
  item_unit: "物料单位",
  ingredient: "食材",
  allergen: "过敏原",
  nutrient: "营养素",
  food_tag: "食材标签",
  dish: "菜品",
  dish_category: "菜品分类",
  menu_category: "餐次",
  menu: "菜单",
  daily_menu: "每日菜单",
  stage_guide: "阶段指引",
  diet_rule: "膳食规则",
  health_condition: "健康状况",
  nutrient_target: "营养目标",
  family: "家庭",
  customer: "客户",
  patient: "照护对象",
  childbirth: "分娩记录",
  patient_condition: "健康状况",
  restriction: "禁忌",
  care_assignment: "照护分派",
  stay: "入住",
  stay_room: "换房",
  stay_absence: "外出",
  service_package: "套餐",
  patient_subscription: "合同",
  confinement_meal_plan: "月子餐计划",
  confinement_week_plan: "周计划",
  confinement_day_plan: "日餐单",
  confinement_meal_item: "餐单菜品",
  kitchen: "厨房",
  kitchen_production: "生产单",
  kitchen_ticket: "餐签",
  audit_log: "操作日志",
  plan: "月子餐计划",
  saved_view: "存下的筛选",
};

/** What happened, as a verb before the thing. */
const verbWords: Record<string, string> = {
  created: "新建",
  added: "添加",
  registered: "注册",
  updated: "修改",
  edited: "修改",
  changed: "修改",
  set: "设定",
  removed: "移除",
  deleted: "删除",
  archived: "归档",
  restored: "恢复",
  enabled: "启用",
  disabled: "停用",
  merged: "合并",
  anonymised: "抹去个人信息的",
  revealed: "查看完整信息的",
  opened: "打开",
  closed: "关闭",
  ended: "结束",
  booked: "预订",
  cancelled: "取消",
  undone: "撤销",
  checked_in: "办理入住的",
  checked_out: "办理退住的",
  moved: "调换",
  approved: "审核通过",
  rejected: "退回",
  submitted: "提交",
  completed: "完成",
  published: "发布",
  unpublished: "撤下",
  locked: "锁定",
  unlocked: "解锁",
  generated: "生成",
  copied: "复制",
  exported: "导出",
  printed: "打印",
  imported: "导入",
  uploaded: "上传",
  purged: "清理",
  attached: "关联",
  detached: "解除关联",
  started: "开始",
  finished: "完成",
  retried: "重试",
  failed: "失败",
  read: "读了",
  assigned: "分派",
  unassigned: "取消分派",
  replaced: "替换",
  activated: "启用",
  deactivated: "停用",
  signed: "签署",
  paid: "收款",
  refunded: "退款",
  priced: "改价",
  made: "新建",
};

/** Actions that verb + thing would say badly. */
const sentences: Record<string, string> = {
  "session.opened": "登录",
  "session.closed": "退出登录",
  "session.refused": "登录失败",
  "session.revoked": "结束了一次登录",
  "session.reused": "旧令牌被重复使用，已结束那次登录",
  "user.registered": "注册账号",
  "user.password_changed": "修改密码",
  "user.password_reset": "重置密码",
  "user.mfa_prepared": "开始绑定动态口令",
  "user.mfa_enabled": "绑定动态口令",
  "user.mfa_disabled": "解绑动态口令",
  "user.mfa_reset": "清除动态口令",
  "user.roles_changed": "调整角色",
  "user.unlocked": "解除账号锁定",
  "stay.checked_in": "办理入住",
  "stay.checked_out": "办理退住",
  "stay.moved": "换房",
  "stay.booked": "预订入住",
  "stay_absence.added": "登记外出",
  "stay_absence.removed": "撤销外出",
  "customer.merged": "合并重复客户",
  "customer.anonymised": "抹去客户个人信息",
  "customer.revealed": "查看客户完整信息",
  "customer.archived": "归档客户",
  "notification.read": "读了消息",
  "stored_file.purged": "清理过期文件",
  "import_batch.undone": "撤销一次导入",
};

/** "修改客户", "登录失败": an action in words. */
export function actionText(action: string): string {
  const said = sentences[action];
  if (said) return said;
  const [entity = "", verb = ""] = action.split(".");
  return `${verbWords[verb] ?? "操作"}${entityWords[entity] ?? "记录"}`;
}

/** Whether an action is said fully, for the test. */
export function isWorded(action: string): boolean {
  const [entity = "", verb = ""] = action.split(".");
  return action in sentences || (entity in entityWords && verb in verbWords);
}

/** Log-ins that were refused. */
export const failedLogins = ["session.refused", "session.reused"] as const;
