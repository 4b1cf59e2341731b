import { beforeAll, describe, expect, it } from "vitest";
import { actorId, mustSucceed, type PersonId } from "#base";
import { sql } from "#db";
import { GOVERNANCE_LEAD, LINKER, NURSE, PRACTICE } from "../builders/house.ts";
import { logged, represent } from "../builders/logged.ts";
import { aPatient } from "../builders/patient.ts";
import { supplied } from "../builders/resources.ts";
import { signedInAs } from "../builders/signed-in.ts";
import { aForm, anOpenServer } from "./open-server.ts";

const SECOND_LEAD = actorId("a-second-governance-lead");
const AGNES = actorId("agnes");
const DAY = "2026-05-02";

let open: Awaited<ReturnType<typeof anOpenServer>>;
let person: PersonId;
/** A look of the nurse's to protect Agnes, and an ordinary one. */
let protecting: number;
let ordinary: number;
beforeAll(async () => {
  open = await anOpenServer();
  const { house } = open;
  const { place } = house.directory;
  const leads = place.staff.filter(({ id }) => id === GOVERNANCE_LEAD);
  house.directory.renew({
    ...place,
    staff: [...place.staff, ...leads.map((one) => ({ ...one, id: SECOND_LEAD, name: "A Second Lead" }))],
  });
  const agnes = aPatient("p1").called("Agnes", "Quillfeather").born("1947-03-31").resource;
  await house.save(PRACTICE, 1, [supplied(agnes, { recorded: "2026-01-02" })]);
  person = await house.personOf(PRACTICE, "p1");
  await represent(house.db, { actor: AGNES, person });
  protecting = await logged(house.db, { person, purpose: "safeguarding" });
  ordinary = await logged(house.db, { person, at: "2026-05-02T10:00:00Z" });
});

const get = async (url: string, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor) });
const post = async (url: string, form: Record<string, string> = {}, actor: string = GOVERNANCE_LEAD) =>
  open.server.inject({ url, cookies: await signedInAs(open.house, actor), ...aForm(form) });
const watch = () => open.house.logWatch.watch(DAY, open.house.people.homesOf);

/** Agnes asks about rows of her log. */
async function asks(rows: readonly number[], question: string): Promise<number> {
  const asking = { actor: AGNES, purpose: "own-record", what: "question asked" } as const;
  const permit = mustSucceed(await open.house.sharing.mayRead(asking, person));
  return mustSucceed(await open.house.logReading.askAbout(permit, { rows, question }));
}

/** Nobody is named on a page about the log. */
const namesNobody = (body: string) => {
  expect(body.toLowerCase()).not.toContain("quillfeather");
  expect(body).not.toContain("Agnes");
};

describe("people of whom many are curious", () => {
  const path = () => `/people/${person}/well-known`;

  it("are marked from a page about them, which says who marked them and when", async () => {
    expect((await get(`/people/${person}`)).body).toContain(path());
    expect((await get(path())).body).toContain("This person is not marked.");
    const done = await post(path(), { mark: "yes" });
    expect(done.headers.location).toBe(`${path()}?marked`);
    const { body } = await get(`${path()}?marked`);
    for (const words of ["Marked by A Governance Lead on 3 May 2026", "Take the mark off", "from now on"]) {
      expect(body).toContain(words);
    }
  });

  it("are neither marked nor taken off by a form that says nothing, or by anybody else", async () => {
    const { body } = await post(path(), {});
    expect(body).toContain("Take the mark off");
    expect((await post(path(), { mark: "no" }, NURSE)).statusCode).toBe(403);
    expect((await get(path())).body).toContain("Take the mark off");
  });

  it("stand in a list without their name", async () => {
    const { body } = await get("/log/well-known");
    expect(body).toContain("1 person, the last that was marked first");
    expect(body).toContain("A Governance Lead");
    namesNobody(body);
  });
});

