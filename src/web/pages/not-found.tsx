import type { App } from "#app";
import { StaffPage } from "../layout.tsx";
import { Heading } from "../parts/index.ts";
import { page, type Answer, type OpenRequest } from "../route.ts";

/** For an address that leads nowhere. */
export const notFoundPage = (app: App, request: OpenRequest): Answer =>
  page(
    <StaffPage app={app} request={request} title="Page not found">
      <Heading level={1}>Page not found</Heading>
      <p>If you typed the address, check that it is whole.</p>
      <p>
        Go to <a href="/">the first page</a>
        {request.actor && (
          <>
            , <a href="/find">find a person</a> or look at the <a href="/feeds">feeds</a>
          </>
        )}
        .
      </p>
    </StaffPage>,
    404,
  );
