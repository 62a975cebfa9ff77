'use client'

import { ActionIcon, Group, Menu, Modal, Stack, Text, UnstyledButton } from '@mantine/core'
import { IconArrowRight, IconDotsVertical, IconFocus2, IconPlus, IconTrash, IconUnlink } from '@tabler/icons-react'
import { useReactFlow } from '@xyflow/react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { endpoint, inRunningOrder, parseEndpoint, type FlowDocument, type FlowEdge, type FlowNode } from '@maillon/flow-document'
import { inputPorts, type PortSpec } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { useMenuKeys } from '../shell/use-menu-keys.js'
import { useReturningFocus } from '../shell/use-returning-focus.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { portsOf } from './ports-of.js'
import { goToBox } from './go-to-box.js'
import { mayConnect } from './may-connect.js'
import { NodeState } from './flow-node.js'
import classes from './steps-panel.module.css'

/** Where a line shall begin. */
interface Begin {
  readonly node: FlowNode
  readonly port: string
}

/** The flow as a list in running order: everything that can be drawn with the mouse can be done here, by keyboard and screen reader. */
export function StepsPanel({ onClose }: { readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const document = useEditor((state) => state.document)
  const [begin, setBegin] = useState<Begin | null>(null)
  const nodes = useMemo(() => inRunningOrder(document), [document])
  if (nodes.length === 0) return <Text c="dimmed">{t('steps.none')}</Text>
  return (
    <>
      <ol className={classes.list} data-testid="steps-list">
        {nodes.map((node) => (
          <li key={node.id}>
            <StepLine node={node} document={document} onClose={onClose} onConnect={setBegin} />
          </li>
        ))}
      </ol>
      {begin !== null && <ConnectDialog begin={begin} onClose={() => setBegin(null)} />}
    </>
  )
}

interface StepLineProps {
  readonly node: FlowNode
  readonly document: FlowDocument
  readonly onClose: () => void
  readonly onConnect: (begin: Begin) => void
}

function StepLine({ node, document, onClose, onConnect }: StepLineProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const { catalogue } = useCanvasCatalogue()
  const nameOf = (id: string) => document.nodes.find((one) => one.id === id)?.name ?? id
  const before = [...new Set(document.edges.filter(({ to }) => parseEndpoint(to)?.node === node.id).map(({ from }) => nameOf(parseEndpoint(from)?.node ?? '')))]
  const facts = [
    catalogue.get(node.type, node.version)?.title[locale] ?? node.type,
    before.length === 0 ? t('steps.first') : t('steps.after', { names: new Intl.ListFormat(locale).format(before.map((name) => (locale === 'fr' ? `«\u00a0${name}\u00a0»` : `“${name}”`))) }),
    ...(node.parent === undefined ? [] : [t('steps.inside', { name: nameOf(node.parent) })]),
    ...(node.disabled === true ? [t('node.disabled')] : []),
  ]
  return (
    <Group wrap="nowrap" gap="xs" className={classes.line} data-testid={`step-${node.id}`}>
      <UnstyledButton
        className={classes.open}
        onClick={() => {
          onClose()
          store.getState().openPanel(node.id)
        }}
      >
        <span className={classes.name}>{node.name}</span>
        <span className={classes.about}>{facts.join(' · ')}</span>
      </UnstyledButton>
      <NodeState node={node} />
      <StepMenu node={node} onClose={onClose} onConnect={onConnect} />
    </Group>
  )
}

function StepMenu({ node, onClose, onConnect }: Omit<StepLineProps, 'document'>) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const flow = useReactFlow()
  const { catalogue } = useCanvasCatalogue()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const document = useEditor((state) => state.document)
  const { opened, onChange, onKeyDown, onDropdown } = useMenuKeys()
  const descriptor = catalogue.get(node.type, node.version)
  const outputs: readonly PortSpec[] = descriptor === null ? [] : portsOf(node, descriptor).outputs
  const lines = document.edges.filter(({ from }) => parseEndpoint(from)?.node === node.id)
  const label = (edge: FlowEdge) => document.nodes.find(({ id }) => id === parseEndpoint(edge.to)?.node)?.name ?? edge.to
  return (
    // Inside the drawer: its focus trap would take the focus out of a menu that stands elsewhere.
    <Menu position="bottom-end" width={300} withinPortal={false} withInitialFocusPlaceholder={false} opened={opened} onChange={onChange}>
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('steps.more', { name: node.name })} data-testid={`step-menu-${node.id}`} onKeyDown={onKeyDown}>
          <IconDotsVertical size={17} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown ref={onDropdown}>
        <Menu.Item
          leftSection={<IconFocus2 size={16} aria-hidden />}
          onClick={() => {
            onClose()
            goToBox(flow, node.id)
          }}
        >
          {t('steps.show')}
        </Menu.Item>
        {!isReadOnly && (
          <>
            {outputs.map((port) => (
              <Menu.Item
                key={port.id}
                leftSection={<IconPlus size={16} aria-hidden />}
                data-testid={`step-add-${port.id}`}
                onClick={() => {
                  onClose()
                  store.getState().startAdding({ kind: 'port', node: node.id, port: port.id })
                }}
              >
                {t('steps.addAfter', { port: port.label[locale] })}
              </Menu.Item>
            ))}
            {outputs.map((port) => (
              <Menu.Item key={`to-${port.id}`} leftSection={<IconArrowRight size={16} aria-hidden />} data-testid={`step-connect-${port.id}`} onClick={() => onConnect({ node, port: port.id })}>
                {t('steps.connectTo', { port: port.label[locale] })}
              </Menu.Item>
            ))}
            {lines.map((edge) => (
              <Menu.Item key={edge.from + edge.to} leftSection={<IconUnlink size={16} aria-hidden />} onClick={() => store.getState().apply({ op: 'remove-edge', edge })}>
                {t('steps.disconnect', { name: label(edge) })}
              </Menu.Item>
            ))}
            <Menu.Item leftSection={<IconTrash size={16} aria-hidden />} onClick={() => store.getState().apply({ op: 'remove-node', id: node.id })}>
              {t('steps.remove')}
            </Menu.Item>
          </>
        )}
      </Menu.Dropdown>
    </Menu>
  )
}

