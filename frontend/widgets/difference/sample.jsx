/** A piece of a line, beside what it means.  @param {{ class: string }} props */
export const Sample = ({ class: name }) => <svg class="sample" width="26" height="10" aria-hidden="true"><line class={name} x1="0" x2="26" y1="5" y2="5" /></svg>;
