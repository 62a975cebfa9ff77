'use client'

import { ActionIcon, Button, Collapse, Text, Tooltip } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconAdjustmentsHorizontal, IconArrowDown, IconArrowUp, IconPlus, IconTrash } from '@tabler/icons-react'
import { useRef, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { JsonObject } from '@maillon/kernel'
import { useLocalized } from '../i18n/use-localized.js'
import { withElement, withMoved, withoutElement } from './change-value.js'
import { CompactContext } from './compact.js'
import { FieldSet } from './field-set.js'
import type { FieldInputProps, FormRow } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { hasErrorInside } from './problems-by-field.js'
import { RowFields } from './row-fields.js'
import classes from './schema-form.module.css'

/** A list of objects, one compact card each. */
export function RowsInput({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const say = useLocalized()
  const { isReadOnly } = useFormSurroundings()
  const list = useRef<HTMLDivElement>(null)
  const values = field.rows.map(({ value }) => value)
  const isFull = field.maxItems !== null && values.length >= field.maxItems
  const keep = (next: readonly JsonObject[]) => onChange(next.length === 0 && !field.isRequired ? undefined : next)
  const add = () => {
    keep([...values, field.newRow])
    // The new row is there once React has drawn it.
    requestAnimationFrame(() => list.current?.lastElementChild?.querySelector<HTMLElement>('input, [contenteditable]')?.focus())
  }
  return (
    <FieldSet field={field}>
      <div ref={list} className={classes.rows}>
        {field.rows.map((row, index) => (
          <Row
            key={row.pointer}
            row={row}
            name={t('row', { label: say(field.label), number: index + 1 })}
            isFirst={index === 0}
            isLast={index === values.length - 1}
            onChange={(next) => keep(withElement(values, index, next))}
            onMove={(by) => keep(withMoved(values, index, by))}
            onRemove={() => keep(withoutElement(values, index))}
          />
        ))}
      </div>
      {!isReadOnly && (
        <Button variant="default" size="compact-sm" fw={500} mt={values.length === 0 ? 0 : 8} leftSection={<IconPlus size={14} aria-hidden />} onClick={add} disabled={isFull} aria-label={t('addTo', { label: say(field.label) })} data-testid={`param-add${field.pointer}`}>
          {t('add')}
        </Button>
      )}
      {isReadOnly && values.length === 0 && (
        <Text size="xs" c="dimmed">
          {t('emptyRows')}
        </Text>
      )}
    </FieldSet>
  )
}

interface RowProps {
  readonly row: FormRow
  readonly name: string
  readonly isFirst: boolean
  readonly isLast: boolean
  readonly onChange: (next: JsonObject) => void
  readonly onMove: (by: -1 | 1) => void
  readonly onRemove: () => void
}

function Row({ row, name, isFirst, isLast, onChange, onMove, onRemove }: RowProps) {
  const { t } = useTranslation('form')
  const { problems, isReadOnly } = useFormSurroundings()
  const [isOpen, more] = useDisclosure(false)
  const usual = row.fields.filter((field) => field.isRequired || !field.isAdvanced)
  const folded = row.fields.filter((field) => !usual.includes(field))
  const isShown = isOpen || folded.some(({ pointer }) => hasErrorInside(pointer, problems))
  return (
    <div className={classes.row} role="group" aria-label={name}>
      <CompactContext value>
        <div className={classes.rowFields}>
          <RowFields fields={usual} value={row.value} onChange={onChange} />
          {folded.length > 0 && (
            <Collapse expanded={isShown}>
              <div className={classes.folded}>
                <RowFields fields={folded} value={row.value} onChange={onChange} />
              </div>
            </Collapse>
          )}
          {(problems.get(row.pointer) ?? []).map(({ message }) => (
            <span key={message} className={classes.wrong}>
              {message}
            </span>
          ))}
        </div>
      </CompactContext>
      <div className={classes.rowActions}>
        {folded.length > 0 && <RowAction label={t('rowMore')} onClick={more.toggle} isPressed={isShown} icon={<IconAdjustmentsHorizontal size={15} aria-hidden />} />}
        {!isReadOnly && !(isFirst && isLast) && (
          <>
            <RowAction label={t('moveUp')} onClick={() => onMove(-1)} isDisabled={isFirst} icon={<IconArrowUp size={15} aria-hidden />} />
            <RowAction label={t('moveDown')} onClick={() => onMove(1)} isDisabled={isLast} icon={<IconArrowDown size={15} aria-hidden />} />
          </>
        )}
        {!isReadOnly && <RowAction label={t('remove')} onClick={onRemove} icon={<IconTrash size={15} aria-hidden />} testId={`param-remove${row.pointer}`} />}
      </div>
    </div>
  )
}

interface RowActionProps {
  readonly label: string
  readonly icon: ReactNode
  readonly onClick: () => void
  readonly isDisabled?: boolean
  readonly isPressed?: boolean
  readonly testId?: string
}

function RowAction({ label, icon, onClick, isDisabled = false, isPressed, testId }: RowActionProps) {
  return (
    <Tooltip label={label} openDelay={400}>
      <ActionIcon variant="subtle" color="gray" size={24} onClick={onClick} disabled={isDisabled} aria-label={label} aria-expanded={isPressed} data-testid={testId}>
        {icon}
      </ActionIcon>
    </Tooltip>
  )
}
