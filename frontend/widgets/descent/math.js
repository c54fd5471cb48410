/**
 * "=" where the numbers stand exactly as written, else "≈". (Rounding in the last bits does not count.)
 * @param {...number} numbers
 */
export function equals(...numbers) {
  const exact = numbers.every((x) => Math.abs(Number(x.toPrecision(6)) - x) <= 1e-12 * Math.abs(x));
  return exact ? "=" : "≈";
}
