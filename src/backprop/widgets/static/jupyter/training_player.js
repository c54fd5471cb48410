/* Built from frontend/training_player.js by `make widgets`. Do not edit. */
var e=[],r={render(){}};export{r as default,e as linked};
