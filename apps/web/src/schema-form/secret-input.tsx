'use client'

import { Button, PasswordInput, Textarea, TextInput } from '@mantine/core'
import { IconLock } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useFieldFrame } from './field-frame.js'
import type { FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { usePlaceholder } from './use-placeholder.js'

/** A secret is never read back: it is told as stored, and can be replaced. */
export function SecretInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const { context } = useFormSurroundings()
  const placeholder = usePlaceholder(field)
  const frame = useFieldFrame(field)
  const [isReplacing, setIsReplacing] = useState(false)
  const text = typeof field.value === 'string' ? field.value : ''
  const change = (next: string) => onChange(next === '' ? undefined : next)
  const isSet = context.secretsSet.includes(field.key)
  if (isSet && !isReplacing && text === '') {
    return (
      <TextInput
        {...frame}
        readOnly
        value={t('secret.set')}
        leftSection={<IconLock size={15} aria-hidden />}
        rightSectionWidth={110}
        rightSection={
          frame.readOnly ? null : (
            <Button variant="subtle" size="compact-xs" onClick={() => setIsReplacing(true)} data-testid={`param-replace${field.pointer}`}>
              {t('secret.replace')}
            </Button>
          )
        }
      />
    )
  }
  return (
    <>
      {field.kind === 'secret-text' ? (
        // A key of several lines: a line of dots would lose its line breaks.
        <Textarea {...frame} value={text} placeholder={placeholder} autoComplete="off" spellCheck={false} autoFocus={isReplacing} autosize minRows={4} maxRows={10} onChange={(event) => change(event.currentTarget.value)} />
      ) : (
        <PasswordInput
          {...frame}
          value={text}
          placeholder={placeholder}
          autoComplete="new-password"
          autoFocus={isReplacing}
          visibilityToggleButtonProps={{ 'aria-label': t('secret.show') }}
          onChange={(event) => change(event.currentTarget.value)}
        />
      )}
      {isSet && (
        <Button
          variant="subtle"
          size="compact-xs"
          color="gray"
          style={{ alignSelf: 'flex-start' }}
          onClick={() => {
            setIsReplacing(false)
            onChange(undefined)
          }}
        >
          {t('secret.keep')}
        </Button>
      )}
    </>
  )
}
