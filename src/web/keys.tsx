import type { Content } from "./parts/index.ts";

export const Key = ({ children }: { readonly children: Content }) => <kbd className="ws-key">{children}</kbd>;

/** The key stands behind the words, for those who use keys. */
export const withKey = (text: string, key: string) => (
  <>
    {text}
    <kbd className="ws-key" aria-hidden="true">
      {key.toUpperCase()}
    </kbd>
  </>
);

/** Which keys do what. Shown where they do, and can be turned off, as those who speak to the machine must be able to. */
export const Keys = ({ children }: { readonly children: Content }) => (
  <div className="ws-keys" data-keys hidden>
    <p className="ws-keys__on">Keys: {children}</p>
    <button className="ws-keys__switch" type="button" aria-pressed="true">
      Use keys
    </button>
  </div>
);
