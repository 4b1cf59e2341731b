export { readStaffTable, type TableRow } from "./csv-list.ts";
export { staffNews, type StaffChange, type StaffNews } from "./change.ts";
export type { ListFault, StaffList } from "./list.ts";
export { readStaffScim } from "./scim-list.ts";
export { saveStaff } from "./saving.ts";