describe("looks that stand out", () => {
  it("wait for somebody to look into them, by rule, in words, without the person's name", async () => {
    expect((await get("/log/unusual")).body).toContain("Everything that stood out was looked into.");
    expect(await watch()).toBe(1);
    const { body } = await get("/log/unusual");
    for (const words of ["1 look that stands out waits", "Somebody well known", "A Nurse, nurse", "First Surgery"]) {
      expect(body).toContain(words);
    }
    expect(body).toContain("2 May 2026");
    namesNobody(body);
    expect(body).not.toContain(person);
  });

  it("say what the rule means, lead to the record, and to all that was looked at on that day", async () => {
    const { body } = await get("/log/unusual/1");
    for (const words of ["Many are curious about this person", "2 rows of the log", `/people/${person}"`]) {
      expect(body).toContain(words);
    }
    namesNobody(body);
    const day = (await get("/log/unusual/1/day")).body;
    for (const words of ["10am", "11am", "Person 1", "Because."]) expect(day).toContain(words);
    expect(day).not.toContain(person);
    namesNobody(day);
  });

  it("ask for what is missing", async () => {
    const { body, statusCode } = await post("/log/unusual/1", {});
    expect(statusCode).toBe(422);
    for (const words of ["Choose what you found", "Say why in 1 to 500 characters"]) {
      expect(body.split(words).length).toBeGreaterThan(2);
    }
    expect(body).toContain("<title>Error: ");
    expect((await get("/log/unusual/999")).statusCode).toBe(404);
  });

  it("are looked into once, never by whoever looked", async () => {
    await logged(open.house.db, { person, actor: GOVERNANCE_LEAD, at: "2026-05-02T12:00:00Z" });
    expect(await watch()).toBe(1);
    const queue = (await get("/log/unusual")).body;
    expect(queue).toContain("your own: somebody else looks into it");
    const mine = /"(\/log\/unusual\/(?!1")\d+)"/.exec(queue)?.[1] ?? "";
    const own = await get(mine);
    expect(own.body).toContain("This look is your own: somebody else must look into it.");
    expect(own.body).not.toContain("What did you find?");
    const finding = { outcome: "proper", words: "A shared clinic." };
    expect((await post(mine, finding)).statusCode).toBe(409);
    const done = await post("/log/unusual/1", finding);
    expect(done.headers.location).toBe("/log/unusual?found=proper");
    expect((await post("/log/unusual/1", finding)).statusCode).toBe(409);
    const next = await post(mine, { outcome: "not proper", words: "They were curious." }, SECOND_LEAD);
    expect(next.headers.location).toBe("/log/unusual?found=not-proper");
    const { body } = await get("/log/unusual?found=not-proper");
    for (const words of ["Kept: not proper", "They were curious.", "A Second Lead", "A shared clinic."]) {
      expect(body).toContain(words);
    }
    expect((await get(mine)).body).toContain("What was found");
  });
});

