export const employeeGenders = ["male", "female"] as const;
export type EmployeeGender = (typeof employeeGenders)[number];
export const employeeGenderLabels: Record<EmployeeGender, string> = { male: "男", female: "女" };

export const employeeStatuses = ["active", "suspended", "left"] as const;
export type EmployeeStatus = (typeof employeeStatuses)[number];
export const employeeStatusLabels: Record<EmployeeStatus, string> = { active: "在职", suspended: "停职", left: "离职" };
