import type { ReactElement } from "react";
import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";
import {
  ActionLink,
  BackLink,
  Breadcrumb,
  Button,
  Card,
  Details,
  DoDontList,
  ErrorMessage,
  ErrorSummary,
  Expander,
  Footer,
  Header,
  Heading,
  Hint,
  InsetText,
  Label,
  NotificationBanner,
  Pagination,
  Panel,
  SkipLink,
  SummaryList,
  Table,
  Tabs,
  Tag,
  TaskList,
  WarningCallout,
} from "../../src/web/parts/index.ts";
import { expectSame, officialMarkup, outline, type Official } from "./official.ts";

type Case = readonly [name: string, ours: ReactElement, options: object];

const STEPS = [
  { text: "People", href: "/people" },
  { text: "Anne Smith", href: "/people/1" },
];
const HEAD = [{ text: "Test" }, { text: "Result", format: "numeric" }];
const COLUMNS = ["Test", { header: "Result", numeric: true }];
const ROWS = [[{ text: "eGFR" }, { text: "38" }]];
const CELLS = [["eGFR", "38"]];

/** The same options given to nhsuk-frontend's macro and, as props, to our part. */
const CASES: Readonly<Record<Official, readonly Case[]>> = {
  "skip-link/skipLink": [
    ["default", <SkipLink />, {}],
    ["elsewhere", <SkipLink href="#results">Skip to results</SkipLink>, { href: "#results", text: "Skip to results" }],
  ],
  "back-link/backLink": [
    ["default", <BackLink href="/people" />, { href: "/people" }],
    ["with words", <BackLink href="/people">People &amp; links</BackLink>, { href: "/people", text: "People & links" }],
  ],
  "breadcrumb/breadcrumb": [
    ["two steps", <Breadcrumb items={STEPS} />, { items: STEPS }],
    ["one step", <Breadcrumb items={STEPS.slice(0, 1)} />, { items: STEPS.slice(0, 1) }],
  ],
  "heading/heading": [
    ["level 2", <Heading level={2}>Feeds</Heading>, { level: 2, text: "Feeds" }],
    [
      "with a caption",
      <Heading level={1} size="l" caption="Data quality" id="top">
        Feeds
      </Heading>,
      { level: 1, size: "l", caption: "Data quality", text: "Feeds", id: "top" },
    ],
    [
      "small",
      <Heading level={3} size="s" classes="x">
        Feeds
      </Heading>,
      { level: 3, size: "s", classes: "x", text: "Feeds" },
    ],
  ],
  "button/button": [
    ["default", <Button>Save and continue</Button>, { text: "Save and continue" }],
    [
      "secondary, small, named",
      <Button variant="secondary" small name="do" value="undo" id="undo">
        Undo
      </Button>,
      { text: "Undo", variant: "secondary", small: true, name: "do", value: "undo", id: "undo" },
    ],
    [
      "warning",
      <Button variant="warning" type="button">
        Delete
      </Button>,
      { text: "Delete", variant: "warning", type: "button" },
    ],
    ["disabled", <Button disabled>Save</Button>, { text: "Save", disabled: true }],
    ["clicked once", <Button preventDoubleClick>Send</Button>, { text: "Send", preventDoubleClick: true }],
    [
      "as a link",
      <Button href="/next" classes="x">
        Start
      </Button>,
      { text: "Start", href: "/next", classes: "x" },
    ],
    ["with an icon", <Button icon="search">Find</Button>, { text: "Find", icon: "search" }],
    [
      "with an icon alone",
      <Button icon="search" ariaLabel="Find" small />,
      { icon: "search", ariaLabel: "Find", small: true },
    ],
  ],
  "action-link/actionLink": [
    ["default", <ActionLink href="/find">Find a person</ActionLink>, { text: "Find a person", href: "/find" }],
    ["escapes", <ActionLink href="/?a=1&b=2">A &lt; B</ActionLink>, { text: "A < B", href: "/?a=1&b=2" }],
  ],
  "label/label": [
    ["default", <Label htmlFor="a">Name</Label>, { for: "a", text: "Name" }],
    [
      "sized",
      <Label htmlFor="a" size="m">
        Name
      </Label>,
      { for: "a", text: "Name", size: "m" },
    ],
    [
      "as the page's heading",
      <Label htmlFor="a" size="l" heading={1}>
        Name
      </Label>,
      { for: "a", text: "Name", size: "l", heading: { level: 1 } },
    ],
    [
      "hidden",
      <Label htmlFor="a" hidden>
        Name
      </Label>,
      { for: "a", text: "Name", classes: "nhsuk-u-visually-hidden" },
    ],
  ],
  "hint/hint": [
    ["default", <Hint>10 digits</Hint>, { text: "10 digits" }],
    [
      "with an id",
      <Hint id="h" classes="x">
        10 digits
      </Hint>,
      { text: "10 digits", id: "h", classes: "x" },
    ],
  ],
  "error-message/errorMessage": [
    ["default", <ErrorMessage>Enter a name</ErrorMessage>, { text: "Enter a name" }],
    ["with an id", <ErrorMessage id="e">Enter a name</ErrorMessage>, { text: "Enter a name", id: "e" }],
  ],
  "error-summary/errorSummary": [
    [
      "one link",
      <ErrorSummary errors={[{ text: "Enter a name", href: "#name" }]} />,
      { heading: "There is a problem", errorList: [{ text: "Enter a name", href: "#name" }] },
    ],
    [
      "with a sentence, and an error without a place",
      <ErrorSummary heading="Not saved" errors={[{ text: "Somebody else changed it" }]}>
        Look again
      </ErrorSummary>,
      { heading: "Not saved", description: "Look again", errorList: [{ text: "Somebody else changed it" }] },
    ],
  ],
  "details/details": [
    [
      "closed",
      <Details summary="Why?">
        <p>Because</p>
      </Details>,
      { summary: "Why?", html: "<p>Because</p>" },
    ],
    [
      "open",
      <Details summary="Why?" open id="w">
        Because
      </Details>,
      { summary: "Why?", text: "Because", open: true, id: "w" },
    ],
    [
      "expander",
      <Expander summary="Why?">Because</Expander>,
      { summary: "Why?", text: "Because", classes: "nhsuk-expander" },
    ],
  ],
  "card/card": [
    ["default", <Card heading="Links" description="All of them" />, { heading: "Links", description: "All of them" }],
    [
      "clickable",
      <Card heading="Links" headingLevel={3} headingSize="m" href="/links" clickable />,
      { heading: { text: "Links", level: 3, size: "m" }, href: "/links", clickable: true },
    ],
    [
      "feature",
      <Card variant="feature" heading="Links" id="l">
        Text
      </Card>,
      { variant: "feature", heading: "Links", id: "l", description: { html: "Text" } },
    ],
    [
      "primary",
      <Card variant="primary" heading="Links" href="/l" clickable />,
      { variant: "primary", heading: "Links", href: "/l", clickable: true },
    ],
    [
      "secondary",
      <Card variant="secondary" heading="Links" classes="x" />,
      { variant: "secondary", heading: "Links", classes: "x" },
    ],
    [
      "urgent",
      <Card variant="urgent" heading="Call">
        <p>Now</p>
      </Card>,
      { variant: "urgent", heading: "Call", description: { html: "<p>Now</p>" } },
    ],
    ["emergency", <Card variant="emergency" heading="Call 999" />, { variant: "emergency", heading: "Call 999" }],
    [
      "non-urgent",
      <Card variant="non-urgent" heading="Ask" headingLevel={3} />,
      { variant: "non-urgent", heading: { text: "Ask", level: 3 } },
    ],
    ["without a heading", <Card description="Text" />, { description: "Text" }],
    [
      "one action",
      <Card heading="Links" actions={[{ href: "/1", text: "Change" }]} />,
      { heading: "Links", actions: [{ href: "/1", text: "Change" }] },
    ],
    [
      "two actions",
      <Card
        heading="Links"
        actions={[
          { href: "/1", text: "Change", visuallyHiddenText: "all" },
          { href: "/2", text: "Undo" },
        ]}
      />,
      {
        heading: "Links",
        actions: [
          { href: "/1", text: "Change", visuallyHiddenText: "all" },
          { href: "/2", text: "Undo" },
        ],
      },
    ],
  ],
  "warning-callout/warningCallout": [
    [
      "default",
      <WarningCallout heading="Safeguarding">
        <p>Ask first</p>
      </WarningCallout>,
      { heading: "Safeguarding", html: "<p>Ask first</p>" },
    ],
    [
      "that says it is important",
      <WarningCallout heading="Important" headingLevel={2}>
        <p>Ask</p>
      </WarningCallout>,
      { heading: { text: "Important", level: 2 }, html: "<p>Ask</p>" },
    ],
  ],
  "do-dont-list/list": [
    [
      "do",
      <DoDontList kind="do" items={["ask", "listen"]} />,
      { heading: "Do", icon: "tick", items: [{ text: "ask" }, { text: "listen" }] },
    ],
    [
      "do not",
      <DoDontList kind="dont" headingLevel={2} items={["guess"]} />,
      { heading: { text: "Don't", level: 2 }, icon: "cross", items: [{ text: "guess" }] },
    ],
  ],
  "task-list/taskList": [
    [
      "to do, and not yet",
      <TaskList
        idPrefix="plan"
        items={[
          { heading: "Goals", href: "/goals", hint: "What matters", status: <Tag colour="blue">Not started</Tag> },
          { heading: "Agree", status: "Cannot start yet" },
        ]}
      />,
      {
        idPrefix: "plan",
        items: [
          {
            heading: "Goals",
            href: "/goals",
            hint: "What matters",
            status: { tag: { text: "Not started", colour: "blue" } },
          },
          { heading: "Agree", status: "Cannot start yet" },
        ],
      },
    ],
    [
      "without hints",
      <TaskList items={[{ heading: "Goals", href: "/g", status: "Done" }]} />,
      { items: [{ heading: "Goals", href: "/g", status: "Done" }] },
    ],
  ],
  "summary-list/summaryList": [
    [
      "without actions",
      <SummaryList
        rows={[
          { key: "Name", value: "Anne" },
          { key: "Born", value: <b>1942</b> },
        ]}
      />,
      {
        rows: [
          { key: "Name", value: "Anne" },
          { key: "Born", value: { html: "<b>1942</b>" } },
        ],
      },
    ],
    [
      "with actions in some rows",
      <SummaryList
        border={false}
        rows={[
          { key: "Name", value: "Anne", actions: [{ href: "/n", text: "Change", visuallyHiddenText: "name" }] },
          {
            key: "Born",
            value: "1942",
            actions: [
              { href: "/b", text: "Change" },
              { href: "/c", text: "Ask" },
            ],
          },
          { key: "Died", value: "No" },
        ]}
      />,
      {
        border: false,
        rows: [
          {
            key: "Name",
            value: "Anne",
            actions: { items: [{ href: "/n", text: "Change", visuallyHiddenText: "name" }] },
          },
          {
            key: "Born",
            value: "1942",
            actions: {
              items: [
                { href: "/b", text: "Change" },
                { href: "/c", text: "Ask" },
              ],
            },
          },
          { key: "Died", value: "No" },
        ],
      },
    ],
  ],
  "tables/table": [
    [
      "numbers",
      <Table caption="Results" columns={COLUMNS} rows={CELLS} />,
      { caption: "Results", head: HEAD, rows: ROWS },
    ],
    [
      "first cell a header, compact, striped, no border",
      <Table
        caption="Results"
        captionSize="m"
        columns={COLUMNS}
        rows={CELLS}
        firstCellIsHeader
        compact
        striped
        border={false}
        id="t"
        classes="x"
      />,
      {
        caption: { text: "Results", size: "m" },
        head: HEAD,
        rows: ROWS,
        firstCellIsHeader: true,
        compact: true,
        striped: true,
        border: false,
        id: "t",
        classes: "x",
      },
    ],
    [
      "hidden caption, widths, cells of their own kind",
      <Table
        caption="Results"
        captionHidden
        columns={[
          { header: "Test", width: "one-half" },
          { header: "Result", numeric: true },
        ]}
        rows={[
          ["eGFR", { content: "not known", numeric: false }],
          [{ content: <i>None</i>, colSpan: 2, classes: "x" }],
        ]}
      />,
      {
        caption: { text: "Results", classes: "nhsuk-u-visually-hidden" },
        head: [
          { text: "Test", width: "one-half" },
          { text: "Result", format: "numeric" },
        ],
        rows: [
          [{ text: "eGFR" }, { text: "not known", format: "left" }],
          [{ html: "<i>None</i>", colspan: 2, classes: "x" }],
        ],
      },
    ],
    [
      "responsive",
      <Table caption="Results" columns={COLUMNS} rows={[["eGFR", <b>38</b>]]} firstCellIsHeader responsive />,
      {
        caption: "Results",
        head: HEAD,
        rows: [[{ text: "eGFR" }, { html: "<b>38</b>" }]],
        firstCellIsHeader: true,
        responsive: true,
      },
    ],
    [
      "sorted by the server",
      <Table
        caption="Results"
        columns={[
          { header: "Test", sort: "ascending", href: "?down" },
          { header: "Result", numeric: true, sort: "none", href: "?result" },
        ]}
        rows={CELLS}
      />,
      {
        caption: "Results",
        head: [
          { text: "Test", sort: "ascending", href: "?down" },
          { text: "Result", format: "numeric", sort: "none", href: "?result" },
        ],
        rows: ROWS,
      },
    ],
  ],
  "tag/tag": [
    ["default", <Tag>Active</Tag>, { text: "Active" }],
    ["coloured", <Tag colour="aqua-green">Active</Tag>, { text: "Active", colour: "aqua-green" }],
    [
      "without border",
      <Tag colour="red" border={false} classes="x">
        Active
      </Tag>,
      { text: "Active", colour: "red", border: false, classes: "x" },
    ],
  ],
  "inset-text/insetText": [
    ["text", <InsetText>Ask the practice</InsetText>, { text: "Ask the practice" }],
    [
      "more than text",
      <InsetText id="i">
        <p>
          Ask <b>now</b>
        </p>
      </InsetText>,
      { html: "<p>Ask <b>now</b></p>", id: "i" },
    ],
  ],
  "panel/panel": [
    ["done", <Panel heading="Sent">We have it</Panel>, { heading: "Sent", text: "We have it" }],
    [
      "interruption",
      <Panel heading="Wait" headingLevel={2} variant="interruption" />,
      { heading: { text: "Wait", level: 2 }, variant: "interruption" },
    ],
  ],
  "notification-banner/notificationBanner": [
    ["important", <NotificationBanner>Two feeds are late</NotificationBanner>, { text: "Two feeds are late" }],
    [
      "success",
      <NotificationBanner variant="success" heading="Linked">
        Undo until noon
      </NotificationBanner>,
      { variant: "success", heading: "Linked", text: "Undo until noon" },
    ],
    [
      "titled",
      <NotificationBanner title="Late" titleId="t" id="b">
        <p>Two</p>
      </NotificationBanner>,
      { title: { text: "Late", id: "t" }, id: "b", html: "<p>Two</p>" },
    ],
  ],
  "pagination/pagination": [
    [
      "numbered",
      <Pagination
        previous={{ href: "?1" }}
        next={{ href: "?3" }}
        items={[
          { number: 1, href: "?1" },
          { number: 2, href: "?2", current: true },
          { ellipsis: true },
          { number: 9, href: "?9" },
        ]}
      />,
      {
        previous: { href: "?1" },
        next: { href: "?3" },
        items: [
          { number: 1, href: "?1" },
          { number: 2, href: "?2", current: true },
          { ellipsis: true },
          { number: 9, href: "?9" },
        ],
      },
    ],
    [
      "before and after",
      <Pagination previous={{ href: "?1", label: "2024" }} next={{ href: "?3", label: "2026" }} />,
      { previous: { href: "?1", label: "2024" }, next: { href: "?3", label: "2026" } },
    ],
    ["only after", <Pagination next={{ href: "?3" }} />, { next: { href: "?3" } }],
  ],
  "tabs/tabs": [
    [
      "two",
      <Tabs
        idPrefix="t"
        items={[
          { label: "Day", panel: <p>1</p> },
          { label: "Year", id: "year", panel: "Two" },
        ]}
      />,
      {
        idPrefix: "t",
        items: [
          { label: "Day", panel: { html: "<p>1</p>" } },
          { label: "Year", id: "year", panel: { text: "Two" } },
        ],
      },
    ],
    [
      "titled",
      <Tabs idPrefix="t" title="By time" items={[{ label: "Day", panel: "1" }]} />,
      { idPrefix: "t", title: "By time", items: [{ label: "Day", panel: { text: "1" } }] },
    ],
  ],
  "header/header": [
    [
      "service and navigation",
      <Header
        logo="nhs"
        service={{ text: "Find", href: "/" }}
        navigation={[
          { text: "Find", href: "/find", current: true },
          { text: "Feeds", href: "/feeds" },
        ]}
        containerClasses="x"
      />,
      {
        service: { text: "Find", href: "/" },
        navigation: {
          items: [
            { text: "Find", href: "/find", current: true },
            { text: "Feeds", href: "/feeds" },
          ],
        },
        containerClasses: "x",
      },
    ],
    [
      "organisation, search and account",
      <Header
        logo="nhs"
        colour="white"
        inline
        service={{ text: "Find" }}
        organisation={{ name: "Harrow", split: "Council", descriptor: "Adults" }}
        search={{ action: "/find", label: "Find a person", placeholder: "Name" }}
        account={[{ text: "Dr Lee", href: "/me", icon: true }, { text: "GP" }, { text: "Leave", action: "/leave" }]}
      />,
      {
        colour: "white",
        inline: true,
        service: { text: "Find" },
        organisation: { name: "Harrow", split: "Council", descriptor: "Adults" },
        search: { action: "/find", label: { visuallyHiddenText: "Find a person" }, placeholder: "Name" },
        account: {
          items: [{ text: "Dr Lee", href: "/me", icon: true }, { text: "GP" }, { text: "Leave", action: "/leave" }],
        },
      },
    ],
  ],
  "footer/footer": [
    ["links", <Footer links={STEPS} copyright="Apache-2.0" />, { meta: { items: STEPS }, copyright: "Apache-2.0" }],
    [
      "text",
      <Footer copyright="Apache-2.0" containerClasses="x">
        <p>Ask us</p>
      </Footer>,
      { meta: { html: "<p>Ask us</p>" }, copyright: "Apache-2.0", containerClasses: "x" },
    ],
  ],
};

