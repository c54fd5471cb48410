/** Numbers one behind the other, in an array of one type. */

/** The number at a place that is known to be there.  @param {Float64Array | Int32Array | Uint8Array | Uint32Array} values @param {number} i */
export const at = (values, i) => /** @type {number} */ (values[i]);
