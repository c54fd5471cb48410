globalThis.backprop={shared:{},widgets:{}};
