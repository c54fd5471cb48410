backprop.widgets.NetworkStepper=(()=>{"use strict";const{23:e}=backprop.shared[28],{0:r}=backprop.shared[23];return[r({...e,room:"network",label:"Network stepper",fixed:["loss_kind"]})]})()[0];
