/** The names of a graph as they are written: w0 is w with the subscript 0, sigma is σ. */

/**
 * A name as plain text, for labels and announcements: w0 is w₀, w_max stays w_max.
 * @param {string} name
 */
export function plainText(name) {
  const { base, sub } = splitName(name);
  if (sub === "") return base;
  if (!/^[\d,]+$/.test(sub)) return `${base}_${sub}`;
  return base + sub.replace(/\d/g, (digit) => SUBSCRIPTS[Number(digit)] ?? digit);
}

/**
 * The letters of a name and what is written below them; `w1_0` has "1,0".
 * @param {string} name
 * @returns {{ base: string, sub: string }}
 */
export function splitName(name) {
  const match = /^(\p{L}+)(.*)$/su.exec(name);
  if (!match) return { base: name, sub: "" };
  const [, letters = "", rest = ""] = match;
  return { base: GREEK[letters] ?? letters, sub: rest.split("_").filter(Boolean).join(",") };
}

const SUBSCRIPTS = "₀₁₂₃₄₅₆₇₈₉";

/** @type {Record<string, string>} */
const GREEK = Object.assign(Object.create(null), {
  alpha: "α", beta: "β", gamma: "γ", delta: "δ", epsilon: "ε", zeta: "ζ", eta: "η", theta: "θ",
  iota: "ι", kappa: "κ", lambda: "λ", mu: "μ", nu: "ν", xi: "ξ", pi: "π", rho: "ρ", sigma: "σ",
  tau: "τ", phi: "φ", chi: "χ", psi: "ψ", omega: "ω",
  Gamma: "Γ", Delta: "Δ", Theta: "Θ", Lambda: "Λ", Sigma: "Σ", Phi: "Φ", Psi: "Ψ", Omega: "Ω",
});
