'use client'

import { autocompletion } from '@codemirror/autocomplete'
import { html } from '@codemirror/lang-html'
import { json } from '@codemirror/lang-json'
import { useComputedColorScheme } from '@mantine/core'
import CodeMirror, { EditorView, type Extension, type ReactCodeMirrorRef } from '@uiw/react-codemirror'
import { useMemo, useRef } from 'react'
import { completionSource } from './code-completion.js'
import { expressionMarks } from './expression-marks.js'
import { useFormSurroundings } from './form-surroundings.js'
import { fieldDragType, useInsertTarget, useLatest } from './insert-target.js'
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
  const target = useInsertTarget((part) => {
    const view = editor.current?.view
    if (view === undefined) return
    view.dispatch(view.state.replaceSelection(part), { userEvent: 'input.paste' })
  })
  const extensions = useMemo<Extension[]>(() => {
    const spoken = EditorView.contentAttributes.of({ 'aria-labelledby': labelledBy, 'aria-describedby': describedBy, 'aria-invalid': String(isWrong), 'data-testid': testId })
    const drops = EditorView.domEventHandlers({
      drop: (event, view) => {
        const dragged = event.dataTransfer?.getData(fieldDragType) ?? ''
        if (dragged === '' || isReadOnly) return false
        event.preventDefault()
        const at = view.posAtCoords({ x: event.clientX, y: event.clientY }) ?? view.state.doc.length
        view.dispatch({ changes: { from: at, insert: dragged }, selection: { anchor: at + dragged.length } })
        return true
      },
    })
    const written = language === 'html' ? [html()] : language === 'json' ? [json()] : []
    const expressions = mayHoldExpression
      ? [expressionMarks((path) => latest.current.nameOf(path)), autocompletion({ override: [completionSource(() => latest.current.suggestions())], icons: false })]
      : []
    return [EditorView.lineWrapping, spoken, drops, ...written, ...expressions]
  }, [labelledBy, describedBy, isWrong, testId, isReadOnly, language, mayHoldExpression, latest])

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
