import { hasSigned, statusOf, type Agreement } from "#sharing";
import { showDate, StatusShape } from "../parts/index.ts";

type StatusProps = { readonly agreement: Agreement; readonly today: string };

/** How an agreement stands today. */
export const AgreementStatusShape = ({ agreement, today }: StatusProps) => {
  const status = statusOf(agreement, today);
  switch (status) {
    case "in force":
      return <StatusShape status="good">in force</StatusShape>;
    case "not begun":
      return <StatusShape status="waiting">not begun</StatusShape>;
    case "ended":
      return <StatusShape status="off">ended</StatusShape>;
  }
};

type PartyProps = { readonly party: Agreement["parties"][number]; readonly today: string };

/** How a party stands to an agreement today. */
export const PartyStatusShape = ({ party, today }: PartyProps) => {
  const { signed, left } = party;
  if (left !== undefined && left <= today) return <StatusShape status="off">{`left on ${showDate(left)}`}</StatusShape>;
  if (!hasSigned(party, today)) {
    return <StatusShape status="watch">{signed ? `signs on ${showDate(signed.on)}` : "not signed"}</StatusShape>;
  }
  return (
    <StatusShape status="good">{left === undefined ? "signed" : `signed, leaves on ${showDate(left)}`}</StatusShape>
  );
};
