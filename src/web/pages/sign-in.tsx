import type { App } from "#app";
import { DEMONSTRATION_PASSWORD, type Account, type SignInRefusal } from "#identity";
import { DEMONSTRATION_READERS } from "../demonstration-readers.ts";
import { StaffPage } from "../layout.tsx";
import { Button, ErrorSummary, Heading, Input, InsetText, Radios, showTime } from "../parts/index.ts";
import { showRole } from "../roles.ts";
import { page, type Answer, type OpenRequest } from "../route.ts";

/** The issuer's page on which somebody shows who they are. */
export type SignIn = {
  /** Where its forms are posted. */
  readonly action: string;
  /** What a browser is asked so as to sign in with a passkey (JSON). */
  readonly passkey: string;
  /** In a demonstration: the accounts that are everybody's. */
  readonly demonstration: readonly Account[];
  readonly fault?: SignInFault | undefined;
};

/** Why nobody was let in: a field was empty, or what was shown is not right. */
export type SignInFault =
  { readonly kind: "empty"; readonly field: "name" | "password" } | { readonly kind: "passkey" } | SignInRefusal;

const TITLE = "Sign in";

/** Says the same whether there is such an account or not. */
export function signInPage(app: App, request: OpenRequest, signIn: SignIn): Answer {
  const { fault } = signIn;
  return page(<SignInPage {...{ app, request, signIn }} />, fault ? statusOf(fault) : 200);
}

const statusOf = ({ kind }: SignInFault): number => (kind === "paused" ? 429 : 422);

type SignInPageProps = { readonly app: App; readonly request: OpenRequest; readonly signIn: SignIn };

const SignInPage = ({ app, request, signIn }: SignInPageProps) => {
  const { fault, demonstration } = signIn;
  const isDemonstration = demonstration.length > 0;
  return (
    <StaffPage app={app} request={request} title={TITLE} errors={fault !== undefined}>
      {fault && <ErrorSummary errors={[{ text: wordsFor(fault, isDemonstration), href: hrefFor(fault) }]} />}
      <Heading level={1}>{TITLE}</Heading>
      {isDemonstration && <ChooseAccount {...{ app, request, signIn }} />}
      {isDemonstration && <Heading level={2}>Or sign in with an account of your own</Heading>}
      <NameAndPassword request={request} signIn={signIn} />
      <WithPasskey signIn={signIn} />
    </StaffPage>
  );
};

/** The accounts of a demonstration: chosen, not typed. */
const ChooseAccount = ({ app, request: { today }, signIn: { action, demonstration } }: SignInPageProps) => (
  <>
    <p className="ws-lead">
      Wholestory puts together one record per person from the files that GP practices, hospitals, councils and charities
      already export. Look around in {app.directory.place.name}, where everybody is made up: choose who you are.
    </p>
    <form className="ws-actors" action={action} method="post" noValidate>
      <input type="hidden" name="password" value={DEMONSTRATION_PASSWORD} />
      <Radios
        name="name"
        idPrefix="account"
        legend={<span className="nhsuk-u-visually-hidden">Who are you?</span>}
        small
        items={itemsOf(app, today, demonstration)}
      />
      <Button>Continue</Button>
    </form>
    <InsetText>
      <p>
        All of these accounts have one password: <strong>{DEMONSTRATION_PASSWORD}</strong>
      </p>
    </InsetText>
  </>
);

/** Everybody in a role today who has an account, by organisation as the place file orders them; then who is not staff. */
function itemsOf({ directory }: App, today: string, accounts: readonly Account[]) {
  const staff = accounts.flatMap(({ name, actor }) => {
    const member = directory.staffMember(actor, today);
    return member ? [{ value: name, member }] : [];
  });
  const byOrganisation = Map.groupBy(staff, ({ member }) => member.organisation);
  const readers = DEMONSTRATION_READERS.flatMap(({ actor, text }) =>
    accounts.flatMap((account) => (account.actor === actor ? [{ value: account.name, text }] : [])),
  );
  const items = directory.place.organisations.flatMap(({ ods, name }) =>
    (byOrganisation.get(ods) ?? []).map(({ value, member }) => ({
      value,
      text: `${member.name}, ${showRole(member.role)}, ${name}`,
    })),
  );
  return [...items, ...readers];
}

const NameAndPassword = ({ request: { form }, signIn }: Omit<SignInPageProps, "app">) => {
  const { action, fault, demonstration } = signIn;
  const faultOf = (field: "name" | "password") =>
    fault && fieldOf(fault) === field ? wordsFor(fault, demonstration.length > 0) : undefined;
  return (
    <form action={action} method="post" noValidate>
      <Input
        name="name"
        label="Sign-in name"
        hint="The name that you were given to sign in with"
        value={form["name"]}
        width={20}
        autoComplete="username webauthn"
        spellCheck={false}
        error={faultOf("name")}
      />
      <Input
        name="password"
        type="password"
        label="Password"
        width={20}
        autoComplete="current-password"
        error={faultOf("password")}
      />
      <Button preventDoubleClick>Sign in</Button>
    </form>
  );
};

/** Shown by a script where the browser knows passkeys. */
const WithPasskey = ({ signIn: { action, passkey } }: Pick<SignInPageProps, "signIn">) => (
  <form action={`${action}/passkey`} method="post" id="passkey" data-passkey-get={passkey} hidden noValidate>
    <input type="hidden" name="answer" />
    <Button variant="secondary">Sign in with a passkey</Button>
  </form>
);

function wordsFor(fault: SignInFault, mayChoose: boolean): string {
  switch (fault.kind) {
    case "empty":
      if (fault.field === "password") return "Enter your password";
      return mayChoose ? "Choose who you are, or enter your sign-in name" : "Enter your sign-in name";
    case "wrong":
      return "The sign-in name or the password is not right";
    case "passkey":
      return "The passkey is not known here: sign in with your password, and make one on the page Your account";
    case "paused":
      return `There were too many attempts: try again after ${showTime(fault.until) ?? "a while"}`;
  }
}

function fieldOf(fault: SignInFault): "name" | "password" | undefined {
  switch (fault.kind) {
    case "empty":
      return fault.field;
    case "wrong":
    case "paused":
      return "password";
    case "passkey":
      return undefined;
  }
}

const hrefFor = (fault: SignInFault): string => `#${fieldOf(fault) ?? "name"}`;
