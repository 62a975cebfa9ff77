import { alignments, distributions } from './layout/align-boxes.js'

export const alignCommands = alignments.map((how) => `align-${how}` as const)
export const distributeCommands = distributions.map((how) => `distribute-${how}` as const)

/** What can be done on the canvas by key, button or command palette. */
export const canvasCommands = [
  'add', 'undo', 'redo', 'duplicate', 'disable', 'open', 'replace', 'remove', 'find', 'tidy', 'save', 'run', 'nextCall', 'selectAll', 'help', 'note', 'group', 'zoom', 'list',
  ...alignCommands, ...distributeCommands,
] as const
export type CanvasCommand = (typeof canvasCommands)[number]

interface KeyLike {
  readonly key: string
  readonly ctrlKey: boolean
  readonly metaKey: boolean
  readonly shiftKey: boolean
  readonly altKey: boolean
}

/** What the shortcut sheet lists: our keys, and those of the browser and of the diagram. */
export const shortcuts = [
  'palette', 'add', 'open', 'replace', 'find', 'list', 'undo', 'redo', 'copy', 'cut', 'paste', 'duplicate', 'remove', 'disable', 'selectAll', 'boxSelect', 'addToSelection', 'move', 'zoom', 'group', 'note', 'tidy', 'save', 'run', 'help',
] as const
export type Shortcut = (typeof shortcuts)[number]

/** Keys as shown on the shortcut sheet; `Mod` is Ctrl, or Cmd on a Mac. */
export const shownKeys: { readonly [S in Shortcut]: string } = {
  palette: 'Mod K',
  add: 'A',
  undo: 'Mod Z',
  redo: 'Mod ⇧ Z',
  copy: 'Mod C',
  cut: 'Mod X',
  paste: 'Mod V',
  remove: '⌫',
  boxSelect: '⇧ ⬚',
  addToSelection: 'Mod ☝',
  move: '← ↑ → ↓',
  duplicate: 'Mod D',
  disable: 'D',
  open: '↵',
  replace: 'R',
  find: 'Mod F',
  list: 'L',
  tidy: '⇧ T',
  zoom: 'Z',
  group: 'G',
  note: 'N',
  save: 'Mod S',
  run: 'Mod ↵',
  selectAll: 'Mod A',
  help: '?',
}

const withMod: { readonly [key: string]: CanvasCommand } = { z: 'undo', y: 'redo', d: 'duplicate', f: 'find', s: 'save', enter: 'run', a: 'selectAll' }
const plain: { readonly [key: string]: CanvasCommand } = { a: 'add', d: 'disable', enter: 'open', g: 'group', l: 'list', n: 'note', r: 'replace', z: 'zoom', '?': 'help' }

/** The command of a key press; null: none of ours. Copy, cut and paste come as events of their own. */
export function commandOfKey(event: KeyLike): CanvasCommand | null {
  const key = event.key.toLowerCase()
  if (event.altKey) return null
  if (event.ctrlKey || event.metaKey) {
    if (event.shiftKey) return key === 'z' ? 'redo' : null
    return withMod[key] ?? null
  }
  if (event.shiftKey && key === 't') return 'tidy'
  return event.shiftKey && key !== '?' ? null : (plain[key] ?? null)
}

/** Single characters are for the diagram alone, so that no key surprises elsewhere (WCAG 2.1.4). */
export function isCharacterKey(event: KeyLike): boolean {
  return !event.ctrlKey && !event.metaKey
}
