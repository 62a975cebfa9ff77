/**
 * JavaScript of a flow in an interpreter of its own (QuickJS, compiled to WebAssembly).
 *
 * 1. The code reaches nothing of the host: no files, no network, no environment, no timers. One function leads out, and it takes texts.
 * 2. Only JSON texts go in and come out; whatever code could hang on a value (getters, `toJSON`, proxies) runs inside, within the limits.
 * 3. Time is bounded by an interrupt that the code can't catch, memory by the WebAssembly memory itself.
 * 4. After trouble a sandbox is never used again.
 */
import releaseSync from '@jitl/quickjs-wasmfile-release-sync'
import { newQuickJSWASMModuleFromVariant, newVariant, type QuickJSContext, type QuickJSHandle, type QuickJSSyncVariant } from 'quickjs-emscripten-core'
import { boundedMemory } from './bounded-memory.js'
import { codeFailure, codeThrew, type ThrownInside } from './code-errors.js'

export interface SandboxLimits {
  /** Milliseconds of one call. */
  readonly timeMs: number
  /** Of everything inside, MiB. */
  readonly memoryMiB: number
}

export interface SandboxOptions {
  readonly code: string
  /** Names of the values that a call gets, in order. */
  readonly names: readonly string[]
  readonly limits: SandboxLimits
  /** Told what the code says by `console.log` and `console.warn`. */
  readonly onSay: (level: 'info' | 'warn', text: string) => void
}

// The package's default export; its types see the module object.
const variant = releaseSync as unknown as QuickJSSyncVariant
const mebibyte = 1024 * 1024
/** What the interpreter itself needs before any code runs. */
const ownMiB = 16
const stackBytes = 256 * 1024

const runnerSource = `((body) => {
  const { parse, stringify } = JSON
  const { isArray } = Array
  return (given) => {
    const result = body(...parse(given))
    if (result === undefined || result === null) return null
    if (typeof result.then === 'function') throw new TypeError('a promise was returned, and there is nothing to wait for here')
    return stringify(isArray(result) ? { list: result } : { one: result })
  }
})`

export class Sandbox {
  /** False once it was in trouble. */
  isUsable = true
  private endsAt = Infinity
  private wasInterrupted = false
  private run: QuickJSHandle | null = null

  private constructor(
    private readonly vm: QuickJSContext,
    private readonly limits: SandboxLimits,
  ) {
    vm.runtime.setInterruptHandler(() => {
      this.wasInterrupted = performance.now() > this.endsAt
      return this.wasInterrupted
    })
  }

  /** @throws UserError `CODE_SYNTAX_INVALID` */
  static async open({ code, names, limits, onSay }: SandboxOptions): Promise<Sandbox> {
    const wasmMemory = boundedMemory(ownMiB, ownMiB + limits.memoryMiB)
    const module = await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory }))
    const runtime = module.newRuntime()
    runtime.setMemoryLimit(limits.memoryMiB * mebibyte)
    runtime.setMaxStackSize(stackBytes)
    const sandbox = new Sandbox(runtime.newContext(), limits)
    sandbox.giveConsole(onSay)
    sandbox.load(code, names)
    return sandbox
  }

  /** What the code returns, as JSON; null: nothing. @throws UserError `CODE_…` */
  call(values: readonly unknown[]): string | null {
    const { vm, run } = this
    if (run === null) throw new Error('The sandbox has no code')
    const given = vm.newString(JSON.stringify(values))
    try {
      const result = this.bounded(() => vm.callFunction(run, vm.undefined, given))
      const text = vm.typeof(result) === 'string' ? vm.getString(result) : null
      result.dispose()
      return text
    } finally {
      given.dispose()
    }
  }

  /** What turns texts into values and back is taken before the code can change it. */
  private load(code: string, names: readonly string[]): void {
    const { vm } = this
    const runner = this.bounded(() => vm.evalCode(runnerSource, 'runner'))
    const body = this.bounded(() => vm.evalCode(`(function (${names.join(', ')}) { 'use strict';\n${code}\n})`, 'code'))
    this.run = this.bounded(() => vm.callFunction(runner, vm.undefined, body))
    body.dispose()
    runner.dispose()
  }

  private giveConsole(onSay: SandboxOptions['onSay']): void {
    const { vm } = this
    const say = vm.newFunction('say', (level, text) => {
      onSay(vm.typeof(level) === 'string' && vm.getString(level) === 'warn' ? 'warn' : 'info', vm.typeof(text) === 'string' ? vm.getString(text) : '')
    })
    const make = this.bounded(() =>
      vm.evalCode(`((say) => {
        const text = (value) => { const shown = typeof value === 'string' ? value : JSON.stringify(value); return String(shown === undefined ? value : shown).slice(0, 2000) }
        const speak = (level) => (...values) => { say(level, values.slice(0, 20).map(text).join(' ')) }
        globalThis.console = Object.freeze({ log: speak('info'), info: speak('info'), warn: speak('warn'), error: speak('warn') })
      })`),
    )
    this.bounded(() => vm.callFunction(make, vm.undefined, say)).dispose()
    make.dispose()
    say.dispose()
  }

  /** Within the time, and with every trouble as an error for people. */
  private bounded(work: () => ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
    this.endsAt = performance.now() + this.limits.timeMs
    this.wasInterrupted = false
    try {
      const result = work()
      if (result.error === undefined) return result.value
      throw this.failureOf(result.error)
    } catch (error) {
      this.isUsable = false
      throw codeFailure(error, this.limits)
    } finally {
      this.endsAt = Infinity
    }
  }

  private failureOf(error: QuickJSHandle): Error {
    try {
      const dumped: unknown = this.wasInterrupted ? null : this.vm.dump(error)
      return codeThrew(dumped as ThrownInside | null, { limits: this.limits, wasInterrupted: this.wasInterrupted })
    } finally {
      if (error.alive) error.dispose()
    }
  }
}
