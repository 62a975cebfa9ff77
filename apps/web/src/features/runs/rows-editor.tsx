'use client'

import { Checkbox, Table, TextInput } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Json, JsonObject } from '@maillon/kernel'
import { useLocale } from '../../i18n/locale-provider.js'
import { editedValue, numberIn, textOfValue } from './edited-value.js'
import classes from './rows-editor.module.css'

/** A row as it was, and as it is now. */
export interface EditedRow {
  readonly key: number
  readonly before: JsonObject
  readonly now: JsonObject
  readonly isChosen: boolean
  /** Stands in front of the fields: why the row is here. Absent: nothing. */
  readonly about?: React.ReactNode
}

export interface RowsEditorProps {
  readonly label: string
  readonly rows: readonly EditedRow[]
  readonly onChange: (key: number, change: Partial<Pick<EditedRow, 'now' | 'isChosen'>>) => void
  /** Heading of `about`. Absent: rows say nothing about themselves, and none can be left out. */
  readonly aboutTitle?: string
}

/** Rows whose values are edited in place; Tab goes from field to field. */
export function RowsEditor({ label, rows, onChange, aboutTitle }: RowsEditorProps) {
  const { t } = useTranslation('runs')
  const columns = [...new Set(rows.flatMap(({ before, now }) => [...Object.keys(before), ...Object.keys(now)]))]
  return (
    <Table.ScrollContainer minWidth={0} maxHeight={460} scrollAreaProps={{ viewportProps: { tabIndex: 0 } }}>
      <Table stickyHeader verticalSpacing={4} horizontalSpacing="xs" className={classes.table} aria-label={label}>
        <Table.Thead>
          <Table.Tr>
            {aboutTitle !== undefined && <Table.Th w={1} aria-label={t('toFix.choose')} />}
            {aboutTitle !== undefined && <Table.Th>{aboutTitle}</Table.Th>}
            {columns.map((column) => (
              <Table.Th key={column}>{column}</Table.Th>
            ))}
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {rows.map((row) => (
            <Table.Tr key={row.key} data-testid={`edited-row-${row.key}`}>
              {aboutTitle !== undefined && (
                <Table.Td>
                  <Checkbox size="xs" checked={row.isChosen} onChange={(event) => onChange(row.key, { isChosen: event.currentTarget.checked })} aria-label={t('toFix.row', { row: row.key + 1 })} />
                </Table.Td>
              )}
              {aboutTitle !== undefined && <Table.Td className={classes.about}>{row.about}</Table.Td>}
              {columns.map((column) => (
                <Table.Td key={column}>
                  <Field name={column} row={row} onChange={(now) => onChange(row.key, { now, isChosen: true })} />
                </Table.Td>
              ))}
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </Table.ScrollContainer>
  )
}

function Field({ name, row, onChange }: { readonly name: string; readonly row: EditedRow; readonly onChange: (now: JsonObject) => void }) {
  const { t } = useTranslation('runs')
  const { locale } = useLocale()
  const before = row.before[name]
  const value = row.now[name]
  return (
    <TextInput
      size="xs"
      classNames={{ input: classes.field ?? '' }}
      data-changed={!isSame(before, value) || undefined}
      data-figure={typeof value === 'number' || undefined}
      aria-label={t('toFix.field', { field: name, row: row.key + 1 })}
      defaultValue={textOfValue(value, locale)}
      onChange={(event) => onChange({ ...row.now, [name]: editedValue(event.currentTarget.value, before) })}
      onBlur={(event) => {
        // A figure is shown as one once it is typed: what will be taken can be seen.
        const figure = typeof value === 'number' ? numberIn(event.currentTarget.value) : null
        if (figure !== null) event.currentTarget.value = textOfValue(figure, locale)
      }}
    />
  )
}

function isSame(one: Json | undefined, other: Json | undefined): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}
