'use client'

import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useLayoutEffect, useRef, useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import { completionAt, filterSuggestions } from './complete-expression.js'
import { ExpressionChips } from './expression-chips.js'
import { useFieldFrame } from './field-frame.js'
import type { FormField } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { insertExpression } from './insert-expression.js'
import { useInsertTarget } from './insert-target.js'
import { LiveValue } from './live-value.js'
import { hasTemplate } from './template-parts.js'
import { useTypeName } from './use-type-name.js'
import classes from './schema-form.module.css'

export interface ExpressionInputProps {
  readonly field: FormField
  readonly text: string
  readonly onText: (text: string) => void
  readonly placeholder: string
  readonly rightSection?: ReactNode
  readonly isFocusedAtFirst?: boolean
}

/** A line of text that may hold `{{…}}`: readable chips at rest, plain text with completion while it is written, its live value beneath. */
export function ExpressionInput({ field, text, onText, placeholder, rightSection = null, isFocusedAtFirst = false }: ExpressionInputProps) {
  const { t } = useTranslation('form')
  const typeName = useTypeName()
  const { context, isReadOnly } = useFormSurroundings()
  const frame = useFieldFrame(field, <LiveValue text={text} pointer={field.pointer} />)
  const input = useRef<HTMLInputElement>(null)
  const [caret, setCaret] = useState<{ readonly start: number; readonly end: number } | null>(null)
  const [wantedCaret, setWantedCaret] = useState<number | null>(null)
  const [isFocused, setIsFocused] = useState(false)
  const [isDismissed, setIsDismissed] = useState(false)
  const combobox = useCombobox()
  const completion = isFocused && !isDismissed && !isReadOnly ? completionAt(text, caret?.end ?? text.length) : null
  const shown = completion === null ? [] : filterSuggestions(context.suggestions(), completion.query)

  const write = (next: string, after: number) => {
    setCaret({ start: after, end: after })
    setWantedCaret(after)
    onText(next)
  }
  const target = useInsertTarget((part) => {
    const inserted = insertExpression(text, { start: caret?.start ?? text.length, end: caret?.end ?? text.length }, part)
    write(inserted.text, inserted.caret)
    // A click in the data took the focus; writing goes on here.
    input.current?.focus()
  })

  // React puts the caret to the end of a text that it writes.
  useLayoutEffect(() => {
    if (wantedCaret === null) return
    if (document.activeElement === input.current) input.current?.setSelectionRange(wantedCaret, wantedCaret)
    setWantedCaret(null)
  }, [wantedCaret])

  const isOpen = shown.length > 0
  useLayoutEffect(() => {
    if (isOpen) combobox.selectFirstOption()
    else combobox.resetSelectedOption()
  }, [isOpen, completion?.query]) // eslint-disable-line react-hooks/exhaustive-deps

  const readCaret = () => {
    const element = input.current
    if (element !== null && document.activeElement === element) setCaret({ start: element.selectionStart ?? element.value.length, end: element.selectionEnd ?? element.value.length })
  }
  const withChips = !isFocused && hasTemplate(text)
  return (
    <Combobox
      store={{ ...combobox, dropdownOpened: isOpen }}
      width="max-content"
      position="bottom-start"
      onOptionSubmit={(chosen) => completion !== null && write(text.slice(0, completion.from) + chosen + text.slice(completion.to), completion.from + chosen.length)}
    >
      <Combobox.Target withAriaAttributes={isOpen}>
        <TextInput
          {...frame}
          ref={input}
          value={text}
          placeholder={placeholder}
          rightSection={rightSection}
          autoComplete="off"
          spellCheck={false}
          autoFocus={isFocusedAtFirst}
          classNames={{ input: withChips ? (classes.behindChips ?? '') : '' }}
          inputContainer={(children) => (
            <div className={classes.chipsBox} onDragOver={target.onDragOver} onDrop={target.onDrop}>
              {children}
              {withChips && <ExpressionChips text={text} size={frame.size} />}
            </div>
          )}
          onChange={(event) => {
            setIsDismissed(false)
            setCaret({ start: event.currentTarget.selectionStart ?? 0, end: event.currentTarget.selectionEnd ?? 0 })
            onText(event.currentTarget.value)
          }}
          onSelect={readCaret}
          onFocus={() => {
            setIsFocused(true)
            target.onFocus()
          }}
          onBlur={() => setIsFocused(false)}
          onKeyDown={(event) => {
            if (event.key !== 'Escape' || !isOpen) return
            // Only the list closes, not the panel around.
            event.stopPropagation()
            setIsDismissed(true)
          }}
        />
      </Combobox.Target>
      <Combobox.Dropdown hidden={!isOpen} miw={260} maw={440}>
        <Combobox.Options mah={240} style={{ overflowY: 'auto' }} aria-label={t('suggestions')}>
          {shown.map((suggestion) => (
            <Combobox.Option key={suggestion.text + suggestion.detail} value={suggestion.text} className={classes.suggestion}>
              <span>{suggestion.label}</span>
              <span className={classes.detail}>{typeName(suggestion.detail)}</span>
            </Combobox.Option>
          ))}
        </Combobox.Options>
      </Combobox.Dropdown>
    </Combobox>
  )
}
