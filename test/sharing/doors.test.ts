import { fileURLToPath } from "node:url";
import ts from "typescript";
import { beforeAll, describe, expect, it } from "vitest";
import {
  actId,
  actorId,
  cellId,
  deliveryId,
  mustSucceed,
  newPublicActor,
  patientIdOf,
  stoppedAt,
  type EntryId,
  type PersonId,
} from "#base";
import type { Place } from "#place";
import type {
  ActPermit,
  CohortPermit,
  LinkPermit,
  ListPermit,
  PersonPermit,
  ReadRepresentation,
  SupplyPermit,
} from "#sharing";
import { aHouse, aPlace, NURSE, PRACTICE, type House } from "../builders/house.ts";

/** What may be asked for without a permit, and why. */
const WITHOUT: Readonly<Record<string, string>> = {
  "people.lockLinks": "shows nothing",
  "people.presentId": "gives an id for an id; who it is takes a permit",
  "people.idsOf": "gives ids for an id; who it is takes a permit",
  "people.counts": "counts only",
  "people.learn": "is for whoever runs the program; shows counts only",
  "people.linkReport": "counts only",
  "people.model": "what matching has learnt, of nobody",
  "people.models": "versions and numbers",
  "people.samples": "counts only",
  "people.review": "each of its operations stands here for itself",
  "people.review.workload": "counts only",
  "people.registeredTwice": "counts only",
  "people.countsBySource": "counts only",
  "record.counts": "counts only",
  "record.retentionCounts": "counts only",
  "feeds.filesIn": "names of files",
  "feeds.fileOf": "names of files",
  "feeds.load": "asks for a permit itself, for each source and delivery",
  "feeds.receive": "asks for a permit itself, for each source and day",
  "feeds.messagesToday": "counts only",
  "feeds.passedOverIn": "names of files and folders",
  "feeds.states": "counts only",
  "feeds.recentStates": "counts only",
  "feeds.quality": "counts only",
  "feeds.announce": "records that a file has come, and tells counts only",
  "feeds.makeSenderKey": "lets a source send, and shows nothing",
  "feeds.withdrawSenderKeys": "counts only",
  "feeds.senderOf": "names a feed and an organisation",
  "feeds.labelRules": "rules of the place",
  "feeds.labelOf": "says how what it is given would be labelled",
  "feeds.deliveries": "counts only",
  "feeds.delivery": "counts only",
  "feeds.blankings": "who removed what was refused, when and why; nobody of whom it was",
  "accessLog.chain": "counts only",
  "accessLog.lastCheckpoint": "a hash and a time",
  "accessLog.checkpoints": "hashes and times",
  "accessLog.checkpoint": "a hash and a time",
  "accessLog.verify": "positions and times of rows, of nobody",
  "accessLog.export": "writes a file for whoever runs the machine, as a backup does",
  "logWatch.waiting": "counts only",
  "logWatch.watch": "marks what stands out, and shows nobody",
  "people.homesOf": "says who lives where another does, neither where nor who they are",
  "sharing.mayRead": "decides",
  "sharing.mayCopy": "decides",
  "sharing.mayList": "decides",
  "sharing.mayAct": "decides",
  "sharing.mayLink": "decides",
  "sharing.mayStudy": "decides",
  "sharing.maySupply": "decides",
  "sharing.mayClaim": "says which ways in are open to a role",
  "sharing.claim": "decides, and is logged with the person",
  "sharing.representedBy": "tells somebody whose record they were let into, by ids that say nothing of them",
  "sharing.cells": "names of sources and categories",
  "sharing.ground": "is told what grounds relationships",
  "sharing.moved": "is told who is whom now",
};

const root = fileURLToPath(new URL("../../", import.meta.url));
const MODULES = [
  { name: "sharing", file: "src/sharing/sharing.ts", type: "Sharing" },
  { name: "accessLog", file: "src/sharing/log/access-log.ts", type: "AccessLog" },
  { name: "logReading", file: "src/sharing/log/reading/log-reading.ts", type: "LogReading" },
  { name: "logWatch", file: "src/sharing/log/unusual/log-watch.ts", type: "LogWatch" },
  { name: "cohorts", file: "src/sharing/cohort/cohorts.ts", type: "Cohorts" },
  { name: "people", file: "src/people/people.ts", type: "People" },
  { name: "people.review", file: "src/people/review/review.ts", type: "Review" },
  { name: "record", file: "src/record/record.ts", type: "Record" },
  { name: "feeds", file: "src/feeds/feeds.ts", type: "Feeds" },
];

