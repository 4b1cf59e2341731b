/**
 * Whether a request was meant for this machine. A page elsewhere can have its own name resolve to 127.0.0.1 and so
 * read what we answer; then the Host header carries that name.
 * @see https://owasp.org/www-community/attacks/DNS_Rebinding
 */
export const isThisMachine = (host: string | undefined): boolean =>
  host !== undefined && /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i.test(host);
