backprop.shared["shared/parts.motion"]=(()=>{"use strict";function e(){return matchMedia("(prefers-reduced-motion: reduce)").matches}return{a:e}})();
