import type { Content } from "./content.ts";

/** Blocks side by side where there is room, one under the other where there is not. */
export const Columns = ({ children }: { readonly children: Content }) => <div className="ws-columns">{children}</div>;
