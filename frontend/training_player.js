export const linked = [];
/** @type {import("./types.js").Widget} */
export default { render() {} };
