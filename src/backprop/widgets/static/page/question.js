backprop.widgets.Question=(()=>{"use strict";const{c:a,d:b}=backprop.shared["shared/widgets.question.step"];return{Card:b,default:a}})().default;