describe.each(Object.entries(CASES))("%s is nhsuk-frontend's own markup", (official, cases) => {
  it.each(cases)("%s", (_name, ours, options) => {
    expectSame(ours, official as Official, options);
  });

  it("in more than one shape", () => {
    expect(cases.length).toBeGreaterThan(1);
  });
});

/** Where our part says less than nhsuk-frontend on purpose. */
const DIFFERENCES: readonly (readonly [Official, ReactElement, object, absent: string, why: string])[] = [
  [
    "header/header",
    <Header service={{ text: "Find", href: "/" }} />,
    { service: { text: "Find", href: "/" } },
    "nhsuk-header__logo",
    "a place shows the NHS identity only where it may",
  ],
  ["footer/footer", <Footer />, {}, "© NHS England", "the software and its data are not NHS England's"],
];

describe("where we differ on purpose", () => {
  it.each(DIFFERENCES)("%s", (official, ours, options, absent) => {
    expect(officialMarkup(official, options)).toContain(absent);
    expect(renderToStaticMarkup(ours)).not.toContain(absent);
  });
});

describe("the comparison", () => {
  it("sees a tag, an attribute, a class, a word or a space that differs", () => {
    const html = '<p class="a b" id="c">one <b>two</b></p>';
    for (const [from, to] of [
      ["<b>two</b>", "two"],
      ['id="c"', 'id="d"'],
      ["a b", "a"],
      ["two", "too"],
      ["one ", "one"],
    ] as const) {
      expect(outline(html.replace(from, to))).not.toEqual(outline(html));
    }
  });

  it("does not see order of attributes and classes, or line breaks around text", () => {
    const wrapped = '<p id="c" class="b a">\n  one <b>\n    two\n  </b>\n</p>\n';
    expect(outline(wrapped)).toEqual(outline('<p class="a b" id="c">one <b>two</b></p>'));
  });
});
