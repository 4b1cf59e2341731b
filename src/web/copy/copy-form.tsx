import { Button, Radios } from "../parts/index.ts";

export const NO_FORMAT = "Choose a spreadsheet, or a file for another system";

type CopyFormProps = { readonly action: string; readonly error: string | undefined };

/** Asks in which form a copy is wanted. */
export const CopyForm = ({ action, error }: CopyFormProps) => (
  <form action={action} method="post" noValidate>
    <Radios
      name="format"
      legend="What do you want to do with it?"
      error={error}
      items={[
        {
          value: "table",
          text: "Read it: a spreadsheet",
          hint: "Everything by date, one line each: what it was, which organisation wrote it, how it stands. A CSV file.",
        },
        {
          value: "fhir",
          text: "Give it to another system: a FHIR file",
          hint: "The same with all its details, letters and pictures, as health and care systems exchange it. A JSON file.",
        },
      ]}
    />
    <Button>Take the copy</Button>
  </form>
);

/** What whoever takes a copy must know before. */
export const KEEP_IT_SAFE: readonly string[] = [
  "Whoever can open the file can read all of it.",
  "Save it only on a device that nobody else uses, or that asks for your password.",
  "Nobody from the NHS or a council will call or write to ask you for it.",
  "Delete it when you do not need it any more, in the folder of downloads too.",
];
