'use client'

import { ActionIcon, Badge, Group, Paper, Text, ThemeIcon, Tooltip, UnstyledButton } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconPinned, IconPlus } from '@tabler/icons-react'
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from '@xyflow/react'
import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeClause, type FlowDocument, type FlowNode as DrawnNode } from '@maillon/flow-document'
import type { NodeDescriptor, PortSpec } from '@maillon/node-contract'
import { frenchSpaces } from '../i18n/french-spaces.js'
import { useLocale } from '../i18n/locale-provider.js'
import { StatusIcon } from '../theme/status-badge.js'
import { nodeHeight } from './layout/node-size.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import classes from './flow-node.module.css'
import { useFindingsOf, useStepOf } from './node-facts.js'
import { groupColors, NodeIcon } from './node-icon.js'
import { portsOf } from './ports-of.js'

/** One box of the canvas. It reads its node by id, so that a move or an edit elsewhere doesn't draw it again. */
export const FlowNodeBox = memo(function FlowNodeBox({ id, selected }: NodeProps) {
  const node = useEditor((state) => state.nodeById.get(id))
  const { catalogue } = useCanvasCatalogue()
  if (node === undefined) return null
  const descriptor = catalogue.get(node.type, node.version)
  return descriptor === null ? <UnknownNode node={node} /> : <KnownNode node={node} descriptor={descriptor} isSelected={selected} />
})

function KnownNode({ node, descriptor, isSelected }: { readonly node: DrawnNode; readonly descriptor: NodeDescriptor; readonly isSelected: boolean }) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const ports = useMemo(() => portsOf(node, descriptor), [node, descriptor])
  useMeasuredPorts(node.id, ports)
  const step = useStepOf(node.id)
  return (
    <Paper
      withBorder
      className={classes.box}
      data-selected={isSelected || undefined}
      data-disabled={node.disabled === true || undefined}
      data-status={step?.status}
      data-testid={`node-${node.id}`}
      data-node-type={node.type}
      role="group"
      aria-label={t('node.label', { name: node.name, type: descriptor.title[locale] })}
      style={{ minHeight: nodeHeight(Math.max(ports.inputs.length, ports.outputs.length)) }}
    >
      <Ports node={node.id} side="input" ports={ports.inputs} />
      <Group wrap="nowrap" gap="sm" align="flex-start">
        <ThemeIcon variant="light" color={groupColors[descriptor.group]} size={36} radius="md">
          <NodeIcon name={descriptor.icon} />
        </ThemeIcon>
        <NodeHeading node={node} descriptor={descriptor} />
        <NodeState node={node} />
      </Group>
      {node.disabled === true && (
        <Badge size="xs" color="gray" variant="light" className={classes.disabled}>
          {t('node.disabled')}
        </Badge>
      )}
      <Ports node={node.id} side="output" ports={ports.outputs} onAdd={(port) => store.getState().startAdding({ kind: 'port', node: node.id, port })} />
    </Paper>
  )
}

/** The name, which opens the panel, and what the node does with these parameters. */
export function NodeHeading({ node, descriptor }: { readonly node: DrawnNode; readonly descriptor: NodeDescriptor }) {
  const { locale } = useLocale()
  const store = useEditorStore()
  const clause = useMemo(() => (locale === 'fr' ? frenchSpaces(nodeClause(descriptor, node.params, locale)) : nodeClause(descriptor, node.params, locale)), [descriptor, node.params, locale])
  return (
    <div className={classes.texts}>
      <UnstyledButton className={`${classes.name} nopan`} onClick={() => store.getState().openPanel(node.id)} title={node.name}>
        {node.name}
      </UnstyledButton>
      <Text size="xs" c="dimmed" lineClamp={2} title={clause}>
        {clause}
      </Text>
    </div>
  )
}

