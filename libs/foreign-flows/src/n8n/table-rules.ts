import type { Json, JsonObject } from '@maillon/kernel'
import type { Draft } from '../conversion.js'
import { paramsOf } from '../flow-builder.js'
import { fieldOf, path } from '../js/written.js'
import type { N8nContext } from './n8n-context.js'
import { at, firstText, listAt, numberAt, objectAt, textAt, type N8nNode } from './n8n-node.js'
import { byOperation, placeholder, type N8nRules } from './n8n-rule.js'
import { setDraft } from './set-fields.js'

/** Rows as tables: order, number, totals, lists. */
export const tableRules: N8nRules = {
  sort: (node, context) => {
    const type = textAt(node.params, 'type') || 'simple'
    const by = listAt(node.params, 'sortFieldsUi', 'sortField').flatMap((one): JsonObject[] => {
      const field = flatField(textAt(one, 'fieldName'), context)
      return field === '' ? [] : [{ field, direction: textAt(one, 'order') === 'descending' ? 'descending' : 'ascending' }]
    })
    return type !== 'simple' || by.length === 0 ? placeholder('FOREIGN_SORT_KIND', { kind: type }) : { type: 'table.sort', params: { by: by.slice(0, 10) } }
  },
  limit: (node, context) => {
    const count = numberAt(node.params, 'maxItems')
    if (count === null && at(node.params, 'maxItems') !== undefined) context.plain(at(node.params, 'maxItems'))
    return { type: 'table.limit', params: { count: Math.min(Math.max(Math.round(count ?? 1), 1), 10_000_000), from: textAt(node.params, 'keep') === 'lastItems' ? 'last' : 'first' } }
  },
  aggregate,
  summarize,
  splitOut,
  removeDuplicates,
  renameKeys: (node, context) => {
    const fields = listAt(node.params, 'keys', 'key').flatMap((key): JsonObject[] => {
      const [field, name] = [flatField(textAt(key, 'currentKey'), context), context.plain(at(key, 'newKey'))]
      return field === '' || name === '' ? [] : [{ field, name }]
    })
    if (Object.keys(objectAt(node.params, 'additionalOptions')).length > 0) context.look('FOREIGN_RENAME_PATTERN')
    return fields.length === 0 ? null : { type: 'table.select', params: { fields, others: 'keep' } }
  },
  compareDatasets: (node, context) => {
    const keys = listAt(node.params, 'mergeByFields', 'values').map((pair): JsonObject => ({ after: textAt(pair, 'field1'), before: textAt(pair, 'field2') || textAt(pair, 'field1') })).filter(({ after }) => after !== '')
    if (keys.length === 0) return placeholder('FOREIGN_MERGE_KEYS')
    context.look('FOREIGN_COMPARE_FIELDS')
    return { type: 'table.compare', params: { keys: keys.slice(0, 10), duplicates: 'first' }, inputs: ['after', 'before'], outputs: ['new', 'same', 'changed', 'deleted'] }
  },
  itemLists: (node, context) => listOperations(node, context),
}

const listOperations = byOperation(
  {
    splitOutItems: splitOut, aggregateItems: aggregate, concatenateItems: aggregate, summarize, removeDuplicates,
    sort: (node, context) => tableRules['sort']?.(node, context) ?? null, limit: (node, context) => tableRules['limit']?.(node, context) ?? null,
  },
  { operation: 'splitOutItems' },
)

/** Our table steps name fields of the row itself. */
function flatField(name: string, context: N8nContext): string {
  const plain = context.plain(name)
  if (plain.includes('.')) context.look('FOREIGN_FIELD_DEEP', { field: plain.slice(0, 100) })
  return plain.slice(0, 200)
}

function splitOut(node: N8nNode, context: N8nContext): Draft | ReturnType<typeof placeholder> {
  const fields = textAt(node.params, 'fieldToSplitOut').split(',').map((field) => field.trim()).filter((field) => field !== '')
  const [field, ...more] = fields
  if (field === undefined || more.length > 0) return placeholder('FOREIGN_SPLIT_FIELDS')
  const include = textAt(node.params, 'include') || 'noOtherFields'
  const target = context.plain(at(node.params, 'options', 'destinationFieldName'))
  if (include !== 'noOtherFields') context.look('FOREIGN_SPLIT_OTHERS')
  if (include === 'selectedOtherFields') context.look('FOREIGN_FIELDS_CHOSEN', { fields: textAt(node.params, 'fieldsToInclude').slice(0, 200) })
  if (target !== '') context.look('FOREIGN_SPLIT_TARGET', { field: target.slice(0, 100) })
  context.look('FOREIGN_SPLIT_VALUES', { field: field.slice(0, 100) })
  const others = include === 'noOtherFields' ? 'drop' : 'keep'
  const inside = context.plain(field).split('.')
  const [top = '', ...deeper] = inside
  // The list inside an object is brought up first.
  const value = deeper.reduce<ReturnType<typeof path> | null>((of, name) => (of === null ? null : fieldOf(of, name)), fieldOf(path('item'), top))
  const last = inside.at(-1) ?? top
  if (deeper.length === 0 || value === null) return { type: 'table.unfold', params: { field: context.plain(field), others } }
  return { type: 'table.unfold', params: { field: last, others }, before: [setDraft({ [last]: `{{${value.text}}}` }, true)] }
}

