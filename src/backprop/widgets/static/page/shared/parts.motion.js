backprop.shared[20]=(()=>{"use strict";function e(){return matchMedia("(prefers-reduced-motion: reduce)").matches}return[e]})();
