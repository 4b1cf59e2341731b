import type { Content } from "./content.ts";

/** "act" only where somebody must do something. */
export type Status = keyof typeof SHAPES;

export type StatusShapeProps = {
  readonly status: Status;
  /** The status in a word or two. */
  readonly children: Content;
};

const SHAPES = {
  good: <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1ZM6.9 11.3l5-5-1.3-1.3-3.7 3.7-1.6-1.6L4 8.4Z" />,
  watch: <path d="M8 1.2 15.6 14.8H.4ZM7.1 6v4.4h1.8V6Zm0 5.6v1.7h1.8v-1.7Z" />,
  act: <path d="M5 1h6l4 4v6l-4 4H5l-4-4V5ZM7 3.8v5.4h2V3.8Zm0 6.6v2h2v-2Z" />,
  waiting: (
    <path d="M8 1a7 7 0 1 1 0 14A7 7 0 0 1 8 1Zm0 1.8a5.2 5.2 0 1 0 0 10.4A5.2 5.2 0 0 0 8 2.8ZM7.1 4h1.8v3.7l2.3 2.3-1.2 1.2L7.1 8.4Z" />
  ),
  off: <path d="M1 1h14v14H1ZM2.8 2.8v10.4h10.4V2.8ZM4.5 7.1h7v1.8h-7Z" />,
} as const;

/** A status as a word and a shape of its own; colour only helps. */
export const StatusShape = ({ status, children }: StatusShapeProps) => (
  <span className={`ws-status ws-status--${status}`}>
    <svg
      className="ws-status__shape"
      viewBox="0 0 16 16"
      width="16"
      height="16"
      focusable="false"
      aria-hidden="true"
      fillRule="evenodd"
    >
      {SHAPES[status]}
    </svg>
    <span className="ws-status__word">{children}</span>
  </span>
);
