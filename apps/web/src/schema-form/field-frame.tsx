'use client'

import { Tooltip, VisuallyHidden, type ComboboxProps } from '@mantine/core'
import { IconInfoCircle } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useLocalized } from '../i18n/use-localized.js'
import { useIsCompact } from './compact.js'
import type { FormField } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import classes from './schema-form.module.css'

/** What every Mantine input is given: name, help, problems, beneath it `below`. */
export interface FieldFrame {
  readonly label: ReactNode
  readonly description: ReactNode
  readonly error: ReactNode
  readonly withAsterisk: boolean
  readonly inputWrapperOrder: ('label' | 'input' | 'description' | 'error')[]
  readonly size: 'xs' | 'sm'
  readonly readOnly: boolean
  readonly 'data-testid': string
}

/** @param below stands under the input beside the help: the live value, a hint; read out with it. */
export function useFieldFrame(field: FormField, below: ReactNode = null): FieldFrame {
  const say = useLocalized()
  const isCompact = useIsCompact()
  const { problems, isReadOnly } = useFormSurroundings()
  const own = problems.get(field.pointer) ?? []
  const errors = own.filter(({ severity }) => severity === 'error')
  const others = own.filter(({ severity }) => severity !== 'error')
  const help = field.help === null ? null : say(field.help)
  const hasDescription = help !== null || others.length > 0 || below !== null
  return {
    label: <FieldLabel text={say(field.label)} help={isCompact ? help : null} />,
    description: hasDescription ? (
      <>
        {below}
        {others.map(({ message, severity }) => (
          <span key={message} className={severity === 'warning' ? classes.warning : classes.hint}>
            {message}
          </span>
        ))}
        {help !== null && (isCompact ? <VisuallyHidden component="span">{help}</VisuallyHidden> : <span className={classes.help}>{help}</span>)}
      </>
    ) : null,
    error: errors.length === 0 ? null : errors.map(({ message }) => message).join(' '),
    withAsterisk: field.isRequired,
    inputWrapperOrder: ['label', 'input', 'error', 'description'],
    size: isCompact ? 'xs' : 'sm',
    readOnly: isReadOnly,
    'data-testid': `param${field.pointer}`,
  }
}

/** In a row inputs are narrow: their lists are as wide as what stands in them. */
export function wideList(size: FieldFrame['size']): ComboboxProps {
  return size === 'xs' ? { width: 'max-content', position: 'bottom-start' } : {}
}

/** In a row there is no room for the help: it opens over a sign beside the label (and is read out as the description). */
function FieldLabel({ text, help }: { readonly text: string; readonly help: string | null }) {
  if (help === null) return text
  return (
    <>
      {text}{' '}
      <Tooltip label={help} multiline maw={280} withArrow>
        <IconInfoCircle size={13} aria-hidden className={classes.info} />
      </Tooltip>
    </>
  )
}
