export type { Answer, CsvRows, OpenRequest, OpenRoute, PageRequest, Route, StaffRoute } from "./route.ts";
export type { Loading } from "./loading.ts";
export { isUnderWay } from "./loading.ts";
export { ROUTES } from "./routes.ts";
export { notFoundPage } from "./pages/not-found.tsx";
export { incidentPage, problemPage } from "./pages/problem.tsx";
export { htmlOf } from "./parts/index.ts";
export type { Asset } from "./assets/index.ts";
export { ASSETS, readAsset } from "./assets/index.ts";
