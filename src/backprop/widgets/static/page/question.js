backprop.widgets.Question=(()=>{"use strict";const{2:r,3:s}=backprop.shared[30];return[s,r]})()[1];
