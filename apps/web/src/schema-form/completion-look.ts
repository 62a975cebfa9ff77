import { EditorView } from '@uiw/react-codemirror'

const list = '.cm-tooltip.cm-tooltip-autocomplete'

/** The list of fields looks like that of a one-line input. It hangs below the page's end, where no style of a module reaches it. */
export const completionLook = EditorView.theme({
  [list]: { padding: '4px', border: '1px solid var(--mantine-color-default-border)', borderRadius: 'var(--mantine-radius-default)', backgroundColor: 'var(--mantine-color-body)', boxShadow: 'var(--mantine-shadow-md)' },
  [`${list} > ul`]: { minWidth: '260px', maxHeight: '240px', fontFamily: 'var(--mantine-font-family)', fontSize: 'var(--mantine-font-size-sm)' },
  [`${list} > ul > li`]: { display: 'flex', justifyContent: 'space-between', gap: '16px', padding: '6px 10px', borderRadius: '4px', color: 'var(--mantine-color-text)' },
  [`${list} > ul > li[aria-selected]`]: { backgroundColor: 'var(--mantine-primary-color-light)', color: 'var(--mantine-color-text)' },
  '.cm-completionDetail': { margin: '0', color: 'var(--mantine-color-dimmed)', fontSize: 'var(--mantine-font-size-xs)', fontStyle: 'normal' },
})
