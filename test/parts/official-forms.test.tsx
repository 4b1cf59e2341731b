import { describe, it } from "vitest";
import {
  CharacterCount,
  Checkboxes,
  DateInput,
  Fieldset,
  Input,
  Radios,
  Select,
  FileUpload,
  Textarea,
} from "../../src/web/parts/index.ts";
import { expectSame, type Official } from "./official.ts";
import type { ReactElement } from "react";

type Case = readonly [name: string, ours: ReactElement, options: object];

const FIELD = { name: "note", label: "Note" };
const WRONG = { ...FIELD, hint: "Short", error: "Enter a note" };
const OFFICIAL_WRONG = { ...FIELD, hint: "Short", errorMessage: "Enter a note" };
const ITEMS = [
  { value: "gp", text: "GP" },
  { value: "council", text: "Council", hint: "Social care" },
];
const LEGEND = { legend: { text: "Who?", size: "m" } };

const CASES: Readonly<Record<Official, readonly Case[]>> = {
  "input/input": [
    ["default", <Input {...FIELD} />, FIELD],
    ["wrong", <Input {...WRONG} value="<x>" />, { ...OFFICIAL_WRONG, value: "<x>" }],
    [
      "with everything",
      <Input
        {...FIELD}
        id="n"
        labelSize="l"
        labelHeading={1}
        type="tel"
        width={10}
        inputMode="numeric"
        autoComplete="off"
        spellCheck={false}
        classes="x"
        disabled
      />,
      {
        name: "note",
        id: "n",
        label: { text: "Note", size: "l", heading: { level: 1 } },
        type: "tel",
        width: 10,
        inputmode: "numeric",
        autocomplete: "off",
        spellcheck: false,
        classes: "x",
        disabled: true,
      },
    ],
    [
      "with units, wrong",
      <Input {...WRONG} prefix="£" suffix="a week" />,
      { ...OFFICIAL_WRONG, prefix: "£", suffix: "a week" },
    ],
    [
      "with something beside it",
      <Input {...FIELD} after={<b>x</b>} />,
      { ...FIELD, formGroup: { afterInput: { html: "<b>x</b>" } } },
    ],
  ],
  "file-upload/fileUpload": [
    ["default", <FileUpload {...FIELD} />, FIELD],
    ["wrong", <FileUpload {...WRONG} />, OFFICIAL_WRONG],
    [
      "disabled, of some types",
      <FileUpload {...FIELD} disabled accept=".csv" classes="x" />,
      { ...FIELD, disabled: true, attributes: { accept: ".csv" }, classes: "x" },
    ],
  ],
  "textarea/textarea": [
    ["default", <Textarea {...FIELD} />, FIELD],
    ["wrong", <Textarea {...WRONG} value="a & b" rows={3} />, { ...OFFICIAL_WRONG, value: "a & b", rows: 3 }],
    [
      "disabled",
      <Textarea {...FIELD} disabled spellCheck={false} autoComplete="off" classes="x" />,
      { ...FIELD, disabled: true, spellcheck: false, autocomplete: "off", classes: "x" },
    ],
  ],
  "character-count/characterCount": [
    ["characters", <CharacterCount {...FIELD} maxLength={200} />, { ...FIELD, maxlength: 200 }],
    [
      "words, wrong",
      <CharacterCount {...WRONG} maxWords={50} threshold={75} />,
      { ...OFFICIAL_WRONG, maxwords: 50, threshold: 75 },
    ],
  ],
  "select/select": [
    ["default", <Select {...FIELD} items={[{ text: "GP" }]} />, { ...FIELD, items: [{ text: "GP" }] }],
    [
      "chosen, wrong",
      <Select
        {...WRONG}
        value="council"
        items={[
          { value: "", text: "Choose" },
          { value: "gp", text: "GP", disabled: true },
          { value: "council", text: "Council" },
        ]}
      />,
      {
        ...OFFICIAL_WRONG,
        value: "council",
        items: [
          { value: "", text: "Choose" },
          { value: "gp", text: "GP", disabled: true },
          { value: "council", text: "Council" },
        ],
      },
    ],
    [
      "disabled",
      <Select {...FIELD} disabled classes="x" items={[]} />,
      { ...FIELD, disabled: true, classes: "x", items: [] },
    ],
  ],
  "fieldset/fieldset": [
    [
      "default",
      <Fieldset legend="Who?">
        <p>x</p>
      </Fieldset>,
      { legend: "Who?", html: "<p>x</p>" },
    ],
    [
      "a heading",
      <Fieldset legend="Who?" legendSize="l" legendHeading={2} describedBy="h" role="group" id="f">
        <p>x</p>
      </Fieldset>,
      {
        legend: { text: "Who?", size: "l", heading: { level: 2 } },
        describedBy: "h",
        role: "group",
        id: "f",
        html: "<p>x</p>",
      },
    ],
  ],
  "radios/radios": [
    [
      "default",
      <Radios name="who" legend="Who?" legendSize="m" items={ITEMS} />,
      { name: "who", fieldset: LEGEND, items: ITEMS },
    ],
    [
      "chosen, wrong",
      <Radios
        name="who"
        legend="Who?"
        legendSize="m"
        items={ITEMS}
        hint="One"
        error="Choose"
        value="gp"
        inline
        small
      />,
      {
        name: "who",
        fieldset: LEGEND,
        items: ITEMS,
        hint: "One",
        errorMessage: "Choose",
        value: "gp",
        inline: true,
        small: true,
      },
    ],
    [
      "with a question inside, and a divider",
      <Radios
        name="who"
        idPrefix="w"
        legend="Who?"
        legendHeading={1}
        value="gp"
        items={[
          { value: "gp", text: "GP", conditional: <b>Which?</b> },
          { divider: "or" },
          { value: "no", text: "None", disabled: true, conditional: <i>Why?</i> },
        ]}
      />,
      {
        name: "who",
        idPrefix: "w",
        value: "gp",
        fieldset: { legend: { text: "Who?", heading: { level: 1 } } },
        items: [
          { value: "gp", text: "GP", conditional: { html: "<b>Which?</b>" } },
          { divider: "or" },
          { value: "no", text: "None", disabled: true, conditional: { html: "<i>Why?</i>" } },
        ],
      },
    ],
    [
      "without a legend",
      <Radios name="who" hint="One" items={ITEMS} disabled />,
      { name: "who", hint: "One", items: ITEMS, disabled: true },
    ],
  ],
  "checkboxes/checkboxes": [
    [
      "default",
      <Checkboxes name="who" legend="Who?" legendSize="m" items={ITEMS} />,
      { name: "who", fieldset: LEGEND, items: ITEMS },
    ],
    [
      "chosen, wrong",
      <Checkboxes
        name="who"
        legend="Who?"
        legendSize="m"
        items={ITEMS}
        hint="Any"
        error="Choose"
        values={["gp", "council"]}
        small
      />,
      {
        name: "who",
        fieldset: LEGEND,
        items: ITEMS,
        hint: "Any",
        errorMessage: "Choose",
        values: ["gp", "council"],
        small: true,
      },
    ],
    [
      "none of these",
      <Checkboxes
        name="who"
        legend="Who?"
        legendSize="m"
        items={[
          { value: "gp", text: "GP", conditional: <b>Which?</b> },
          { divider: "or" },
          { value: "no", text: "None", name: "none", behaviour: "exclusive" },
        ]}
      />,
      {
        name: "who",
        fieldset: LEGEND,
        items: [
          { value: "gp", text: "GP", conditional: { html: "<b>Which?</b>" } },
          { divider: "or" },
          { value: "no", text: "None", name: "none", behaviour: "exclusive" },
        ],
      },
    ],
    [
      "without a legend, wrong",
      <Checkboxes name="who" hint="Any" error="Choose" items={ITEMS} />,
      { name: "who", hint: "Any", errorMessage: "Choose", items: ITEMS },
    ],
  ],
  "date-input/dateInput": [
    ["default", <DateInput id="born" legend="Who?" legendSize="m" />, { id: "born", fieldset: LEGEND }],
    [
      "wrong",
      <DateInput
        id="born"
        legend="Who?"
        legendSize="m"
        hint="31 3 1942"
        error="Enter a date"
        values={{ day: "1", year: "42" }}
      />,
      {
        id: "born",
        fieldset: LEGEND,
        hint: "31 3 1942",
        errorMessage: "Enter a date",
        values: { day: "1", year: "42" },
      },
    ],
    [
      "wrong in the year, with a prefix",
      <DateInput id="born" legend="Who?" legendSize="m" error="Year?" errorIn={["year"]} namePrefix="born" birthday />,
      {
        id: "born",
        fieldset: LEGEND,
        errorMessage: "Year?",
        namePrefix: "born",
        day: { name: "day", autocomplete: "bday-day" },
        month: { name: "month", autocomplete: "bday-month" },
        year: { name: "year", autocomplete: "bday-year", error: true },
      },
    ],
    [
      "month and year",
      <DateInput id="born" legend="Who?" legendSize="m" parts={["month", "year"]} />,
      { id: "born", fieldset: LEGEND, items: [{ name: "month" }, { name: "year" }] },
    ],
  ],
};

describe.each(Object.entries(CASES))("%s is nhsuk-frontend's own markup", (official, cases) => {
  it.each(cases)("%s", (_name, ours, options) => {
    expectSame(ours, official as Official, options);
  });
});
