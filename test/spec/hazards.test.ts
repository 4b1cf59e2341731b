import { readFileSync, globSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";

/**
 * Risk by likelihood, for each severity in its order.
 * @see https://digital.nhs.uk/data-and-information/information-standards/governance/latest-activity/standards-and-collections/dcb0129-clinical-risk-management-its-application-in-the-manufacture-of-health-it-systems
 */
const SEVERITIES = ["Minor", "Significant", "Considerable", "Major", "Catastrophic"];
const MATRIX: Readonly<Record<string, readonly number[]>> = {
  "Very High": [3, 4, 4, 5, 5],
  High: [2, 3, 3, 4, 5],
  Medium: [2, 2, 3, 3, 4],
  Low: [1, 2, 2, 3, 4],
  "Very Low": [1, 1, 2, 2, 3],
};

const ROOT = join(import.meta.dirname, "../..");
const rows = readFileSync(join(ROOT, "docs/safety/hazards.md"), "utf8")
  .split("\n")
  .filter((line) => line.startsWith("| ") && !line.startsWith("| hazard ") && !line.startsWith("| --- "))
  .map((line) => line.slice(2, -2).split(" | "));

/** Whether a test, or a folder or a set of tests, is there: named from the project, or from `src`. */
const isThere = (path: string): boolean =>
  [path, join("src", path)].some((one) => globSync(one, { cwd: ROOT }).length > 0);

describe("the hazard log", () => {
  it.each(rows.map((cells) => [cells[0] ?? "", cells] as const))("%s", (_hazard, cells) => {
    expect(cells).toHaveLength(6);
    const [, , before, , proof = "", after] = cells;
    const risks = [before, after].map((cell) => {
      const [, severity = "", likelihood = "", risk] = /^(\w+) × ([\w ]+) = (\d)$/.exec(cell ?? "") ?? [];
      return { said: Number(risk), is: MATRIX[likelihood]?.[SEVERITIES.indexOf(severity)] };
    });
    for (const { said, is } of risks) expect(said).toBe(is);
    expect(risks[1]?.said).toBeLessThanOrEqual(risks[0]?.said ?? 0);
    const paths = [...proof.matchAll(/`([^`\s]+\/[^`\s]*)`/g)];
    expect(paths.length).toBeGreaterThan(0);
    for (const [, path = ""] of paths) expect([path, isThere(path)]).toEqual([path, true]);
  });
});
