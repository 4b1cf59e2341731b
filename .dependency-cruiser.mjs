// For drawing: npx depcruise src --output-type dot. The rules themselves are read by npm run check.
import { dependencyRules, lookingAtImports, resolvingImports } from "./scripts/house/floors.ts";

export default { ...dependencyRules, options: { ...lookingAtImports, enhancedResolveOptions: resolvingImports } };
