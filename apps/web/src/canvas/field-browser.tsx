'use client'

import { Autocomplete, Group, ScrollArea, Select, Text, TextInput, UnstyledButton } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconSearch } from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { KnownField, PortFields } from '@maillon/compiler'
import type { FlowNode } from '@maillon/flow-document'
import { useLocale } from '../i18n/locale-provider.js'
import { useShownValue } from '../i18n/use-shown-value.js'
import { useCanvasView } from './canvas-view.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { copyText } from './copy-text.js'
import { useEditor } from './editor-context.js'
import classes from './field-browser.module.css'
import { fieldDragType } from '../schema-form/insert-target.js'
import { portsOf } from './ports-of.js'
import { foldText } from './search-nodes.js'
import { fieldWhere, itemField, literalOf, nodeField, pathSegment, rowChoices, type RowChoice, type RowCondition } from './field-text.js'

export interface FieldBrowserProps {
  readonly node: FlowNode
  readonly worksByItem: boolean
  readonly onInsert: (text: string) => boolean
}

/** From so many fields on they can be searched. */
const manyFields = 12

/** The data that can be used here: the row that comes in, and what each earlier node gave. A click or a drag puts it into a parameter. */
export function FieldBrowser({ node, worksByItem, onInsert }: FieldBrowserProps) {
  const { t } = useTranslation('canvas')
  const { checked } = useCanvasView()
  const [words, setWords] = useState('')
  const inputs = Object.values(checked.shapes.node(node.id)?.inputs ?? {})
  const upstream = checked.shapes.upstream(node.id)
  const all = [...(worksByItem ? inputs.slice(0, 1) : []), ...upstream.flatMap(({ outputs }) => Object.values(outputs))].flatMap(({ fields }) => fields)
  const found = all.filter(({ name }) => isFound(name, words)).length
  const insert = (text: string) => {
    if (onInsert(text)) return
    void copyText(text).then((isCopied) => notifications.show(isCopied ? { message: t('fields.copied') } : { color: 'orange', message: t('fields.notCopied', { text }) }))
  }
  if (upstream.length === 0) return <Text size="sm" c="dimmed">{t('fields.none')}</Text>
  return (
    <ScrollArea className={classes.scroll} type="auto" offsetScrollbars>
      {all.length >= manyFields && <TextInput size="xs" mb="sm" leftSection={<IconSearch size={14} aria-hidden />} placeholder={t('fields.search')} aria-label={t('fields.search')} value={words} onChange={(event) => setWords(event.currentTarget.value)} data-testid="search-fields" />}
      {words !== '' && found === 0 && <Text size="xs" c="dimmed" role="status">{t('fields.notFound')}</Text>}
      {worksByItem && inputs[0] !== undefined && hasField(inputs[0], words) && (
        <section aria-label={t('fields.thisRow')}>
          <h3 className={classes.heading}>{t('fields.thisRow')}</h3>
          <Fields port={inputs[0]} words={words} textOf={itemField} onInsert={insert} />
        </section>
      )}
      {upstream.filter(({ outputs }) => Object.values(outputs).some((port) => hasField(port, words))).map((earlier) => (
        <EarlierNode key={earlier.id} earlier={earlier} words={words} canBeSame={worksByItem && earlier.sameRow} own={worksByItem ? (inputs[0]?.fields ?? []) : []} onInsert={insert} />
      ))}
    </ScrollArea>
  )
}

interface EarlierNodeProps {
  readonly earlier: { readonly id: string; readonly name: string; readonly outputs: { readonly [port: string]: PortFields } }
  /** What is searched; '' for all fields. */
  readonly words: string
  readonly canBeSame: boolean
  /** Fields of the row at hand, to find the row of the other node by; empty where the node works on all rows at once. */
  readonly own: readonly KnownField[]
  readonly onInsert: (text: string) => void
}

