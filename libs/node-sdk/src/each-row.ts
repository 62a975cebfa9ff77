import type { Item } from '@maillon/datasets'
import { isMaillonError } from '@maillon/kernel'
import type { AllContext } from './context.js'

export interface EachRowOptions {
  /** Whether a failure is one of what the rows share (the connection is gone) and not of the row. Default: one that may pass. */
  readonly isShared?: (error: unknown) => boolean
}

/**
 * For nodes in mode `all` that work row by row over what the rows share: a connection, an open folder. `work` gives what leaves by `main`.
 *
 * 1. A row that fails leaves nothing behind; what becomes of it is the person's choice (`refuse`), and the others go on.
 * 2. Once what the rows share is gone and no try is left, the rows that remain fail by the same error without being tried: each would wait
 *    for it anew.
 *
 * @throws whatever `refuse` throws.
 */
export async function eachRow(
  { input, emit, refuse, signal, progress }: Pick<AllContext<unknown>, 'input' | 'emit' | 'refuse' | 'signal' | 'progress'>,
  work: (item: Item, index: number) => Promise<readonly Item[]>,
  { isShared = mayPass }: EachRowOptions = {},
): Promise<void> {
  let index = 0
  let gone: { readonly error: unknown } | null = null
  for await (const item of input()) {
    signal.throwIfAborted()
    const tried: Outcome = gone ?? (await outcomeOf(work, item, index))
    if ('error' in tried) {
      signal.throwIfAborted()
      if (isShared(tried.error)) gone = tried
      await refuse(tried.error, { item, index })
    } else for (const given of tried.items) await emit(given)
    index += 1
    progress(index)
  }
}

/**
 * The same for rows of which each gives a stream (the rows of a file that it brings), too much to be held until it is done: a row is its own
 * failure as long as nothing of it has left; afterwards it is the step's, since what has left can't be taken back.
 */
export async function eachRowStreamed(
  { input, emit, refuse, signal }: Pick<AllContext<unknown>, 'input' | 'emit' | 'refuse' | 'signal'>,
  work: (item: Item, index: number, emit: AllContext<unknown>['emit']) => Promise<void>,
): Promise<void> {
  let index = 0
  for await (const item of input()) {
    signal.throwIfAborted()
    let hasLeft = false
    const give: AllContext<unknown>['emit'] = (given, port) => {
      hasLeft = true
      return emit(given, port)
    }
    try {
      await work(item, index, give)
    } catch (error) {
      signal.throwIfAborted()
      if (hasLeft) throw error
      await refuse(error, { item, index })
    }
    index += 1
  }
}

type Outcome = { readonly error: unknown } | { readonly items: readonly Item[] }

async function outcomeOf(work: (item: Item, index: number) => Promise<readonly Item[]>, item: Item, index: number): Promise<Outcome> {
  try {
    return { items: await work(item, index) }
  } catch (error) {
    return { error }
  }
}

function mayPass(error: unknown): boolean {
  return isMaillonError(error) && error.info.retryable
}
