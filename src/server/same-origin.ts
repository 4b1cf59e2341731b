/** The headers that tell where a form was posted from. */
export type PostedFrom = {
  readonly fetchSite: string | undefined;
  readonly origin: string | undefined;
  readonly host: string | undefined;
};

/**
 * Whether a form was posted from one of our own pages. Every browser of today says so in Sec-Fetch-Site; for older
 * ones the origin must be ours. Whoever says neither is refused.
 * @see https://www.w3.org/TR/fetch-metadata/#sec-fetch-site-header
 */
export function isSameOrigin({ fetchSite, origin, host }: PostedFrom): boolean {
  if (fetchSite !== undefined) return fetchSite === "same-origin";
  if (origin === undefined || host === undefined || !URL.canParse(origin)) return false;
  return new URL(origin).host === host.toLowerCase();
}
