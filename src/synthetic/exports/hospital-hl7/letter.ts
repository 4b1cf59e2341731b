import { consultantOf } from "../hospital-course.ts";
import { dayInWords, nameOf, pid } from "./patient-segments.ts";
import { components, hl7Time, plain, segment } from "./segment.ts";
import { accounts, isTold, trueEvent, type Account, type Teller } from "./teller.ts";
import { evn, pv1, type StayFacts } from "./visit-segments.ts";

/** The letter that goes to the practice on the day after somebody left; some are written as HTML. */
export function dischargeLetter(teller: Teller, facts: StayFacts): Account {
  const { left, stay, known, number, visit } = facts;
  const isHtml = teller.chance.happens(0.25);
  if (!left || !isTold(teller, left[0] + 1)) return accounts();
  const day = left[0] + 1;
  const minute = 600;
  const id = `D${number.slice(1)}`;
  const { code, name } = consultantOf(stay.specialty, teller.told.person);
  const [title = "", given = "", family = ""] = name.split(" ");
  const lines = linesOf(teller, facts);
  const txa = segment("TXA", {
    ...{ 1: "1", 2: components("DS", "Discharge summary", "HL70270"), 3: isHtml ? "ED" : "TX" },
    ...{ 4: hl7Time(...left), 6: hl7Time(day, minute - 20) },
    ...{ 9: components(code, family, given, undefined, undefined, title), 12: id, 17: "AU", 19: "AV" },
    25: plain(`Discharge summary: ${stay.words}`),
  });
  const segments = [
    evn("T02", day, minute),
    pid(teller.told.person, known, day),
    pv1(teller, { ...visit, left, died: stay.died }),
    txa,
    ...(isHtml ? [htmlOf(lines)] : textOf(lines)),
  ];
  return {
    messages: [{ type: "MDM^T02", application: "EPR", day, minute, segments }],
    events: [trueEvent(teller, known, "DocumentReference", id, day)],
  };
}

function linesOf({ told }: Teller, { stay, known, left }: StayFacts): readonly string[] {
  const came = stay.method.startsWith("2")
    ? "as an emergency"
    : stay.method === "31"
      ? "for maternity care"
      : "by appointment";
  const ending = left === undefined ? "" : dayInWords(left[0]);
  return [
    `Dear doctor at ${told.practice.name},`,
    "",
    `${nameOf(known)} was admitted ${came} on ${dayInWords(stay.admitted)}: ${stay.words} (${stay.diagnoses[0] ?? ""}).`,
    ...(stay.ready === undefined ? [] : [`Ready to leave on ${dayInWords(stay.ready)}.`]),
    stay.died
      ? `Died in hospital on ${ending}.`
      : `Went home on ${ending}. Please review & carry on with usual medicines.`,
  ];
}

const textOf = (lines: readonly string[]): readonly string[] =>
  lines.map((line, at) =>
    segment("OBX", {
      1: (at + 1).toString(),
      2: "TX",
      3: components("DS", "Discharge summary"),
      5: plain(line),
      11: "F",
    }),
  );

function htmlOf(lines: readonly string[]): string {
  const escape = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
  const body = lines.filter((line) => line !== "").map((line) => `<p>${escape(line)}</p>`);
  const data = Buffer.from(`<div>${body.join("")}</div>`, "utf8").toString("base64");
  return segment("OBX", {
    ...{ 1: "1", 2: "ED", 3: components("DS", "Discharge summary") },
    ...{ 5: components(undefined, "TEXT", "HTML", "Base64", data), 11: "F" },
  });
}