describe("questions that people ask", () => {
  it("wait with how long they have waited, and show the looks that they are about", async () => {
    expect((await get("/log/questions")).body).toContain("Nobody asks anything at the moment.");
    await asks([ordinary], "Why did the nurse look at 11?");
    await open.house.db.execute(sql`update sharing.log_case set opened_at = '2026-04-30T10:00:00Z'`);
    const { body } = await get("/log/questions");
    for (const words of [
      "1 question waits for an answer",
      "For 3 days without an answer",
      "Why did the nurse look at 11?",
    ]) {
      expect(body).toContain(words);
    }
    namesNobody(body);
    const question = (await get("/log/questions/1")).body;
    for (const words of ["2 May 2026, 11am", "A Nurse, nurse", "First Surgery", "record", "Because."]) {
      expect(question).toContain(words);
    }
    namesNobody(question);
  });

  it("are answered once, and closed", async () => {
    const empty = await post("/log/questions/1", { answer: " " });
    expect(empty.statusCode).toBe(422);
    expect(empty.body.split("Write an answer of 1 to 4000 characters").length).toBeGreaterThan(2);
    expect((await post("/log/questions/1/close")).statusCode).toBe(409);
    const done = await post("/log/questions/1", { answer: "To renew your prescription." });
    expect(done.headers.location).toBe("/log/questions/1?answered");
    expect((await post("/log/questions/1", { answer: "Again." })).statusCode).toBe(409);
    const { body } = await get("/log/questions/1?answered");
    for (const words of ["To renew your prescription.", "Answered after 3 days", "Close the question"]) {
      expect(body).toContain(words);
    }
    expect((await get("/log")).body).toContain("Questions answered, to be closed");
    expect((await post("/log/questions/1/close")).headers.location).toBe("/log/questions?closed");
    expect((await get("/log/questions?closed")).body).toContain("The question is closed");
    expect((await get("/log/questions/1")).body).toContain("Closed by");
  });

  it("are not answered by whoever looked", async () => {
    const own = await logged(open.house.db, { person, actor: GOVERNANCE_LEAD });
    const id = await asks([own], "Why did you look?");
    const { body } = await get(`/log/questions/${id}`);
    expect(body).toContain("about your own looks: somebody else must answer it");
    expect(body).not.toContain("Give the answer");
    expect((await post(`/log/questions/${id}`, { answer: "It was nothing." })).statusCode).toBe(403);
    expect((await get(`/log/questions/${id}`, SECOND_LEAD)).body).toContain("Give the answer");
  });
});

describe("looks that are held back", () => {
  const path = () => `/log/held-back/looks/${protecting}`;
  const until = { day: "1", month: "6", year: "2026" };

  it("are offered by number, of nobody named, those alone that may be", async () => {
    const { body } = await get("/log/held-back");
    expect(body).toContain("No look is held back by the word of two; none waits for a second person.");
    expect(body).toContain(path());
    expect(body).not.toContain(`/log/held-back/looks/${ordinary}"`);
    expect(body).not.toContain(person);
    namesNobody(body);
    expect((await get(`/log/held-back/looks/${ordinary}`)).statusCode).toBe(403);
    expect((await get("/log/held-back/looks/99999")).statusCode).toBe(404);
  });

  it("ask for a reason, and for a day within a year", async () => {
    const empty = await post(path(), {});
    expect(empty.statusCode).toBe(422);
    for (const words of ["Say why in 1 to 500 characters", "Enter a day after today, within a year"]) {
      expect(empty.body.split(words).length).toBeGreaterThan(2);
    }
    expect(empty.body).toContain('href="#until-day"');
    for (const year of ["2025", "2028"]) {
      const { body, statusCode } = await post(path(), { reason: "Harm.", ...until, year });
      expect(statusCode).toBe(422);
      expect(body).not.toContain("Say why in 1 to 500");
      expect(body).toContain(`value="${year}"`);
    }
  });

  it("wait for a second person, who is somebody else than whoever asked", async () => {
    const asked = await post(path(), { reason: "They may be harmed if they knew.", ...until });
    expect(asked.headers.location).toBe("/log/held-back?done=asked");
    const mine = (await get("/log/held-back?done=asked")).body;
    for (const words of ["held back for a week, and waits", "You asked: somebody else decides.", "1 June 2026"]) {
      expect(mine).toContain(words);
    }
    expect((await post("/log/held-back/1/agree")).statusCode).toBe(409);
    expect((await get("/log/held-back", SECOND_LEAD)).body).toContain("Do not agree");
    const agreed = await post("/log/held-back/1/agree", {}, SECOND_LEAD);
    expect(agreed.headers.location).toBe("/log/held-back?done=agreed");
    const { body } = await get("/log/held-back?done=agreed");
    for (const words of [
      "1 look is held back by the word of two; none waits",
      "A Governance Lead, A Second Lead",
      "Tell the person now",
    ]) {
      expect(body).toContain(words);
    }
    namesNobody(body);
  });

  it("say when the week is over in which nobody agreed", async () => {
    const { body } = await get("/log/held-back", SECOND_LEAD);
    expect(body).not.toContain("The week is over");
    await open.house.db.execute(sql`
      update sharing.withheld_access set decided_at = null, agreed = null, asked_at = '2026-04-26T09:59:00Z'`);
    expect((await get("/log/held-back", SECOND_LEAD)).body).toContain("The week is over: the person is told");
    await post("/log/held-back/1/agree", {}, SECOND_LEAD);
  });

  it("are told sooner", async () => {
    expect((await post("/log/held-back/1/end")).headers.location).toBe("/log/held-back?done=ended");
    expect((await get("/log/held-back?done=ended")).body).toContain("The person is told from now on");
    expect((await post("/log/held-back/1/end")).statusCode).toBe(409);
  });

  it("are told at once where the second person does not agree", async () => {
    await post(path(), { reason: "They may be harmed if they knew.", ...until });
    const refused = await post("/log/held-back/2/refuse", {}, SECOND_LEAD);
    expect(refused.headers.location).toBe("/log/held-back?done=refused");
    expect((await get("/log/held-back")).body).toContain(path());
  });
});

