import type { App } from "#app";
import type { FeedState } from "#feeds";
import { showSenderKind } from "./feed-words.ts";
import { Freshness } from "./parts/index.ts";
import { showShare } from "./share.ts";

/** How fresh and complete one feed is, leading to it. */
export const FeedFreshness = ({ app, state: { feed, freshness, complete } }: { app: App; state: FeedState }) => (
  <Freshness
    name={feed.name}
    arrived={freshness.arrived.length}
    expected={feed.organisations.length}
    unit={showSenderKind(feed, app.directory)}
    ageDays={freshness.ageDays}
    dueEveryDays={feed.expectedEveryDays}
    href={`/feeds/${feed.id}`}
    filled={complete.of > 0 ? showShare(complete) : undefined}
  />
);

/** How fresh and complete each feed is: stands on every page that rests on them. */
export const FeedsFreshness = ({ app, feeds }: { readonly app: App; readonly feeds: readonly FeedState[] }) => (
  <ul className="nhsuk-list">
    {feeds.map((state) => (
      <li key={state.feed.id}>
        <FeedFreshness app={app} state={state} />
      </li>
    ))}
  </ul>
);
