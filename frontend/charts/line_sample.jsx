/** A piece of a run's line, as the key to a chart.  @param {{ of: number }} props */
export const LineSample = ({ of }) => (
  <svg class={`line-sample run-${of}`} width={26} height={10} aria-hidden="true"><line class="chart-line" x1={1} x2={25} y1={5} y2={5} /></svg>
);
