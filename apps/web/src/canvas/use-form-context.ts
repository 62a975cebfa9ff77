'use client'

import { useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { evaluate, parseExpression } from '@maillon/expressions'
import type { FlowDocument, FlowNode } from '@maillon/flow-document'
import type { NodeCatalogue, NodeDescriptor } from '@maillon/node-contract'
import { messageOf } from '@maillon/messages'
import { useLocale } from '../i18n/locale-provider.js'
import type { FormContext, InsertTarget, Preview, Suggestion } from '../schema-form/form-context.js'
import { useWorkspaceTimeZone } from '../shell/session.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { itemField, nodeField, readableExpression } from './field-text.js'
import { nodesAfter } from './may-connect.js'
import { portOfPointer } from './port-ids.js'
import { sampleScope } from './sample-scope.js'

export interface NodeFormContext {
  readonly form: FormContext
  /** Puts an expression where the caret was last; false where no field asked for one. */
  readonly insert: (text: string) => boolean
}

/** What evaluation says where the sample lacks what is asked for. */
const needsData: ReadonlySet<string> = new Set(['EXPRESSION_VALUE_MISSING', 'EXPRESSION_NODE_MISSING', 'EXPRESSION_ROW_MISSING', 'EXPRESSION_FIELD_MISSING', 'EXPRESSION_FIELD_MISSPELLED', 'EXPRESSION_LIST_EMPTY'])

/** What the form of a node knows of the data around it: fields, live values, where a click inserts. */
export function useFormContext(node: FlowNode, descriptor: NodeDescriptor, worksByItem: boolean): NodeFormContext {
  const { locale } = useLocale()
  const { t } = useTranslation('canvas')
  const workspaceZone = useWorkspaceTimeZone()
  const store = useEditorStore()
  const { checked, catalogue } = useCanvasView()
  const flow = useEditor((state) => state.document)
  const target = useRef<InsertTarget | null>(null)

  return useMemo(() => {
    const inputs = checked.shapes.node(node.id)?.inputs ?? {}
    const timeZone = flow.settings.timeZone ?? workspaceZone
    const scope = sampleScope({ node: node.id, flow, shapes: checked.shapes, samples: checked.samples, triggers: triggersBefore(flow, node.id, catalogue.catalogue), timeZone, locale, now: new Date().toISOString() })
    const preview = (text: string): Preview | null => {
      if (!text.includes('{{')) return null
      const parsed = parseExpression(text)
      const answer = parsed.ok ? evaluate(parsed.value, scope) : { ok: false as const, problem: parsed.problem[0] }
      if (answer.ok) return { ok: true, value: answer.value }
      // Without a row to work with there is nothing to show; a field that can't exist is a finding of the compiler, beside this.
      if (answer.problem === undefined || needsData.has(answer.problem.code)) return null
      return { ok: false, message: messageOf(answer.problem.code, answer.problem.params, locale) }
    }
    const suggestions = (): readonly Suggestion[] => [
      ...(worksByItem ? Object.values(inputs)[0]?.fields.map((field) => ({ text: itemField(field.name), label: field.name, detail: field.type })) ?? [] : []),
      ...checked.shapes.upstream(node.id).flatMap((upstream) =>
        Object.entries(upstream.outputs).flatMap(([port, { fields }], index) =>
          fields.map((field) => ({ text: nodeField({ id: upstream.id, port: index === 0 ? null : port }, 'first', field.name), label: `${upstream.name} › ${field.name}`, detail: field.type })),
        ),
      ),
    ]
    return {
      form: {
        fieldsOf: (port) => (port === undefined ? Object.values(inputs)[0] : inputs[port])?.fields ?? [],
        portAt: (pointer) => portOfPointer(descriptor, node.params, pointer),
        suggestions,
        nameOf: (source) => readableExpression(source, store.getState().nodeById, { all: t('rows.all'), where: t('rows.whereIs') }),
        preview,
        registerTarget: (next) => {
          target.current = next
        },
        secrets: [],
        secretsSet: [],
        allowsExpressions: true,
      },
      insert: (text) => {
        target.current?.insert(text)
        return target.current !== null
      },
    }
  }, [checked, catalogue, node.id, node.params, descriptor, flow, workspaceZone, locale, worksByItem, store, t])
}

/** The triggers that lead to a node, else all of the flow: one that isn't connected yet can still be tried out. */
function triggersBefore(flow: FlowDocument, node: string, catalogue: NodeCatalogue): readonly string[] {
  const triggers = flow.nodes.filter(({ type, version }) => catalogue.get(type, version)?.trigger !== undefined).map(({ id }) => id)
  const leading = triggers.filter((id) => nodesAfter(flow, id).has(node))
  return leading.length > 0 ? leading : triggers
}
