export type { Content, HeadingLevel, HeadingSize, LabelSize } from "./content.ts";
export { counted, daysBetween, showAge, showDate, showDateTime, showNumber, showTime } from "./dates.ts";

// The page's frame
export { htmlOf, Page, type PageProps } from "./page.tsx";
export { Header } from "./header.tsx";
export type { AccountItem, HeaderOrganisation, HeaderProps, HeaderSearch, NavigationItem } from "./header.tsx";
export { FileUpload } from "./file-upload.tsx";
export { Footer, type FooterProps } from "./footer.tsx";
export { SkipLink, type SkipLinkProps } from "./skip-link.tsx";
export { MadeUpBanner } from "./made-up-banner.tsx";
export { BackLink, type BackLinkProps } from "./back-link.tsx";
export { Breadcrumb, type BreadcrumbProps, type TextLink } from "./breadcrumb.tsx";
export { Heading, type HeadingProps } from "./heading.tsx";
export { VisuallyHidden } from "./visually-hidden.tsx";
export { Icon, type IconName } from "./icon.tsx";
export { Columns } from "./columns.tsx";

// Doing and asking
export { Button, type ButtonProps } from "./button.tsx";
export { ActionLink, type ActionLinkProps } from "./action-link.tsx";
export type { FieldProps } from "./field.tsx";
export { Input, type InputProps } from "./input.tsx";
export { Textarea, type TextareaProps } from "./textarea.tsx";
export { CharacterCount, type CharacterCountProps } from "./character-count.tsx";
export { Select, type SelectItem, type SelectProps } from "./select.tsx";
export { Fieldset, type FieldsetProps, type LegendProps } from "./fieldset.tsx";
export type { ChoiceDivider, ChoiceItem } from "./choices.tsx";
export { Radios, type RadiosProps } from "./radios.tsx";
export { Checkboxes, type CheckboxesProps, type CheckboxItem } from "./checkboxes.tsx";
export { DateInput, type DateInputProps, type DatePart } from "./date-input.tsx";
export { Label, type LabelProps } from "./label.tsx";
export { Hint, type HintProps } from "./hint.tsx";
export { ErrorMessage, type ErrorMessageProps } from "./error-message.tsx";
export { ErrorSummary, type ErrorLink, type ErrorSummaryProps } from "./error-summary.tsx";

// Saying
export type { Action } from "./action.tsx";
export { Card, type CardProps, type CardVariant } from "./card.tsx";
export { SummaryList, type SummaryListProps, type SummaryListRow } from "./summary-list.tsx";
export { Table } from "./table.tsx";
export type { TableCell, TableCellProps, TableColumn, TableColumnProps, TableProps, TableRow } from "./table.tsx";
export { Tag, type TagColour, type TagProps } from "./tag.tsx";
export { InsetText, type InsetTextProps } from "./inset-text.tsx";
export { WarningCallout, type WarningCalloutProps } from "./warning-callout.tsx";
export { Panel, type PanelProps } from "./panel.tsx";
export { NotificationBanner, type NotificationBannerProps } from "./notification-banner.tsx";
export { Details, type DetailsProps } from "./details.tsx";
export { Expander } from "./expander.tsx";
export { Pagination, type PaginationItem, type PaginationProps, type PaginationStep } from "./pagination.tsx";
export { Tabs, type TabItem, type TabsProps } from "./tabs.tsx";
export { DoDontList, type DoDontListProps } from "./do-dont-list.tsx";
export { TaskList, type TaskListItem, type TaskListProps } from "./task-list.tsx";

// Our own
export { PersonStrip, showPersonName, type PersonName, type PersonStripProps } from "./person-strip.tsx";
export { SourceAndDate, type SourceAndDateProps } from "./source-and-date.tsx";
export { Freshness, type FreshnessProps } from "./freshness.tsx";
export { EmptyState, type EmptyStateProps } from "./empty-state.tsx";
export { ProgressBar, type ProgressBarProps } from "./progress-bar.tsx";
export { StatusShape, type Status, type StatusShapeProps } from "./status-shape.tsx";
export { Sparkline, type ReferenceRange, type SparklinePoint, type SparklineProps } from "./sparkline.tsx";
export { TimelineLanes } from "./timeline-lanes.tsx";
export type { TimelineBar, TimelineLane, TimelineLanesProps, TimelineMark } from "./timeline-lanes.tsx";
export { Chart, type ChartProps } from "./chart.tsx";
export { AgreementMark, type Agreement, type AgreementMarkProps } from "./agreement-mark.tsx";
export { WeightBars, type WeightBar, type WeightBarsProps } from "./weight-bars.tsx";
export { LinkGraph, type LinkArc, type LinkGraphProps, type LinkNode } from "./link-graph.tsx";