const batch: Draft = { type: 'table.batch', params: { size: 10_000 } }

/** All rows become one: a batch, and what is wanted of it. */
function aggregate(node: N8nNode, context: N8nContext): Draft {
  return textAt(node.params, 'aggregate') === 'aggregateAllItemData' ? wholeRows(node, context) : listsOfFields(node, context)
}

function wholeRows({ params }: N8nNode, context: N8nContext): Draft {
  const name = context.plain(at(params, 'destinationFieldName'), 'data')
  if ((textAt(params, 'include') || 'allFields') !== 'allFields') context.look('FOREIGN_FIELDS_CHOSEN', { fields: firstText(params, 'fieldsToInclude', 'fieldsToExclude').slice(0, 200) })
  return { ...batch, after: [setDraft({ [name]: '{{item.rows}}' }, false)] }
}

function listsOfFields({ params }: N8nNode, context: N8nContext): Draft {
  const values = new Map<string, Json>()
  for (const one of listAt(params, 'fieldsToAggregate', 'fieldToAggregate')) {
    const field = flatField(textAt(one, 'fieldToAggregate'), context)
    const name = at(one, 'renameField') === true ? context.plain(at(one, 'outputFieldName')) : field
    if (field !== '' && name !== '' && !/["\\]/.test(field)) values.set(name, `{{map item.rows "${field}"}}`)
  }
  if (values.size > 0) return { ...batch, after: [setDraft(Object.fromEntries(values), false)] }
  context.look('FOREIGN_FIELDS_NONE')
  return batch
}

const functions: ReadonlyMap<string, readonly [string, string]> = new Map([
  ['sum', ['sum', 'sum']], ['average', ['mean', 'average']], ['count', ['count', 'count']], ['countUnique', ['distinct', 'unique_count']], ['max', ['max', 'max']], ['min', ['min', 'min']],
])

function summarize(node: N8nNode, context: N8nContext): Draft | ReturnType<typeof placeholder> {
  const totals = listAt(node.params, 'fieldsToSummarize', 'values').flatMap((one): JsonObject[] => {
    const aggregation = textAt(one, 'aggregation') || 'count'
    const [ours, prefix] = functions.get(aggregation) ?? ['', '']
    const field = flatField(textAt(one, 'field'), context)
    if (ours === '' || field === '') {
      context.look('FOREIGN_TOTAL_UNKNOWN', { total: aggregation.slice(0, 40) })
      return []
    }
    return [{ name: `${prefix}_${field}`, function: ours, field }]
  })
  if (totals.length === 0) return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: 'summarize' })
  const groupBy = textAt(node.params, 'fieldsToSplitBy').split(',').map((field) => flatField(field.trim(), context)).filter((field) => field !== '')
  return { type: 'table.aggregate', params: { groupBy: groupBy.slice(0, 20), totals: totals.slice(0, 50) } }
}

function removeDuplicates(node: N8nNode, context: N8nContext): Draft | ReturnType<typeof placeholder> {
  const operation = textAt(node.params, 'operation')
  if (operation === 'removeItemsSeenInPreviousExecutions') {
    context.look('FOREIGN_SEEN_BEFORE')
    const field = /\$json\.(\w+)/.exec(textAt(node.params, 'dedupeValue'))?.[1]
    return { type: 'table.only-new', params: paramsOf({ fields: field === undefined ? undefined : [field] }), outputs: ['main', 'seen'] }
  }
  const compare = textAt(node.params, 'compare') || 'allFields'
  if (operation === 'clearDeduplicationHistory' || compare === 'allFieldsExcept') return placeholder('FOREIGN_OPERATION_UNKNOWN', { operation: operation || compare })
  const fields = compare === 'selectedFields' ? textAt(node.params, 'fieldsToCompare').split(',').map((field) => flatField(field.trim(), context)).filter((field) => field !== '') : []
  return { type: 'table.deduplicate', params: { fields: fields.slice(0, 20) } }
}