/** Every operation of the floors that hold persons, with the type of its first argument. */
function operations(): ReadonlyMap<string, string> {
  const options: ts.CompilerOptions = {
    ...{ strict: true, noEmit: true, skipLibCheck: true, allowImportingTsExtensions: true, types: ["node"] },
    ...{ module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
    target: ts.ScriptTarget.ES2024,
  };
  const program = ts.createProgram(
    MODULES.map((one) => root + one.file),
    options,
  );
  const checker = program.getTypeChecker();
  return new Map(
    MODULES.flatMap(({ name, file, type }) => {
      const source = program.getSourceFile(root + file);
      const module = source && checker.getSymbolAtLocation(source);
      const symbol = module && checker.getExportsOfModule(module).find((one) => one.name === type);
      if (!symbol) throw new Error(`${file} does not export ${type}.`);
      return checker
        .getPropertiesOfType(checker.getDeclaredTypeOfSymbol(symbol))
        .map((property) => [`${name}.${property.name}`, firstArgument(checker, property)] as const);
    }),
  );
}

function firstArgument(checker: ts.TypeChecker, property: ts.Symbol): string {
  const [call] = checker.getTypeOfSymbol(property).getCallSignatures();
  const first = call?.getParameters()[0];
  return first ? checker.typeToString(checker.getTypeOfSymbol(first)) : "nothing";
}

const PERMITS = [
  "PersonPermit",
  "CopyPermit",
  "ListPermit",
  "SupplyPermit",
  "ActPermit",
  "LinkPermit",
  "CohortPermit",
] as const;
const isPermit = (type: string): type is (typeof PERMITS)[number] => (PERMITS as readonly string[]).includes(type);

describe("every operation that reads or writes persons", () => {
  const all = operations();

  it("demands a permit by its type, or stands here with the reason why not", () => {
    expect(all.size).toBeGreaterThan(20);
    const undemanding = [...all].filter(([, first]) => !isPermit(first)).map(([name]) => name);
    expect(undemanding.sort()).toEqual(Object.keys(WITHOUT).sort());
  });

  it("is tried below with a permit that nobody issued", () => {
    const demanding = [...all].filter(([, first]) => isPermit(first)).map(([name]) => name);
    expect(Object.keys(TRIED).sort()).toEqual(demanding.sort());
  });
});

let house: House;
let person: PersonPermit;
let list: ListPermit;
let supply: SupplyPermit;
let act: ActPermit;
let link: LinkPermit;
let study: CohortPermit;
beforeAll(async () => {
  house = await aHouse({ clock: stoppedAt("2026-05-03T10:00:00Z"), place: withAnAnalyst(aPlace()) });
  person = { ...(await house.mayRead("11111111-1111-4111-8111-111111111111" as PersonId)) };
  list = { ...(await house.mayList()) };
  act = { ...(await house.mayAct()) };
  link = { ...(await house.mayLink()) };
  const studying = { actor: ANALYST, purpose: "risk-stratification", what: "study of a group" } as const;
  study = { ...mustSucceed(await house.sharing.mayStudy(studying)) };
  supply = { ...mustSucceed(await house.sharing.maySupply(PRACTICE, deliveryId(1))) };
});

const ANALYST = actorId("an-analyst");
const withAnAnalyst = (place: Place): Place => {
  const analyst = { id: ANALYST, name: "An Analyst", role: "analyst", organisation: PRACTICE } as const;
  return { ...place, staff: [...place.staff, { ...analyst, from: "2020-01-01" }] };
};

const ENTRY = "22222222-2222-4222-8222-222222222222" as EntryId;
const [ONE, OTHER] = [patientIdOf(PRACTICE, "1"), patientIdOf(PRACTICE, "2")];
const PATIENT = { resourceType: "Patient" } as const;
const NOW = new Date("2026-05-03T10:00:00Z");
const batch = () => ({ source: PRACTICE, delivery: deliveryId(1), received: NOW, entries: [] });
const ending = () => ({ ...batch(), recorded: NOW, within: { from: NOW, to: NOW } });
const order = {
  kind: "seal",
  cause: "erasure-order",
  reason: "Why.",
  covers: { person: "11111111-1111-4111-8111-111111111111" as PersonId, entries: [ENTRY] },
} as const;
const carer: ReadRepresentation = {
  ...{ kind: "carer", name: "Rowan", evidence: "Seen.", seesLog: false, scope: ["medicines"] },
  ends: "2026-08-01",
};
const ruled = { id: ENTRY, cell: cellId(1), source: PRACTICE, sensitivity: "normal" } as const;
const asked = { kind: "withhold", ground: "third-party", reason: "Why.", until: new Date("2026-06-01") } as const;
const answer = { agreed: true, reason: "Why.", until: undefined };
const search = { by: "name-and-birth", family: "Okafor", born: "1947-03-31" } as const;
const unusual = { day: "2026-05-03", actor: NURSE };
const all = { knownAt: undefined, resultsSince: undefined };

/** Each with a copy of a permit: the same to the eye, but not what sharing gave out. */
const TRIED: Readonly<Record<string, () => unknown>> = {
  "logWatch.unusual": () => house.logWatch.unusual(act, "waiting"),
  "logWatch.reviewUnusual": () => house.logWatch.reviewUnusual(act, 1, { outcome: "proper", words: "So." }),
  "logWatch.markWellKnown": () => house.logWatch.markWellKnown(act, person.person, true),
  "logWatch.findUnusual": () => house.logWatch.findUnusual(act, 1),
  "logWatch.nextUnusual": () => house.logWatch.nextUnusual(act),
  "logWatch.looksOfDay": () => house.logWatch.looksOfDay(act, unusual),
  "logWatch.wellKnown": () => house.logWatch.wellKnown(act),
  "logWatch.findWellKnown": () => house.logWatch.findWellKnown(act, person.person),
  "logWatch.month": () => house.logWatch.month(act, "2026-05"),
  "logReading.accessesOf": () => house.logReading.accessesOf(person, { from: NOW, until: NOW }),
  "logReading.auditEventsOf": () => house.logReading.auditEventsOf(person, { from: NOW, until: NOW }),
  "logReading.looksOf": () => house.logReading.looksOf(person, [1]),
  "logReading.askAbout": () => house.logReading.askAbout(person, { rows: [1], question: "Why?" }),
  "logReading.casesOf": () => house.logReading.casesOf(person),
  "logReading.cases": () => house.logReading.cases(act, "open"),
  "logReading.findCase": () => house.logReading.findCase(act, 1),
  "logReading.answerCase": () => house.logReading.answerCase(act, 1, "So."),
  "logReading.closeCase": () => house.logReading.closeCase(act, 1),
  "logReading.withholdable": () => house.logReading.withholdable(act),
  "logReading.findWithholdable": () => house.logReading.findWithholdable(act, 1),
  "logReading.holdBack": () => house.logReading.holdBack(act, 1, "Why.", new Date(NOW.getTime() + 86_400_000)),
  "logReading.heldBackWaiting": () => house.logReading.heldBackWaiting(act),
  "logReading.heldBackNow": () => house.logReading.heldBackNow(act),
  "logReading.endHeldBack": () => house.logReading.endHeldBack(act, 1),
  "logReading.decideHeldBack": () => house.logReading.decideHeldBack(act, 1, true),
  "sharing.relationshipsOf": () => house.sharing.relationshipsOf(person),
  "sharing.among": () => house.sharing.among(list, []),
  "sharing.seenBy": () => house.sharing.seenBy(person),
  "sharing.choicesOf": () => house.sharing.choicesOf(person),
  "sharing.consentsOf": () => house.sharing.consentsOf(person),
  "sharing.choose": () => house.sharing.choose(person, { kind: "nothing-shared" }),
  "sharing.takeBackChoice": () => house.sharing.takeBackChoice(person, 1),
  "sharing.representationsOf": () => house.sharing.representationsOf(person),
  "sharing.readLetting": () => house.sharing.readLetting(person, carer, undefined),
  "sharing.represent": () => house.sharing.represent(person, { actor: newPublicActor(), ground: ONE, letting: carer }),
  "sharing.endRepresentation": () => house.sharing.endRepresentation(person, 1),
  "sharing.rulingsOn": () => house.sharing.rulingsOn(person, ruled),
  "sharing.mayRule": () => house.sharing.mayRule(person, ruled),
  "sharing.askRuling": () => house.sharing.askRuling(person, ruled, asked),
  "sharing.decideRuling": () => house.sharing.decideRuling(person, ruled, 1, answer),
  "sharing.endRuling": () => house.sharing.endRuling(person, ruled, 1, "Why."),
  "sharing.rulingsWaiting": () => house.sharing.rulingsWaiting(list),
  "sharing.entriesErased": () => house.sharing.entriesErased(act, [ENTRY]),
  "sharing.findClaim": () => house.sharing.findClaim(act, 1),
  "sharing.claims": () => house.sharing.claims(act, "waiting"),
  "sharing.reviewClaim": () => house.sharing.reviewClaim(act, 1, { outcome: "proper", words: "Why." }),
  "cohorts.cohort": () => house.cohorts.cohort(study, "everybody"),
  "people.registrationsOf": () => house.people.registrationsOf(study, "everybody"),
  "people.register": () => house.people.register(supply, []),
  "people.registerEarlier": () => house.people.registerEarlier(supply, []),
  "people.match": () => house.people.match(list, PATIENT, { onlyCertainMatches: false, most: 1 }),
  "people.linksOf": () => house.people.linksOf(person),
  "people.protect": () => house.people.protect(link, [], "Why."),
  "people.liftProtection": () => house.people.liftProtection(link, 1),
  "people.drawSample": () => house.people.drawSample(link, { seed: 1, perStratum: 50 }),
  "people.protections": () => house.people.protections(list),
  "people.protectionOf": () => house.people.protectionOf(person),
  "people.review.queue": () => house.people.review.queue(list, { most: 1, skip: 0 }),
  "people.review.pair": () => house.people.review.pair(list, ONE, OTHER),
  "people.review.decide": () =>
    house.people.review.decide(link, { one: ONE, other: OTHER, verdict: "same", reason: "Why." }),
  "people.review.confirm": () => house.people.review.confirm(link, 1),
  "people.review.undo": () => house.people.review.undo(link, 1),
  "people.review.decisions": () => house.people.review.decisions(list),
  "people.find": () => house.people.find(list, search),
  "people.examples": () => house.people.examples(list),
  "people.get": () => house.people.get(person),
  "people.withdraw": () => house.people.withdraw(act, [], "erase"),
  "people.restore": () => house.people.restore(act, []),
  "record.save": () => house.record.save(supply, batch()),
  "record.end": () => house.record.end(supply, [], ending()),
  "record.findByIdentifier": () => house.record.findByIdentifier(supply, "Patient", "", "1"),
  "record.askRuling": () => house.record.askRuling(person, ENTRY, asked),
  "record.decideRuling": () => house.record.decideRuling(person, ENTRY, 1, answer),
  "record.endRuling": () => house.record.endRuling(person, ENTRY, 1, "Why."),
  "record.rulingsWaiting": () => house.record.rulingsWaiting(list),
  "record.headings": () => house.record.headings(person, all),
  "record.copy": () => house.record.copy({ ...person, what: "copy" }),
  "record.act": () => house.record.act(act, order),
  "record.undo": () => house.record.undo(act, actId(1), "Why."),
  "record.eraseSealed": () => house.record.eraseSealed(act, actId(1), "Why."),
  "record.acts": () => house.record.acts(list),
  "record.retentionDue": () => house.record.retentionDue(list),
  "record.eraseDue": () => house.record.eraseDue(act, { reason: "Why." }),
  "record.findAct": () => house.record.findAct(list, actId(1)),
  "record.versions": () => house.record.versions(person, ENTRY),
  "record.eventsWithin": () => house.record.eventsWithin(supply, [ENTRY], { from: NOW, to: NOW }),
  "feeds.rejectionLines": () => house.feeds.rejectionLines(list, deliveryId(1)).next(),
  "feeds.blankRejections": () => house.feeds.blankRejections(act, deliveryId(1), "Why."),
  "feeds.rejections": () => house.feeds.rejections(list, deliveryId(1)),
};

describe("a permit that nobody issued", () => {
  it.each(Object.keys(TRIED))("opens nothing: %s", async (name) => {
    await expect(Promise.resolve().then(TRIED[name])).rejects.toThrow("not issued by sharing");
  });
});
