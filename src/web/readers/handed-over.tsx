import { Button, Heading, InsetText, SummaryList } from "../parts/index.ts";

type HandedOverProps = {
  readonly name: string;
  readonly password: string;
  /** Days in which the password must be used. */
  readonly days: number;
  readonly address: string;
  /** Where to go on. */
  readonly next: string;
};

/** With what somebody signs in for the first time: shown once, to be printed or copied by hand. */
export const HandedOver = ({ name, password, days, address, next }: HandedOverProps) => (
  <>
    <Heading level={1}>Hand this over in person</Heading>
    <InsetText>
      <p>It is shown this once. Write it down or print this page, and give it to nobody else.</p>
    </InsetText>
    <SummaryList
      rows={[
        { key: "Sign in at", value: address },
        { key: "Sign-in name", value: <code>{name}</code> },
        { key: "Password", value: <code>{password}</code> },
        { key: "It works", value: `Once, within ${days} days. Then they choose a password of their own.` },
      ]}
    />
    <Button href={next} variant="secondary">
      Done
    </Button>
  </>
);