/** Every input that a line from here may end at. */
function ConnectDialog({ begin: { node, port }, onClose }: { readonly begin: Begin; readonly onClose: () => void }) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  useReturningFocus()
  const store = useEditorStore()
  const { catalogue } = useCanvasCatalogue()
  const document = useEditor((state) => state.document)
  const from = endpoint(node.id, port)
  const ends = document.nodes.flatMap((other) => {
    const descriptor = catalogue.get(other.type, other.version)
    if (descriptor === null || !mayConnect(document, { from: { node: node.id, port }, to: other.id, catalogue })) return []
    const ports = inputPorts(descriptor, other.params)
    return ports
      .map((input) => ({ to: endpoint(other.id, input.id), name: other.name, about: ports.length > 1 ? input.label[locale] : descriptor.title[locale] }))
      .filter(({ to }) => !document.edges.some((edge) => edge.from === from && edge.to === to))
  })
  return (
    <Modal opened onClose={onClose} title={t('steps.connectTitle', { name: node.name })}>
      {ends.length === 0 && <Text c="dimmed">{t('steps.connectNone')}</Text>}
      <Stack gap={2}>
        {ends.map(({ to, name, about }) => (
          <UnstyledButton
            key={to}
            className={classes.end}
            data-testid={`connect-${to}`}
            onClick={() => {
              store.getState().apply({ op: 'add-edge', edge: { from, to } })
              onClose()
            }}
          >
            <span className={classes.name}>{name}</span>
            <span className={classes.about}>{about}</span>
          </UnstyledButton>
        ))}
      </Stack>
    </Modal>
  )
}
