// Keeps the type checker out of the toolchain's own wasm_exec.js.
export {};
