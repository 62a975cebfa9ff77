/** A memory as the types of the interpreter’s package see it: the types of Node don’t have it. */
export interface WasmMemory {
  readonly buffer: ArrayBufferLike
}

interface WasmHere {
  readonly Memory: new (limits: { readonly initial: number; readonly maximum: number }) => WasmMemory
  readonly RuntimeError: new () => Error
}

const wasm = (globalThis as unknown as { readonly WebAssembly: WasmHere }).WebAssembly

const page = 65_536
const mebibyte = 1024 * 1024

/** Memory that can't grow beyond this, whatever runs in it. */
export function boundedMemory(initialMiB: number, mostMiB: number): WasmMemory {
  return new wasm.Memory({ initial: (initialMiB * mebibyte) / page, maximum: Math.ceil((mostMiB * mebibyte) / page) })
}

/** A trap inside: in an interpreter without a bug that is the end of its memory or of its stack. */
export function isWasmTrap(error: unknown): boolean {
  return error instanceof wasm.RuntimeError
}
