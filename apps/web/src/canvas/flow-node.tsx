'use client'

import { IconAlertCircle, IconAlertTriangle, IconPinned, IconPlus, IconTestPipe } from '@tabler/icons-react'
import { Handle, Position, useUpdateNodeInternals, type NodeProps } from '@xyflow/react'
import { memo, useEffect, useMemo, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeClause, type FlowNode as DrawnNode } from '@maillon/flow-document'
import type { NodeDescriptor, PortSpec } from '@maillon/node-contract'
import { frenchSpaces } from '../i18n/french-spaces.js'
import { StatusIcon } from '../theme/status-badge.js'
import { useBoxTexts } from './box-texts.js'
import { useDetails } from './detail/use-details.js'
import { labelIdOf } from './diagram-boxes.js'
import { nodeHeight } from './layout/node-size.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import type { Editor } from './editor-store.js'
import { FailedRowsMark } from './failed-rows/failed-rows-mark.js'
import classes from './flow-node.module.css'
import { useFindingsOf, useIsDryStep, useStepOf, useTestFailureOf } from './node-facts.js'
import { groupColors, NodeIcon } from './node-icon.js'
import { portsOf } from './ports-of.js'
import { takenPorts } from './taken-ports.js'
import { StepProgress } from './step-progress.js'
import { NodeChangeMark } from './versions/node-change-mark.js'

// Boxes come and go by the dozen while the view moves: plain elements, texts looked up once, nothing of the component library.

/** One box of the canvas. It reads its node by id, so that a move or an edit elsewhere doesn't draw it again. */
export const FlowNodeBox = memo(function FlowNodeBox({ id, selected }: NodeProps) {
  const node = useEditor((state) => state.nodeById.get(id))
  const { catalogue } = useCanvasCatalogue()
  if (node === undefined) return null
  const descriptor = catalogue.get(node.type, node.version)
  return descriptor === null ? <UnknownNode node={node} isSelected={selected} /> : <KnownNode node={node} descriptor={descriptor} isSelected={selected} />
})

const isReadOnlyOf = (state: Editor) => state.isReadOnly

function KnownNode({ node, descriptor, isSelected }: { readonly node: DrawnNode; readonly descriptor: NodeDescriptor; readonly isSelected: boolean }) {
  const texts = useBoxTexts()
  const [isWhole, ask] = useDetails(3)
  const ports = useMemo(() => portsOf(node, descriptor), [node, descriptor])
  useMeasuredPorts(node.id, ports)
  const step = useStepOf(node.id)
  const isDry = useIsDryStep(node.id)
  const label = useSpokenLabel(node, descriptor)
  return (
    <div
      id={labelIdOf(node.id)}
      className={classes.box}
      data-selected={isSelected || undefined}
      data-disabled={node.disabled === true || undefined}
      data-status={step?.status}
      data-dry={isDry || undefined}
      data-testid={`node-${node.id}`}
      data-node-type={node.type}
      role="group"
      aria-label={label}
      data-plain={!isWhole || undefined}
      onPointerEnter={isWhole ? undefined : ask}
      style={{ minHeight: nodeHeight(Math.max(ports.inputs.length, ports.outputs.length)) }}
    >
      {isWhole ? <Ports node={node.id} side="input" ports={ports.inputs} /> : <PlainPorts side="input" ports={ports.inputs} />}
      <div className={classes.row} data-name={node.name}>
        {isWhole ? <GroupIcon descriptor={descriptor} /> : <span className={classes.icon} style={{ background: `var(--mantine-color-${groupColors[descriptor.group]}-light)` }} />}
        {isWhole && <NodeHeading node={node} descriptor={descriptor} />}
        <NodeState node={node} />
      </div>
      {node.disabled === true && <span className={classes.disabled}>{texts.disabled}</span>}
      {isWhole ? <Ports node={node.id} side="output" ports={ports.outputs} isAdding /> : <PlainPorts side="output" ports={ports.outputs} />}
      <DryMark node={node.id} />
      <FailedRowsMark step={step} />
      <StepProgress step={step} />
      <NodeChangeMark node={node.id} />
    </div>
  )
}

/** All that its box says, for who listens: name, type, how its step stands, what there is to mend. */
export function useSpokenLabel(node: DrawnNode, descriptor: NodeDescriptor): string {
  const texts = useBoxTexts()
  const step = useStepOf(node.id)
  const { count } = useFindingsOf(node.id)
  return [
    texts.label(node.name, descriptor.title[texts.locale]),
    ...(node.disabled === true ? [texts.disabled] : []),
    ...(step === undefined ? [] : [texts.status(step.status)]),
    ...(count === 0 ? [] : [texts.findings(count)]),
  ].join(', ')
}

/** The word for a step that only showed what it would do, on the edge of its box. */
export function DryMark({ node }: { readonly node: string }) {
  const texts = useBoxTexts()
  if (!useIsDryStep(node)) return null
  return (
    <span className={classes.dry} data-testid={`dry-${node}`}>
      {texts.dry}
    </span>
  )
}

/** The icon of a node type in the colour of its group. */
export function GroupIcon({ descriptor }: { readonly descriptor: NodeDescriptor }) {
  const color = groupColors[descriptor.group]
  return (
    <span className={classes.icon} style={{ background: `var(--mantine-color-${color}-light)`, color: `var(--mantine-color-${color}-light-color)` }}>
      <NodeIcon name={descriptor.icon} />
    </span>
  )
}