function EarlierNode({ earlier, words, canBeSame, own, onInsert }: EarlierNodeProps) {
  const { t } = useTranslation('canvas')
  const [rows, setRows] = useState<RowChoice>('first')
  const [condition, setCondition] = useState<RowCondition | null>(null)
  const labels = usePortLabels(earlier.id)
  const ports = Object.entries(earlier.outputs)
  const choices = rowChoices.filter((choice) => choice !== 'same' || canBeSame)
  const textOf = (node: { readonly id: string; readonly port: string | null }) => (name: string) => (rows === 'where' ? (condition === null ? null : fieldWhere(node, condition, name)) : nodeField(node, rows, name))
  return (
    <section aria-label={earlier.name} data-testid={`fields-${earlier.id}`}>
      <h3 className={classes.heading}>{earlier.name}</h3>
      <Select size="xs" mb={6} value={rows} onChange={(value) => setRows((value ?? 'first') as RowChoice)} aria-label={t('fields.rows')} allowDeselect={false} data={choices.map((value) => ({ value, label: t(`rows.${value}`) }))} data-testid={`rows-${earlier.id}`} />
      {rows === 'where' && <Condition fields={ports.flatMap(([, { fields }]) => fields)} own={own} onChange={setCondition} />}
      {ports.map(([port, fields], index) => (
        <div key={port}>
          {ports.length > 1 && <Text size="xs" c="dimmed" mt={index === 0 ? 0 : 6}>{labels.get(port) ?? port}</Text>}
          <Fields port={fields} words={words} textOf={textOf({ id: earlier.id, port: index === 0 ? null : port })} onInsert={onInsert} />
        </div>
      ))}
    </section>
  )
}

interface ConditionProps {
  /** Of the rows that are looked through. */
  readonly fields: readonly KnownField[]
  readonly own: readonly KnownField[]
  /** Null: not complete yet. */
  readonly onChange: (condition: RowCondition | null) => void
}

/** « La ligne où sku = sku »: a field of the other rows, and a field of the row at hand or a value. */
function Condition({ fields, own, onChange }: ConditionProps) {
  const { t } = useTranslation('canvas')
  const [key, setKey] = useState('')
  const [value, setValue] = useState('')
  const change = (nextKey: string, nextValue: string) => {
    setKey(nextKey)
    setValue(nextValue)
    const isOwn = own.some(({ name }) => name === nextValue)
    onChange(nextKey === '' || nextValue === '' ? null : { key: nextKey, value: isOwn ? `item.${pathSegment(nextValue)}` : literalOf(nextValue) })
  }
  return (
    <Group gap={4} wrap="nowrap" mb={6}>
      <Autocomplete size="xs" flex={1} miw={0} placeholder={t('rows.whereField')} aria-label={t('rows.whereField')} data={[...new Set(fields.map(({ name }) => name))]} value={key} onChange={(next) => change(next, value)} comboboxProps={{ width: 'max-content', position: 'bottom-start' }} data-testid="where-field" />
      <Text size="xs">=</Text>
      <Autocomplete size="xs" flex={1} miw={0} placeholder={t('rows.whereValue')} aria-label={t('rows.whereValue')} data={own.map(({ name }) => name)} value={value} onChange={(next) => change(key, next)} comboboxProps={{ width: 'max-content', position: 'bottom-end' }} data-testid="where-value" />
    </Group>
  )
}

/** The names of the output ports of a node, for people. */
function usePortLabels(id: string): ReadonlyMap<string, string> {
  const { locale } = useLocale()
  const { catalogue } = useCanvasCatalogue()
  const node = useEditor((state) => state.nodeById.get(id))
  const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
  return new Map(node === undefined || descriptor === null ? [] : portsOf(node, descriptor).outputs.map((port) => [port.id, port.label[locale]]))
}

function Fields({ port, words, textOf, onInsert }: { readonly port: PortFields; readonly words: string; readonly textOf: (name: string) => string | null; readonly onInsert: (text: string) => void }) {
  const { t } = useTranslation('canvas')
  if (port.fields.length === 0) return <Text size="xs" c="dimmed" px={6}>{t(port.open ? 'fields.unknown' : 'fields.empty')}</Text>
  return port.fields.filter(({ name }) => isFound(name, words)).map((field) => <FieldLine key={field.name} field={field} text={textOf(field.name)} onInsert={onInsert} />)
}

/** Whether a port has a field that is searched; without words every port counts. */
function hasField({ fields }: PortFields, words: string): boolean {
  return words === '' || fields.some(({ name }) => isFound(name, words))
}

function isFound(name: string, words: string): boolean {
  return foldText(name).includes(foldText(words.trim()))
}

function FieldLine({ field, text, onInsert }: { readonly field: KnownField; readonly text: string | null; readonly onInsert: (text: string) => void }) {
  const shown = useShownValue()
  return (
    <UnstyledButton
      className={classes.field}
      draggable={text !== null}
      disabled={text === null}
      title={text ?? undefined}
      data-testid={text === null ? undefined : `field-${text}`}
      onClick={() => text !== null && onInsert(text)}
      onDragStart={(event) => {
        if (text === null) return
        event.dataTransfer.setData(fieldDragType, text)
        event.dataTransfer.setData('text/plain', text)
      }}
    >
      <span className={classes.name}>{field.name}</span>
      <span className={classes.value}>{field.sample === undefined ? '' : shown(field.sample, { isDate: field.type === 'date' })}</span>
    </UnstyledButton>
  )
}

