import { load } from "cheerio";
import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import {
  AgreementMark,
  Chart,
  EmptyState,
  Freshness,
  htmlOf,
  LinkGraph,
  Page,
  PersonStrip,
  ProgressBar,
  SourceAndDate,
  Sparkline,
  StatusShape,
  Table,
  TimelineLanes,
  WeightBars,
} from "../../src/web/parts/index.ts";

const $ = (element: ReactElement) => load(renderToStaticMarkup(element), null, false);
const textOf = (element: ReactElement) => $(element).root().text();
const TODAY = new Date("2026-05-03T12:00:00Z");
const NAME = { family: "Osei", given: "Kwame", title: "Mr" };

describe("a page", () => {
  const page = (errors: boolean) => (
    <Page title="Find a person" errors={errors} beforeMain={<PersonStrip name={NAME} on={TODAY} />}>
      <h1>Find &lt;a&gt; person</h1>
    </Page>
  );

  it("is a whole document with a doctype, a language and a title", () => {
    expect(htmlOf(page(false))).toMatch(/^<!DOCTYPE html><html lang="en">/);
    expect(load(htmlOf(page(false)))("title").text()).toBe("Find a person – Wholestory");
  });

  it("says in its title that something is wrong", () => {
    expect(load(htmlOf(page(true)))("title").text()).toBe("Error: Find a person – Wholestory");
  });

  it("has no script, style or address that a strict content policy would refuse", () => {
    const document = load(htmlOf(page(false)));
    expect(document("style, [style], [onclick], script:not([src])").length).toBe(0);
    const addresses = document("link, script")
      .toArray()
      .map(({ attribs }) => attribs.href ?? attribs.src);
    expect(addresses.length).toBeGreaterThan(3);
    for (const address of addresses) expect(address).toMatch(/^\/assets\//);
  });

  it("says that its people are made up unless told otherwise", () => {
    expect(htmlOf(page(false))).toContain("Made-up people only");
    expect(
      htmlOf(
        <Page title="x" madeUp={false}>
          x
        </Page>,
      ),
    ).not.toContain("Made-up people");
  });

  it("has one main, which the skip link leads to", () => {
    const document = load(htmlOf(page(false)));
    expect(document("main").length).toBe(1);
    expect(document(".nhsuk-skip-link").attr("href")).toBe(`#${document("main").attr("id")}`);
  });
});

describe("the person's strip", () => {
  it("names the person as NHS screens do", () => {
    expect(textOf(<PersonStrip name={NAME} on={TODAY} />)).toContain("OSEI, Kwame (Mr)");
  });

  it("shows birth with age, and the NHS number in threes and four", () => {
    const text = textOf(<PersonStrip name={NAME} born="1941-02-11" nhsNumber="9991234560" on={TODAY} />);
    expect(text).toContain("11 February 1941 (85 years)");
    expect(text).toContain("999 123 4560");
  });

  it("says what is not known, so that nobody takes a gap for a match", () => {
    expect(textOf(<PersonStrip name={NAME} on={TODAY} />)).toContain("Bornnot knownNHS numbernot known");
  });

  it("shows the age at death instead of an age that nobody has", () => {
    const text = textOf(<PersonStrip name={NAME} born="1941-02-11" died="2020-01-01" on={TODAY} />);
    expect(text).toContain("1 January 2020 (aged 78 years)");
    expect(text).not.toContain("85");
    expect(textOf(<PersonStrip name={NAME} died on={TODAY} />)).toContain("Dieddate not known");
  });
});

describe("freshness", () => {
  const council = { name: "Social care", arrived: 1, expected: 2, unit: "councils", ageDays: 41 };

  it.each([
    ["some missing", council, "Social care: 1 of 2 councils, 41 days old", "watch"],
    ["all there and new", { ...council, arrived: 2, ageDays: 1 }, "Social care: 2 of 2 councils, 1 day old", "good"],
    [
      "overdue",
      { ...council, arrived: 2, dueEveryDays: 31 },
      "Social care: 2 of 2 councils, 41 days old, due every 31 days",
      "watch",
    ],
    ["from today", { ...council, arrived: 2, ageDays: 0 }, "Social care: 2 of 2 councils, from today", "good"],
    [
      "nothing yet",
      { ...council, arrived: 0, ageDays: undefined },
      "Social care: 0 of 2 councils, nothing received yet",
      "watch",
    ],
  ])("%s", (_name, feed, words, status) => {
    expect(textOf(<Freshness {...feed} />)).toBe(words);
    expect($(<Freshness {...feed} />)(`.ws-status--${status}`).length).toBe(1);
  });
});

describe("small parts", () => {
  it("status is a word and a shape that differs from every other", () => {
    const shapes = (["good", "watch", "act", "waiting", "off"] as const).map((status) =>
      $(<StatusShape status={status}>Late</StatusShape>)("path").attr("d"),
    );
    expect(new Set(shapes).size).toBe(5);
    expect(textOf(<StatusShape status="act">Late</StatusShape>)).toBe("Late");
  });

  it("source and date stand together", () => {
    const element = <SourceAndDate source="Kingsway Surgery" date="2026-05-03" href="/e/1" />;
    expect(textOf(element)).toBe("Kingsway Surgery, 3 May 2026");
    expect($(element)("time").attr("datetime")).toBe("2026-05-03");
  });

  it("an empty place has a next step", () => {
    const element = <EmptyState next={{ text: "Ask for one", href: "/ask" }}>No meeting is planned.</EmptyState>;
    expect(textOf(element)).toBe("No meeting is planned. Ask for one");
  });

  it("progress is words as well as a bar", () => {
    const element = <ProgressBar id="p" label="Reading" done={4200} total={10000} unit="rows" note="2 minutes more" />;
    expect(textOf(element)).toBe("Reading4,200 of 10,000 rows (42%). 2 minutes more");
    expect($(element)("progress").attr("value")).toBe("4200");
  });

  it("progress towards an unknown end claims no share", () => {
    const element = <ProgressBar id="p" label="Reading" done={4200} unit="rows" />;
    expect(textOf(element)).toBe("Reading4,200 rows so far");
    expect($(element)("progress").attr("value")).toBeUndefined();
  });

  it("a table takes rows with ids, so that figures can lead to them", () => {
    const element = <Table columns={["A"]} rows={[{ id: "row-7", cells: [0] }]} />;
    expect($(element)("#row-7 td").text()).toBe("0");
  });
});

describe("a sparkline", () => {
  const points = [
    { date: "2026-01-19", value: 38 },
    { date: "2019-05-01", value: 71 },
  ];
  const egfr = <Sparkline id="s" name="eGFR" unit="mL/min" points={points} range={{ low: 60 }} />;

  it("is told in words: from the oldest to the newest, and the usual range", () => {
    expect($(egfr)("title").text()).toBe("eGFR, 2 results");
    expect($(egfr)("desc").text()).toBe(
      "From 71 mL/min on 1 May 2019 to 38 mL/min on 19 January 2026; usually at least 60 mL/min.",
    );
    expect($(egfr)("svg").attr("aria-labelledby")).toBe("s-title s-desc");
  });

  it("has its last value beside it and says on which side of the range it lies", () => {
    expect($(egfr)(".ws-sparkline__value").text()).toBe("38 mL/min (low)");
  });

  it("draws the newest point rightmost, and the band above a value that is low", () => {
    const circle = $(egfr)("circle");
    expect(Number(circle.attr("cx"))).toBe(116);
    const band = $(egfr)("rect");
    expect(Number(band.attr("y")) + Number(band.attr("height"))).toBeLessThan(Number(circle.attr("cy")));
  });

  it("of one value has a place to stand, and of none is nothing", () => {
    const one = renderToStaticMarkup(<Sparkline id="s" name="x" points={points.slice(0, 1)} />);
    expect(one).not.toContain("NaN");
    expect(renderToStaticMarkup(<Sparkline id="s" name="x" points={[]} />)).toBe("");
  });
});

describe("timeline lanes", () => {
  const lanes = [
    {
      label: "GP",
      marks: [
        { date: "2020-01-01", label: "Phone call" },
        { date: "2020-01-02", label: "Visit" },
        { date: "2024-06-01", label: "Visit" },
      ],
      bars: [],
    },
    { label: "Council", marks: [], bars: [{ from: "2018-01-01", label: "Home care" }] },
    { label: "Mental health", marks: [], bars: [] },
  ];
  const timeline = (
    <TimelineLanes
      id="t"
      title="Contacts"
      from="2016-01-01"
      to="2026-05-03"
      lanes={lanes}
      list={{ text: "As a list", href: "#l" }}
    />
  );

  it("are told lane by lane", () => {
    const labels = $(timeline)('svg[role="img"]')
      .toArray()
      .map(({ attribs }) => attribs["aria-label"]);
    expect(labels).toEqual([
      "GP: 3 contacts, 1 January 2020 to 1 June 2024",
      "Council: 1 stay or package, 1 January 2018 to now",
      "Mental health: nothing",
    ]);
  });

  it("draw marks of neighbouring days as one that counts them", () => {
    expect($(timeline)("circle").length).toBe(2);
    expect($(timeline)("circle title").first().text()).toBe("Visit, 2 January 2020 and 1 more");
  });

  it("draw what still goes on to the end", () => {
    const bar = $(timeline)("rect");
    expect(parseFloat(bar.attr("x") ?? "") + parseFloat(bar.attr("width") ?? "")).toBeCloseTo(100, 0);
    expect(bar.text()).toBe("Home care, 1 January 2018 to now");
  });

  it("write no words into a bar that is too short for them", () => {
    const bars = [
      { from: "2017-01-01", to: "2023-01-01", label: "Home care" },
      { from: "2024-01-01", to: "2024-03-01", label: "Reablement" },
    ];
    const drawn = $(
      <TimelineLanes
        id="t"
        title="x"
        from="2016-01-01"
        to="2026-05-03"
        lanes={[{ label: "Council", marks: [], bars }]}
      />,
    );
    expect(drawn("text.ws-lanes__bar-label").text()).toBe("Home care");
    expect(drawn("rect title").last().text()).toBe("Reablement, 1 January 2024 to 1 March 2024");
  });

  it("lay bars of the same time under each other", () => {
    const bars = [
      { from: "2017-01-01", to: "2020-01-01", label: "Home care" },
      { from: "2019-01-01", label: "Equipment" },
      { from: "2020-01-01", to: "2021-01-01", label: "Day care" },
    ];
    const drawn = $(
      <TimelineLanes
        id="t"
        title="x"
        from="2016-01-01"
        to="2026-05-03"
        lanes={[{ label: "Council", marks: [], bars }]}
      />,
    );
    const tops = drawn("rect")
      .toArray()
      .map(({ attribs }) => attribs["y"]);
    expect(tops).toEqual(["2", "2", "22"]);
  });

  it("lead to the same as a list", () => {
    expect($(timeline)("a").attr("href")).toBe("#l");
  });

  it("stay within the picture whatever the dates", () => {
    const old = [
      {
        label: "GP",
        marks: [{ date: "1990-01-01", label: "Visit" }],
        bars: [{ from: "1980-01-01", to: "2040-01-01", label: "x" }],
      },
    ];
    const drawn = $(<TimelineLanes id="t" title="x" from="2016-01-01" to="2026-05-03" lanes={old} />);
    expect(drawn("circle").attr("cx")).toBe("0%");
    expect(drawn("rect").attr("width")).toBe("100%");
  });
});

describe("a chart", () => {
  it("has its finding above, its figures below, and both named by the finding", () => {
    const drawn = $(<Chart id="c" heading="Fewer fell" figure={<svg />} table={<table />} csvHref="/c.csv" />);
    expect(drawn(`#${drawn("section").attr("aria-labelledby")}`).text()).toBe("Fewer fell");
    expect(drawn("details table").length).toBe(1);
    expect(drawn("details a").attr("href")).toBe("/c.csv");
  });
});

describe("an agreement", () => {
  it("has a shape of its own beside its word", () => {
    const marks = (["same", "nearly", "different", "silent"] as const).map((agreement) =>
      $(<AgreementMark agreement={agreement}>{agreement}</AgreementMark>),
    );
    expect(marks.map((mark) => mark.root().text())).toEqual(["same", "nearly", "different", "silent"]);
    expect(new Set(marks.map((mark) => mark("path").attr("d"))).size).toBe(4);
    expect(marks.every((mark) => mark("svg").attr("aria-hidden") === "true")).toBe(true);
  });
});

describe("weights as bars", () => {
  const bars = [
    { label: "Before", from: 0, to: -10, value: "−10", words: "Before: 1,000 to 1 against" },
    { label: "Name", from: -10, to: 5, value: "+15", words: "Name: for it" },
    { label: "Together", from: 0, to: 5, value: "+5", words: "Together: for it", total: true },
  ];
  const drawn = $(<WeightBars id="w" title="How odds move" bars={bars} />);

  it("begin where the one before ended, and say in words what each does", () => {
    const [before, name] = drawn("rect").toArray();
    expect(Number.parseFloat(before!.attribs.x!)).toBeCloseTo(Number.parseFloat(name!.attribs.x!), 1);
    expect(
      drawn("li svg")
        .toArray()
        .map(({ attribs }) => attribs["aria-label"]),
    ).toEqual(bars.map(({ words }) => words));
  });

  it("are of one kind for, of another against, and of a third in all", () => {
    const kinds = drawn("rect")
      .toArray()
      .map(({ attribs }) => attribs.class?.split("--")[1]);
    expect(kinds).toEqual(["against", "for", "total"]);
  });
});

describe("links as arcs", () => {
  it("join the rows of their two registrations and bear the number of the row that says why", () => {
    const nodes = ["A", "B", "C"].map((name) => ({ name, detail: "x" }));
    const arcs = [
      { from: 0, to: 1, label: "1", strength: 5 },
      { from: 0, to: 2, label: "2", strength: 1 },
    ];
    const drawn = $(<LinkGraph id="g" title="Three" nodes={nodes} arcs={arcs} />);
    expect(
      drawn("text")
        .toArray()
        .map((one) => drawn(one).text()),
    ).toEqual(["1", "2"]);
    expect(drawn("li").length).toBe(3);
    const widths = drawn("path")
      .toArray()
      .map(({ attribs }) => Number(attribs["stroke-width"]));
    expect(widths[0]).toBeGreaterThan(widths[1]!);
    const reaches = drawn("text")
      .toArray()
      .map(({ attribs }) => Number(attribs.x));
    expect(reaches[1]).toBeLessThan(reaches[0]!);
  });
});
