// For drawing: npx depcruise src --output-type dot. The rules themselves are read by npm run check.
import { dependencyRules } from "./scripts/house/floors.ts";

export default { ...dependencyRules, options: { tsPreCompilationDeps: true, doNotFollow: { path: "node_modules" } } };
