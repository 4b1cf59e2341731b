export type {
  Answer,
  CsvRows,
  FormFile,
  OpenRequest,
  PageRequest,
  Route,
  SessionRequest,
  StaffRoute,
} from "./route.ts";
export type { Loading } from "./loading.ts";
export { isUnderWay } from "./loading.ts";
export type { Coverage } from "./coverage.ts";
export { coverageOf } from "./coverage.ts";
export { DEMONSTRATION_CARER, DEMONSTRATION_PERSON, DEMONSTRATION_READERS } from "./demonstration-readers.ts";
export { ROUTES } from "./routes.ts";
export { countedSafely, showSafeCount, showSafeShare } from "./safe-count.ts";
export { showShare } from "./share.ts";
export { notFoundPage } from "./pages/not-found.tsx";
export { incidentPage, problemPage } from "./pages/problem.tsx";
export { PASSWORD_PAGE } from "./pages/account-password.tsx";
export type { SignInFault } from "./pages/sign-in.tsx";
export { signInPage } from "./pages/sign-in.tsx";
export { noRolePage, signedOutPage, signInProblemPage } from "./pages/sign-in-ends.tsx";
export { pathWithin } from "./path-within.ts";
export { showRole } from "./roles.ts";
export { htmlOf } from "./parts/index.ts";
export type { Asset } from "./assets/index.ts";
export { ASSETS, readAsset } from "./assets/index.ts";
