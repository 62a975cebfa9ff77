'use client'

import { MultiSelect, Pill, TagsInput } from '@mantine/core'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { isJsonArray, type Json } from '@maillon/kernel'
import { useLocalized } from '../i18n/use-localized.js'
import { useFieldFrame } from './field-frame.js'
import { effectiveValue, type FieldInputProps } from './form-field.js'
import { useFormSurroundings } from './form-surroundings.js'
import { useInsertTarget } from './insert-target.js'
import { hasTemplate, readableSource, templateParts } from './template-parts.js'

/** A list of texts, numbers, fields or choices, as tags. */
export function ListInput(props: FieldInputProps) {
  return props.field.choices.length > 0 ? <ChoiceTags {...props} /> : <FreeTags {...props} />
}

function FreeTags({ field, onChange }: FieldInputProps) {
  const { t } = useTranslation('form')
  const say = useLocalized()
  const { context } = useFormSurroundings()
  const frame = useFieldFrame(field)
  const [typed, setTyped] = useState('')
  const tags = tagsOf(effectiveValue(field))
  const keep = (next: readonly string[]) => onChange(next.length === 0 && !field.isRequired ? undefined : field.hasNumbers ? next.flatMap(numberOrExpression) : next)
  const target = useInsertTarget((text) => (typed === '' ? keep([...tags, text]) : setTyped(typed + text)))
  const options = field.kind === 'fields' ? [...new Set(context.fieldsOf(field.port ?? context.portAt?.(field.pointer)).map(({ name }) => name))] : []
  const hint = field.kind === 'fields' ? t('pickFields') : field.placeholder === null ? t('listHint') : say(field.placeholder)
  const readable = (tag: string) =>
    hasTemplate(tag) ? templateParts(tag).map((part) => (part.kind === 'text' ? part.text : readableSource(part.source, context.nameOf))).join('') : tag
  return (
    <TagsInput
      {...frame}
      data={options}
      value={[...tags]}
      onChange={keep}
      searchValue={typed}
      onSearchChange={setTyped}
      placeholder={tags.length === 0 ? hint : ''}
      // A comma inside an expression parts its texts, not the list.
      splitChars={typed.includes('{{') || field.kind === 'fields' ? [] : [',', ';']}
      maxTags={field.maxItems ?? Infinity}
      renderPill={({ option, onRemove, disabled }) => (
        <Pill withRemoveButton={!frame.readOnly && disabled !== true} onRemove={() => onRemove?.()} title={String(option.value)} {...(hasTemplate(String(option.value)) ? { bg: 'var(--mantine-primary-color-light)', c: 'var(--mantine-primary-color-light-color)' } : {})}>
          {readable(String(option.value))}
        </Pill>
      )}
      {...(field.mayHoldExpression ? target : {})}
    />
  )
}

function ChoiceTags({ field, onChange }: FieldInputProps) {
  const say = useLocalized()
  const frame = useFieldFrame(field)
  const keep = (next: readonly string[]) => onChange(next.length === 0 && !field.isRequired ? undefined : field.choices.map(({ value }) => value).filter((value) => next.includes(String(value))))
  return (
    <MultiSelect {...frame} data={field.choices.map(({ value, label }) => ({ value: String(value), label: say(label) }))} value={[...tagsOf(effectiveValue(field))]} onChange={keep} />
  )
}

/** What is no number in a list of numbers is not taken. */
function numberOrExpression(tag: string): readonly Json[] {
  if (hasTemplate(tag)) return [tag]
  const number = Number(tag.replace(',', '.'))
  return tag.trim() !== '' && Number.isFinite(number) ? [number] : []
}

function tagsOf(value: Json | undefined): readonly string[] {
  return isJsonArray(value) ? value.map((element) => (typeof element === 'string' ? element : JSON.stringify(element))) : []
}
