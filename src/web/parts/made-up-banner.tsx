/** On every page of a demonstration place, so that nobody takes it for real. */
export const MadeUpBanner = () => (
  <aside className="ws-made-up" aria-label="Made-up people">
    <p>
      <strong>Made-up people only.</strong> Nothing here is about a real person.
    </p>
  </aside>
);
