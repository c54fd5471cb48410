globalThis.backprop={shared:[],widgets:{}};