/** The name, which opens the panel, and what the node does with these parameters. */
export function NodeHeading({ node, descriptor }: { readonly node: DrawnNode; readonly descriptor: NodeDescriptor }) {
  const { locale } = useBoxTexts()
  const store = useEditorStore()
  const clause = useMemo(() => (locale === 'fr' ? frenchSpaces(nodeClause(descriptor, node.params, locale)) : nodeClause(descriptor, node.params, locale)), [descriptor, node.params, locale])
  return (
    <div className={classes.texts}>
      <button type="button" className={`${classes.name} nopan`} onClick={() => store.getState().openPanel(node.id)} title={node.name}>
        {node.name}
      </button>
      <div className={classes.clause} title={clause}>
        {clause}
      </div>
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
  const texts = useBoxTexts()
  const step = useStepOf(node.id)
  const { count, isError } = useFindingsOf(node.id)
  const failure = useTestFailureOf(node.id)
  if (node.pinned === undefined && count === 0 && step === undefined && failure === undefined) return null
  return (
    <div className={classes.state}>
      {node.pinned !== undefined && (
        <span role="img" aria-label={texts.pinned} title={texts.pinned} data-testid={`pinned-${node.id}`}>
          <IconPinned size={18} color="var(--mantine-primary-color-filled)" aria-hidden />
        </span>
      )}
      {count > 0 && (
        <span role="img" aria-label={texts.findings(count)} title={texts.findings(count)} data-testid={`findings-${node.id}`}>
          {isError ? <IconAlertCircle size={18} color="var(--status-red)" aria-hidden /> : <IconAlertTriangle size={18} color="var(--status-orange)" aria-hidden />}
        </span>
      )}
      {failure !== undefined && (
        <span role="img" aria-label={texts.testFails(failure)} title={texts.testFails(failure)} data-testid={`test-fails-${node.id}`}>
          <IconTestPipe size={18} color="var(--status-red)" aria-hidden />
        </span>
      )}
      {step !== undefined && (
        <span role="img" aria-label={texts.status(step.status)} title={texts.status(step.status)} data-testid={`status-${node.id}`} data-status={step.status}>
          <StatusIcon status={step.status} />
        </span>
      )}
    </div>
  )
}

interface PortsProps {
  readonly node: string
  readonly side: 'input' | 'output'
  readonly ports: readonly PortSpec[]
  /** Each port has a + for what comes after it. */
  readonly isAdding?: boolean
}

function Ports({ node, side, ports, isAdding = false }: PortsProps) {
  const { locale } = useBoxTexts()
  const lines = useEditor((state) => (side === 'output' ? takenPorts(state.document, node) : ''))
  const taken = lines.split(' ')
  return ports.map((port, index) => (
    <div key={port.id} className={classes.port} data-side={side} data-free={!taken.includes(port.id) || undefined} style={{ top: `${((index + 1) / (ports.length + 1)) * 100}%` }}>
      <Handle type={side === 'input' ? 'target' : 'source'} position={side === 'input' ? Position.Left : Position.Right} id={port.id} className={classes.handle} title={port.label[locale]} />
      {ports.length > 1 && <span className={classes.portLabel}>{port.label[locale]}</span>}
      {isAdding && <AddAfter node={node} port={port} shift={(index - (ports.length - 1) / 2) * spread} />}
    </div>
  ))
}

/** Where lines end, as React Flow measures it, until the box has its details. */
function PlainPorts({ side, ports }: Pick<PortsProps, 'side' | 'ports'>) {
  const [kind, place] = side === 'input' ? ['target', Position.Left] : ['source', Position.Right]
  return ports.map((port, index) => (
    <div key={port.id} className={classes.port} data-side={side} style={{ top: `${((index + 1) / (ports.length + 1)) * 100}%` }}>
      <div className={`react-flow__handle react-flow__handle-${place} ${kind} ${classes.handle}`} data-handleid={port.id} data-handlepos={place} />
    </div>
  ))
}

/** How much farther apart than their ports the + of a box stand. */
const spread = 14

interface AddAfterProps {
  readonly node: string
  readonly port: PortSpec
  /** Away from its port, so that the + of two ports can be hit apart when the canvas is seen from some way off. */
  readonly shift: number
}

function AddAfter({ node, port, shift }: AddAfterProps) {
  const texts = useBoxTexts()
  const store = useEditorStore()
  if (useEditor(isReadOnlyOf)) return null
  return (
    <button type="button" className={`${classes.add} nodrag nopan`} style={{ marginTop: shift }} aria-label={texts.addAfter(port.label[texts.locale])} data-testid={`add-after-${port.id}`} onClick={() => store.getState().startAdding({ kind: 'port', node, port: port.id })}>
      <IconPlus size={13} aria-hidden />
    </button>
  )
}

function UnknownNode({ node, isSelected }: { readonly node: DrawnNode; readonly isSelected: boolean }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  return (
    <div id={labelIdOf(node.id)} role="group" aria-label={`${node.name}, ${t('node.notInstalled', { type: node.type })}`} className={classes.box} data-unknown data-selected={isSelected || undefined} data-testid={`node-${node.id}`} style={{ minHeight: nodeHeight(1) }}>
      <Handle type="target" position={Position.Left} id="main" className={classes.handle} />
      <div className={classes.row}>
        <span className={classes.icon} style={{ background: 'var(--mantine-color-red-light)', color: 'var(--mantine-color-red-light-color)' }}>
          <NodeIcon name="puzzle-off" />
        </span>
        <div className={classes.texts}>
          <button type="button" className={`${classes.name} nopan`} onClick={() => store.getState().openPanel(node.id)} title={node.name}>
            {node.name}
          </button>
          <div className={classes.clause} title={t('node.unknown', { type: node.type, version: node.version })}>
            {t('node.notInstalled', { type: node.type })}
          </div>
        </div>
      </div>
      <Handle type="source" position={Position.Right} id="main" className={classes.handle} />
      <NodeChangeMark node={node.id} />
    </div>
  )
}