/** React Flow measures ports with the box; a port that gets another id without a change of the box's size has to be told. */
export function useMeasuredPorts(node: string, { inputs, outputs }: ReturnType<typeof portsOf>): void {
  const measure = useUpdateNodeInternals()
  const isFirst = useRef(true)
  const ids = [inputs, outputs].map((ports) => ports.map(({ id }) => id).join(' ')).join(' → ')
  useEffect(() => {
    // A box that has just come is measured anyway; each measure tells every box of it.
    if (!isFirst.current) measure(node)
    isFirst.current = false
  }, [measure, node, ids])
}

/** What is known about a node: how its step stands, what the compiler finds, whether its result is pinned. */
export function NodeState({ node }: { readonly node: DrawnNode }) {
  const { t } = useTranslation(['canvas', 'common'])
  const step = useStepOf(node.id)
  const { count, isError } = useFindingsOf(node.id)
  return (
    <Group gap={2} wrap="nowrap" className={classes.state}>
      {node.pinned !== undefined && (
        <Tooltip label={t('canvas:node.pinned')}>
          <span role="img" aria-label={t('canvas:node.pinned')} data-testid={`pinned-${node.id}`}>
            <IconPinned size={18} color="var(--mantine-primary-color-filled)" aria-hidden />
          </span>
        </Tooltip>
      )}
      {count > 0 && (
        <Tooltip label={t('canvas:node.findings', { count })}>
          <span role="img" aria-label={t('canvas:node.findings', { count })} data-testid={`findings-${node.id}`}>
            {isError ? <IconAlertCircle size={18} color="var(--status-red)" aria-hidden /> : <IconAlertTriangle size={18} color="var(--status-orange)" aria-hidden />}
          </span>
        </Tooltip>
      )}
      {step !== undefined && (
        <Tooltip label={t(`common:status.${step.status}`)}>
          <span role="img" aria-label={t(`common:status.${step.status}`)} data-testid={`status-${node.id}`} data-status={step.status}>
            <StatusIcon status={step.status} />
          </span>
        </Tooltip>
      )}
    </Group>
  )
}

interface PortsProps {
  readonly node: string
  readonly side: 'input' | 'output'
  readonly ports: readonly PortSpec[]
  readonly onAdd?: (port: string) => void
}

function Ports({ node, side, ports, onAdd }: PortsProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const lines = useEditor((state) => (side === 'output' ? portsWithLines(state.document, node) : ''))
  const taken = new Set(lines.split(' '))
  return ports.map((port, index) => {
    const top = `${((index + 1) / (ports.length + 1)) * 100}%`
    return (
      <div key={port.id} className={classes.port} data-side={side} data-free={!taken.has(port.id) || undefined} style={{ top }}>
        <Handle type={side === 'input' ? 'target' : 'source'} position={side === 'input' ? Position.Left : Position.Right} id={port.id} className={classes.handle} title={port.label[locale]} />
        {ports.length > 1 && <span className={classes.portLabel}>{port.label[locale]}</span>}
        {onAdd !== undefined && !isReadOnly && (
          <ActionIcon className={`${classes.add} nodrag nopan`} size={20} radius="xl" variant="default" aria-label={t('node.addAfter', { port: port.label[locale] })} data-testid={`add-after-${port.id}`} onClick={() => onAdd(port.id)}>
            <IconPlus size={13} aria-hidden />
          </ActionIcon>
        )}
      </div>
    )
  })
}

/** The output ports of a node that have a line, as one text (equal texts draw nothing anew). */
function portsWithLines(document: FlowDocument, node: string): string {
  const prefix = `${node}.`
  return document.edges.flatMap(({ from }) => (from.startsWith(prefix) ? [from.slice(prefix.length)] : [])).join(' ')
}

function UnknownNode({ node }: { readonly node: DrawnNode }) {
  const { t } = useTranslation('canvas')
  return (
    <Paper withBorder className={classes.box} data-unknown data-testid={`node-${node.id}`}>
      <Handle type="target" position={Position.Left} id="main" className={classes.handle} />
      <Text fw={600} size="sm">
        {node.name}
      </Text>
      <Text size="xs" c="dimmed">
        {t('node.unknown', { type: node.type, version: node.version })}
      </Text>
      <Handle type="source" position={Position.Right} id="main" className={classes.handle} />
    </Paper>
  )
}
