'use client'

import { autocompletion, completionStatus } from '@codemirror/autocomplete'
import { html } from '@codemirror/lang-html'
import { json } from '@codemirror/lang-json'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, tooltips, type Extension, type ReactCodeMirrorRef } from '@uiw/react-codemirror'
import { useMemo, useRef } from 'react'
import { completionSource, type CompletionOptions } from './code-completion.js'
import { completionLook } from './completion-look.js'
import { expressionMarks } from './expression-marks.js'
import { useFormSurroundings } from './form-surroundings.js'
import { insertExpression } from './insert-expression.js'
import { fieldDragType, useInsertTarget, useLatest } from './insert-target.js'
import { useTypeName } from './use-type-name.js'
import classes from './schema-form.module.css'

export type CodeLanguage = 'text' | 'html' | 'json'

export interface CodeEditorProps {
  readonly text: string
  readonly onText: (text: string) => void
  readonly language: CodeLanguage
  readonly placeholder: string
  readonly isReadOnly: boolean
  readonly mayHoldExpression: boolean
  readonly labelledBy: string
  readonly describedBy: string
  readonly isWrong: boolean
  readonly testId: string
}

/** Several lines with completion of `{{…}}`; expressions are readable chips while nobody writes. Loaded on demand. */
export function CodeEditor({ text, onText, language, placeholder, isReadOnly, mayHoldExpression, labelledBy, describedBy, isWrong, testId }: CodeEditorProps) {
  const { context } = useFormSurroundings()
  const scheme = useComputedColorScheme('light')
  const editor = useRef<ReactCodeMirrorRef>(null)
  const latest = useLatest(context)
  const typeNames = useLatest(useTypeName())
  const target = useInsertTarget((part) => {
    const view = editor.current?.view
    if (view === undefined) return
    write(view, view.state.selection.main, part)
    view.focus()
  })
  const extensions = useMemo<Extension[]>(() => {
    const spoken = EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy, 'aria-invalid': String(isWrong), 'data-testid': testId })
    const drops = EditorView.domEventHandlers({
      drop: (event, view) => {
        const dragged = event.dataTransfer?.getData(fieldDragType) ?? ''
        if (dragged === '' || isReadOnly) return false
        event.preventDefault()
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length
        write(view, { from: at, to: at }, dragged)
        return true
      },
    })
    const written = language === 'html' ? [html()] : language === 'json' ? [json()] : []
    const expressions = mayHoldExpression
      ? [expressionMarks((path) => latest.current.nameOf(path)), completions({ suggestions: () => latest.current.suggestions(), typeName: (type) => typeNames.current(type), withSlash: language !== 'json' })]
      : []
    return [EditorView.lineWrapping, spoken, drops, ...written, ...expressions]
  }, [labelledBy, describedBy, isWrong, testId, isReadOnly, language, mayHoldExpression, latest, typeNames])

  return (
    <CodeMirror
      ref={editor}
      className={classes.code ?? ''}
      data-language={language}
      data-wrong={isWrong || undefined}
      value={text}
      onChange={onText}
      onFocus={target.onFocus}
      onDragOver={target.onDragOver}
      theme={scheme}
      placeholder={placeholder}
      readOnly={isReadOnly}
      editable={!isReadOnly}
      extensions={extensions}
      // Tab goes on to the next field, as in every form.
      indentWithTab={false}
      basicSetup={{ lineNumbers: false, foldGutter: false, highlightActiveLine: false, highlightActiveLineGutter: false, autocompletion: false, searchKeymap: false }}
      minHeight={language === 'html' ? '130px' : '84px'}
      maxHeight="360px"
    />
  )
}

/** The list is as high as it wants to be, whatever the height of the editor; Escape closes it, not the panel around. */
function completions(options: CompletionOptions): Extension {
  return [
    autocompletion({ override: [completionSource(options)], icons: false }),
    tooltips({ parent: document.body }),
    completionLook,
    EditorView.contentAttributes.of((view) => (completionStatus(view.state) === 'active' ? { 'data-mantine-stop-propagation': 'true' } : {})),
  ]
}

/** Only the part that differs is changed, so that undo and marks elsewhere stay as they are. */
function write(view: EditorView, { from, to }: { readonly from: number; readonly to: number }, part: string): void {
  const { text, caret } = insertExpression(view.state.doc.toString(), { start: from, end: to }, part)
  const old = view.state.doc.toString()
  let begin = 0
  while (begin < Math.min(old.length, text.length) && old[begin] === text[begin]) begin += 1
  let end = 0
  while (end < Math.min(old.length, text.length) - begin && old[old.length - 1 - end] === text[text.length - 1 - end]) end += 1
  view.dispatch({ changes: { from: begin, to: old.length - end, insert: text.slice(begin, text.length - end) }, selection: { anchor: caret }, userEvent: 'input.paste' })
}
