backprop.widgets.Question=(()=>{"use strict";const{2:a,3:b}=backprop.shared[30];return[b,a]})()[1];
