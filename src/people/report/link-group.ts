import { protectedCells, safeCount, safeCounts, type CountCell, type SafeCount } from "./small-number.ts";

/** In words of the report: what registrations are grouped by. */
export type GroupKind = "source" | "age" | "sex" | "ethnicity" | "deprivation";

/** How registrations of one group are linked, as they were counted. */
export type CountedGroup = {
  readonly by: GroupKind;
  /** The source's code, "0 to 17", "female", "White", the fifth of deprivation from "1", the most deprived; "not said". */
  readonly value: string;
  readonly registrations: number;
  readonly alone: number;
  /** Linked on little: a hundred to one or less. */
  readonly weak: number;
  /** As many as matching expects to be linked wrongly. */
  readonly expectedWrong: number;
  /** As many as matching expects to be left apart wrongly. */
  readonly expectedMissed: number;
};

/** The same as it may be told: what is of few is not. Of a group that is not told itself, nothing is. */
export type LinkGroup = Pick<CountedGroup, "by" | "value"> & {
  readonly registrations: SafeCount;
  readonly alone: SafeCount;
  readonly weak: SafeCount;
  readonly expectedWrong: number | undefined;
  readonly expectedMissed: number | undefined;
};

/** Groups as they may be told. The groups of one kind are everybody, so that no small one must follow from the others. */
export const safeGroups = (groups: readonly CountedGroup[]): readonly LinkGroup[] =>
  [...Map.groupBy(groups, ({ by }) => by).values()].flatMap(safeKind);

function safeKind(groups: readonly CountedGroup[]): readonly LinkGroup[] {
  const sizes = safeCounts(groups.map(({ registrations }) => registrations));
  const rows = groups.map((group, nth) => safeRow(group, sizes[nth] ?? "withheld"));
  const alone = protectedCells(rows.map((row) => row.alone));
  const weak = protectedCells(rows.map((row) => row.weak));
  return groups.map(({ by, value, expectedWrong, expectedMissed }, nth) => {
    const registrations = sizes[nth] ?? "withheld";
    const isTold = typeof registrations === "number";
    return {
      ...{ by, value, registrations, alone: toldOf(alone[nth]), weak: toldOf(weak[nth]) },
      expectedWrong: isTold ? expectedWrong : undefined,
      expectedMissed: isTold ? expectedMissed : undefined,
    };
  });
}

/** Those who stand alone and those who are joined on little: no small number may follow from them and their group's. */
function safeRow({ registrations, alone, weak }: CountedGroup, size: SafeCount): Record<"alone" | "weak", CountCell> {
  if (typeof size !== "number") {
    // Of a withheld group nothing is known, not even that there are ten.
    const told = size === "few" ? "few" : "unseen";
    return { alone: { count: alone, told }, weak: { count: weak, told } };
  }
  const others = registrations - alone - weak;
  const cells = protectedCells([
    { count: alone, told: safeCount(alone) },
    { count: weak, told: safeCount(weak) },
    // Nobody is told how many are joined on much; but who knows the other two knows it.
    { count: others, told: safeCount(others) === "few" ? "unseen" : others },
  ]);
  return { alone: cells[0] ?? { count: alone, told: "withheld" }, weak: cells[1] ?? { count: weak, told: "withheld" } };
}

const toldOf = (cell: CountCell | undefined): SafeCount =>
  cell === undefined || cell.told === "unseen" ? "withheld" : cell.told;
