import { codeFindings } from "./code.ts";
import { projectFiles } from "./files.ts";
import type { Finding } from "./finding.ts";
import { importFindings } from "./imports.ts";
import { orderFindings } from "./order.ts";
import { sqlFindings } from "./sql.ts";
import { wordingFindings } from "./wording.ts";

/** Everything in the project at this root that breaks a rule of the house. */
export async function houseFindings(root: string): Promise<Finding[]> {
  const files = projectFiles(root);
  return [
    ...(await importFindings(root)),
    ...orderFindings(root, files),
    ...codeFindings(files),
    ...sqlFindings(files),
    ...wordingFindings(files),
  ];
}
