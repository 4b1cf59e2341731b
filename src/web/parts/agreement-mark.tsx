import type { Content } from "./content.ts";

/** How two values stand to each other. */
export type Agreement = keyof typeof SIGNS;

const SIGNS = {
  same: <path d="M1 8a7 7 0 1 1 14 0A7 7 0 0 1 1 8ZM4.5 5.4v1.8h7V5.4Zm0 3.4v1.8h7V8.8Z" />,
  nearly: (
    <path d="M8 .6 15.4 8 8 15.4.6 8ZM4.6 7.6l1 1.2c.9-.8 1.5-.6 2.3-.1 1 .6 2.2.8 3.5-.5l-1-1.3c-.8.8-1.3.7-2.1.2-1-.6-2.3-.9-3.7.5Z" />
  ),
  different: (
    <path d="M1 1h14v14H1ZM4.3 5.5 6.8 8l-2.5 2.5 1.2 1.2L8 9.2l2.5 2.5 1.2-1.2L9.2 8l2.5-2.5-1.2-1.2L8 6.8 5.5 4.3Z" />
  ),
  silent: <path d="M1 1h14v14H1ZM2.6 2.6v10.8h10.8V2.6Z" />,
} as const;

export type AgreementMarkProps = {
  readonly agreement: Agreement;
  /** How they agree, in a word or two. */
  readonly children: Content;
};

/** Whether two values agree, as a word and a shape of its own; colour only helps. */
export const AgreementMark = ({ agreement, children }: AgreementMarkProps) => (
  <span className={`ws-agreement ws-agreement--${agreement}`}>
    <svg
      className="ws-agreement__shape"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      focusable="false"
      aria-hidden="true"
      fillRule="evenodd"
    >
      {SIGNS[agreement]}
    </svg>
    <span className="ws-agreement__word">{children}</span>
  </span>
);