describe("what waits", () => {
  it("stands on the first page of information governance, and of nobody else; emergencies lead to their queue", async () => {
    for (const words of ["Glass broken.", "Again."]) {
      mustSucceed(await open.house.sharing.claim({ actor: NURSE, kind: "emergency" }, person, words));
    }
    const { body } = await get("/");
    expect(body).toContain('<a href="/claims">2 emergencies</a> wait to be looked at.');
    expect(body).toContain('<a href="/log">Who looks at records</a>: 1 question waits.');
    namesNobody(body);
    for (const one of [(await get("/", LINKER)).body, (await get("/", NURSE)).body]) {
      expect(one).not.toContain("/log");
      expect(one).not.toContain("emergenc");
    }
  });

  it("leads from one page to each queue, and to the months", async () => {
    const { body } = await get("/log");
    expect(body).toContain("3 things wait to be seen to.");
    expect(body).toContain('<a href="/claims">2 emergencies</a> wait to be looked at.');
    for (const path of ["/log/unusual", "/log/questions", "/log/held-back", "/log/well-known", "/log/months/2026-05"]) {
      expect(body).toContain(`href="${path}"`);
      expect((await get(path)).statusCode).toBe(200);
    }
    namesNobody(body);
  });

  it("is shown to nobody else", async () => {
    for (const path of ["/log", "/log/unusual/1", "/log/questions/1", "/log/held-back", "/log/months/2026-05"]) {
      const { body, statusCode } = await get(path, NURSE);
      expect(statusCode).toBe(403);
      expect(body).toContain("A Governance Lead");
      expect(body).not.toContain("prescription");
    }
  });
});

describe("a month of the log", () => {
  it("comes to counts, by rule and by what was found", async () => {
    const { body } = await get("/log/months/2026-05");
    for (const words of ["<h1", "May 2026", "So far.", "Somebody well known", "Emergencies in which", "April 2026"]) {
      expect(body).toContain(words);
    }
    const csv = await get("/log/months/2026-05/counts.csv");
    expect(csv.headers["content-type"]).toContain("text/csv");
    const lines = csv.body.trim().split("\r\n");
    expect(lines[0]).toBe("month,what,found,count");
    expect(lines).toContain("2026-05,Emergencies in which a record was opened,,2");
    expect(lines).toContain("2026-05,Somebody well known,Proper,1");
    expect(lines).toContain("2026-05,Somebody well known,Not proper,1");
    expect(lines).toContain("2026-05,Somebody well known,Waits,0");
  });

  it("is told of no month that has not begun, or is none", async () => {
    expect((await get("/log/months/2026-04")).body).toContain("Nothing stood out in this month.");
    for (const month of ["2026-06", "2026-13", "may"]) {
      expect((await get(`/log/months/${month}`)).statusCode).toBe(404);
      expect((await get(`/log/months/${month}/counts.csv`)).statusCode).toBe(404);
    }
  });
});
