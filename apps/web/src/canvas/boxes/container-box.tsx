'use client'

import { ActionIcon, Button, Group, ThemeIcon } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Handle, Position, type NodeProps } from '@xyflow/react'
import { memo, useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import type { NodeDescriptor } from '@maillon/node-contract'
import { useLocale } from '../../i18n/locale-provider.js'
import { useCanvasCatalogue } from '../catalogue-context.js'
import { labelIdOf } from '../diagram-boxes.js'
import { useEditor, useEditorStore } from '../editor-context.js'
import { FailedRowsMark } from '../failed-rows/failed-rows-mark.js'
import { DryMark, NodeHeading, NodeState, useMeasuredPorts, useSpokenLabel } from '../flow-node.js'
import { useStepOf } from '../node-facts.js'
import { groupColors, NodeIcon } from '../node-icon.js'
import { portsOf } from '../ports-of.js'
import { StepProgress } from '../step-progress.js'
import { NodeChangeMark } from '../versions/node-change-mark.js'
import classes from './container-box.module.css'

/** A node that other nodes stand inside: a header like any box, its body in a frame, the port into the body within. */
export const ContainerBox = memo(function ContainerBox({ id, selected }: NodeProps) {
  const node = useEditor((state) => state.nodeById.get(id))
  const { catalogue } = useCanvasCatalogue()
  const descriptor = node === undefined ? null : catalogue.get(node.type, node.version)
  return node === undefined || descriptor === null ? null : <Container node={node} descriptor={descriptor} isSelected={selected} />
})

function Container({ node, descriptor, isSelected }: { readonly node: FlowNode; readonly descriptor: NodeDescriptor; readonly isSelected: boolean }) {
  const { locale } = useLocale()
  const label = useSpokenLabel(node, descriptor)
  const step = useStepOf(node.id)
  const ports = useMemo(() => portsOf(node, descriptor), [node, descriptor])
  const isEmpty = useEditor((state) => !state.document.nodes.some(({ parent }) => parent === node.id))
  const [body, ...after] = ports.outputs
  useMeasuredPorts(node.id, ports)
  return (
    <div
      id={labelIdOf(node.id)}
      className={classes.frame}
      role="group"
      aria-label={label}
      data-selected={isSelected || undefined}
      data-disabled={node.disabled === true || undefined}
      data-status={step?.status}
      data-testid={`node-${node.id}`}
      data-node-type={node.type}
    >
      <div className={classes.header}>
        {ports.inputs.map((port) => (
          <Handle key={port.id} type="target" position={Position.Left} id={port.id} className={classes.input} title={port.label[locale]} />
        ))}
        <Group wrap="nowrap" gap="sm" align="flex-start">
          <ThemeIcon variant="light" color={groupColors[descriptor.group]} size={36} radius="md">
            <NodeIcon name={descriptor.icon} />
          </ThemeIcon>
          <NodeHeading node={node} descriptor={descriptor} />
          <NodeState node={node} />
        </Group>
        {after.map((port, index) => (
          <PortOut key={port.id} node={node.id} port={port.id} label={port.label[locale]} top={36 + index * 28} />
        ))}
      </div>
      {body !== undefined && (
        <div className={classes.begin}>
          <span className={classes.label}>{body.label[locale]}</span>
          <PortOut node={node.id} port={body.id} label={body.label[locale]} top={12} isInside />
        </div>
      )}
      <DryMark node={node.id} />
      <FailedRowsMark step={step} />
      <StepProgress step={step} />
      {isEmpty && body !== undefined && <FirstInside node={node.id} port={body.id} />}
      <NodeChangeMark node={node.id} />
    </div>
  )
}

function FirstInside({ node, port }: { readonly node: string; readonly port: string }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  if (isReadOnly) return null
  return (
    <Button className={`${classes.first} nodrag nopan`} variant="default" leftSection={<IconPlus size={15} aria-hidden />} data-testid={`first-inside-${node}`} onClick={() => store.getState().startAdding({ kind: 'port', node, port })}>
      {t('container.first')}
    </Button>
  )
}

interface PortOutProps {
  readonly node: string
  readonly port: string
  readonly label: string
  readonly top: number
  /** The line goes on inside the frame. */
  readonly isInside?: boolean
}

function PortOut({ node, port, label, top, isInside = false }: PortOutProps) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const hasLine = useEditor((state) => state.document.edges.some(({ from }) => from === `${node}.${port}`))
  return (
    <div className={classes.out} data-inside={isInside || undefined} data-free={!hasLine || undefined} style={{ top }}>
      <Handle type="source" position={Position.Right} id={port} className={classes.output} title={label} />
      {!isInside && <span className={classes.outLabel}>{label}</span>}
      {!isReadOnly && (
        <ActionIcon className={`${classes.add} nodrag nopan`} size={20} radius="xl" variant="default" aria-label={t('node.addAfter', { port: label })} data-testid={`add-after-${port}`} onClick={() => store.getState().startAdding({ kind: 'port', node, port })}>
          <IconPlus size={13} aria-hidden />
        </ActionIcon>
      )}
    </div>
  )
}
