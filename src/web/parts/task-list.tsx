import { classNames, describedBy, type Content } from "./content.ts";

export type TaskListProps = {
  readonly idPrefix?: string | undefined;
  readonly items: readonly TaskListItem[];
};

export type TaskListItem = {
  readonly heading: Content;
  /** None: it cannot be begun yet. */
  readonly href?: string | undefined;
  readonly hint?: Content | undefined;
  /** A word, or a Tag. */
  readonly status: Content;
};

/** @see https://service-manual.nhs.uk/design-system/components/task-list */
export const TaskList = ({ idPrefix = "task-list", items }: TaskListProps) => (
  <ul className="nhsuk-task-list">
    {items.map((item, index) => (
      <TaskItem {...item} idPrefix={`${idPrefix}-${index + 1}`} key={index} />
    ))}
  </ul>
);

function TaskItem({ heading, href, hint, status, idPrefix }: TaskListItem & { readonly idPrefix: string }) {
  const hintId = hint ? `${idPrefix}-hint` : undefined;
  const statusId = `${idPrefix}-status`;
  return (
    <li className={classNames("nhsuk-task-list__item", href && "nhsuk-task-list__item--with-link")}>
      <div className="nhsuk-task-list__name-and-hint">
        {href ? (
          <a className="nhsuk-task-list__link nhsuk-link" href={href} aria-describedby={describedBy(hintId, statusId)}>
            {heading}
          </a>
        ) : (
          <div>{heading}</div>
        )}
        {hint && (
          <div className="nhsuk-task-list__hint" id={hintId}>
            {hint}
          </div>
        )}
      </div>
      <div className="nhsuk-task-list__status" id={statusId}>
        {status}
      </div>
    </li>
  );
}
