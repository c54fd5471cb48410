/** What the total and the plain mean are told apart by, on the line and beside their names.  @param {{ of: "total" | "plain" }} props */
export const Sign = ({ of: kind }) => (kind === "total" ? <path class="mark-total" d="M-6 -5H6L0 5z" /> : <path class="mark-plain" d="M0 -5L5 0L0 5L-5 0z" />);
