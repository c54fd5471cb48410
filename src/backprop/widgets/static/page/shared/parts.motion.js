backprop.shared[20]=(()=>{"use strict";return[function(){return matchMedia("(prefers-reduced-motion: reduce)").matches}]})();
