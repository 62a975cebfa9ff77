/**
 * Keys pressed after a dialog was asked for and before it has the focus (its script may still be on its way) would reach what lies behind
 * it, where single letters are commands. They are held: text goes to the dialog's field as soon as that has the focus, the rest nowhere.
 */

/** A dialog that isn't there by then won't come: its script couldn't be loaded. */
const longestMs = 5_000

let release: (() => void) | null = null

/** Holds keys until a dialog has the focus. @returns stops that at once, for a dialog that is closed before */
export function holdKeys(): () => void {
  release?.()
  let text = ''
  const onKey = (event: KeyboardEvent) => {
    // Escape is heard by a dialog that is open already, and means that nothing is wanted any more.
    if (isInDialog(event.target) || event.key === 'Escape') return stop()
    if (event.isComposing) return
    event.preventDefault()
    event.stopImmediatePropagation()
    if (event.key === 'Backspace') text = text.slice(0, -1)
    else if (event.key.length === 1 && !event.ctrlKey && !event.metaKey && !event.altKey) text += event.key
  }
  const onFocus = ({ target }: FocusEvent) => {
    if (!isInDialog(target)) return
    stop()
    if (target instanceof HTMLInputElement && text !== '') type(target, text)
  }
  const stop = () => {
    window.removeEventListener('keydown', onKey, { capture: true })
    window.removeEventListener('focusin', onFocus)
    clearTimeout(timer)
    if (release === stop) release = null
  }
  const timer = setTimeout(stop, longestMs)
  window.addEventListener('keydown', onKey, { capture: true })
  window.addEventListener('focusin', onFocus)
  release = stop
  return stop
}

function isInDialog(target: EventTarget | null): boolean {
  return target instanceof Element && target.closest('[role="dialog"]') !== null
}

/** As if it were typed there: React hears of it by the event, and would take a value that is only set for its own. */
function type(field: HTMLInputElement, text: string): void {
  Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(field, field.value + text)
  field.dispatchEvent(new Event('input', { bubbles: true }))
}
