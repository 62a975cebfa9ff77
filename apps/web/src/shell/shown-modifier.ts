/** The modifier of shortcuts, as the keys of this machine are labelled. */
export function shownModifier(): string {
  return typeof navigator !== 'undefined' && navigator.userAgent.includes('Mac') ? '⌘' : 'Ctrl'
}
