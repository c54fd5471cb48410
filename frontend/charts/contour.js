/** Lines of equal height over a grid. */

/**
 * Marching squares: the pieces of the line at `level`, each as x0, y0, x1, y1 in units of cells.
 * @param {number[][]} grid  rows of heights; a cell with a corner that is no number has no line
 * @param {number} level
 */
export function contour(grid, level) {
  /** @type {number[][]} */
  const segments = [];
  for (let y = 0; y + 1 < grid.length; y += 1) {
    for (let x = 0; x + 1 < (grid[y]?.length ?? 0); x += 1) {
      const corners = [[x, y], [x + 1, y], [x + 1, y + 1], [x, y + 1]];
      const heights = corners.map(([i = 0, j = 0]) => grid[j]?.[i] ?? NaN);
      if (!heights.every(Number.isFinite)) continue;
      const crossed = corners.flatMap(([x0 = 0, y0 = 0], i) => {
        const [x1 = 0, y1 = 0] = corners[(i + 1) % 4] ?? [];
        const [from, to] = [heights[i] ?? NaN, heights[(i + 1) % 4] ?? NaN];
        if (from < level === to < level) return [];
        const part = (level - from) / (to - from);
        return [[x0 + part * (x1 - x0), y0 + part * (y1 - y0)]];
      });
      for (let i = 0; i + 1 < crossed.length; i += 2) segments.push([...(crossed[i] ?? []), ...(crossed[i + 1] ?? [])]);
    }
  }
  return segments;
}
