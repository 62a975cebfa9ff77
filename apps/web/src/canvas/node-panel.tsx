'use client'

import { ActionIcon, Button, CloseButton, Drawer, Tabs, Text, TextInput, ThemeIcon, Tooltip } from '@mantine/core'
import { IconEye, IconPlayerPlay } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowNode } from '@maillon/flow-document'
import type { JsonObject } from '@maillon/kernel'
import type { NodeDescriptor } from '@maillon/node-contract'
import { diagnosticSentence } from '@maillon/messages'
import { useLocale } from '../i18n/locale-provider.js'
import { SchemaForm } from '../schema-form/schema-form.js'
import { isNowhere } from '../shell/use-returning-focus.js'
import { useCanvasView } from './canvas-view.js'
import { CredentialSlots } from './credential-slots.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { FieldBrowser } from './field-browser.js'
import { Findings } from './findings.js'
import { focusBox } from './go-to-box.js'
import { isCallTrigger } from './next-call/is-call-trigger.js'
import { TriggerAddress, TryNextCall } from './next-call/trigger-address.js'
import { groupColors, NodeIcon } from './node-icon.js'
import { NodeOptions } from './node-options.js'
import classes from './node-panel.module.css'
import { edgesAfterRename, withPortIds } from './port-ids.js'
import { NodeResult } from './node-result.js'
import { PlaceholderPanel } from './placeholder-panel.js'
import { useTry } from './try-context.js'
import { UnknownNodePanel } from './unknown-node-panel.js'
import { useFormContext } from './use-form-context.js'

/** The open node: what comes in, its parameters, what it gave. */
export function NodePanel() {
  const store = useEditorStore()
  const node = useEditor((state) => (state.openNode === null ? undefined : state.nodeById.get(state.openNode)))
  const { catalogue } = useCanvasView()
  const descriptor = node === undefined ? null : catalogue.catalogue.get(node.type, node.version)
  const close = () => store.getState().openPanel(null)
  const last = useRef('')
  useEffect(() => {
    if (node !== undefined) last.current = node.id
  }, [node])
  return (
    <Drawer opened={node !== undefined} onClose={() => hasDialogAbove() || close()} onExitTransitionEnd={() => goOnAtBox(last.current)} position="right" size="min(max(1280px, 84vw), 100vw - 16px)" withCloseButton={false} padding={0} attributes={{ content: { 'aria-label': node?.name } }} classNames={{ body: classes.body ?? '' }} overlayProps={{ backgroundOpacity: 0.25 }}>
      {node !== undefined && <PanelOf key={node.id} node={node} descriptor={descriptor} onClose={close} />}
    </Drawer>
  )
}

/** A panel that came by the choice of a step has nothing to give the focus back to: it goes to the box, so that the keyboard goes on there. */
function goOnAtBox(node: string): void {
  if (isNowhere(document.activeElement)) focusBox(node)
}

/** Escape reaches every dialog that is open: one that stands over the panel (a new credential, …) closes alone. */
function hasDialogAbove(): boolean {
  return document.querySelectorAll('[role="dialog"][aria-modal="true"]').length > 1
}

function PanelOf({ node, descriptor, onClose }: Omit<OpenNodeProps, 'descriptor'> & { readonly descriptor: NodeDescriptor | null }) {
  if (descriptor === null) return <UnknownNodePanel node={node} onClose={onClose} />
  if (descriptor.construct === 'placeholder') return <PlaceholderPanel node={node} onClose={onClose} />
  return <OpenNode node={node} descriptor={descriptor} onClose={onClose} />
}

interface OpenNodeProps {
  readonly node: FlowNode
  readonly descriptor: NodeDescriptor
  readonly onClose: () => void
}

function OpenNode({ node, descriptor, onClose }: OpenNodeProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const { checked } = useCanvasView()
  const worksByItem = (node.mode ?? descriptor.modes[0]) === 'each'
  const context = useFormContext(node, descriptor, worksByItem)
  const findings = checked.byNode.get(node.id) ?? []
  const problems = findings.flatMap((finding) => (finding.path === undefined ? [] : [{ path: finding.path, message: diagnosticSentence(finding, locale), severity: finding.severity }]))
  const change = (part: Parameters<typeof changeNode>[1]) => store.getState().apply(changeNode(node.id, part))
  const changeParams = (given: JsonObject) => {
    const params = withPortIds(descriptor, given)
    const follow = edgesAfterRename(store.getState().document, { id: node.id, descriptor }, { before: node.params, after: params })
    if (follow.length === 0) change({ params })
    else store.getState().apply({ op: 'batch', operations: [changeNode(node.id, { params }), ...follow] })
  }
  return (
    <section className={classes.panel} aria-label={node.name} data-testid="node-panel">
      <Header node={node} descriptor={descriptor} onRename={(name) => change({ name })} onClose={onClose} />
      <div className={classes.columns} data-without-input={descriptor.trigger !== undefined || undefined}>
        {descriptor.trigger === undefined && (
          <aside className={classes.column} aria-label={t('panel.incoming')}>
            <h2 className={classes.title}>{t('panel.incoming')}</h2>
            <Text size="xs" c="dimmed" mb="sm">
              {t('panel.incomingHint')}
            </Text>
            <FieldBrowser node={node} worksByItem={worksByItem} onInsert={context.insert} />
          </aside>
        )}
        <div className={classes.column} data-part="form">
          <Tabs defaultValue="params" keepMounted={false} className={classes.tabs}>
            <Tabs.List mb="md">
              <Tabs.Tab value="params">{t('panel.params')}</Tabs.Tab>
              <Tabs.Tab value="options" data-testid="tab-options">{t('panel.options')}</Tabs.Tab>
            </Tabs.List>
            <Tabs.Panel value="params" className={classes.form}>
              <Findings findings={findings.filter(({ code, path, severity }) => path === undefined && !(severity === 'error' && code.startsWith('NODE_CREDENTIAL')))} />
              <CredentialSlots node={node} descriptor={descriptor} />
              <TriggerAddress node={node} descriptor={descriptor} />
              <SchemaForm schema={descriptor.params} value={node.params} onChange={changeParams} problems={problems} context={context.form} isReadOnly={isReadOnly} />
            </Tabs.Panel>
            <Tabs.Panel value="options" className={classes.form}>
              <NodeOptions node={node} descriptor={descriptor} onChange={change} isReadOnly={isReadOnly} />
            </Tabs.Panel>
          </Tabs>
        </div>
        <aside className={classes.column} aria-label={t('panel.result')}>
          <NodeResult node={node} />
        </aside>
      </div>
    </section>
  )
}

function changeNode(id: string, change: Parameters<React.ComponentProps<typeof NodeOptions>['onChange']>[0]) {
  return { op: 'change-node', id, change } as const
}

function Header({ node, descriptor, onRename, onClose }: OpenNodeProps & { readonly onRename: (name: string) => void }) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const [name, setName] = useState(node.name)
  const keep = (typed: string) => {
    setName(typed)
    const next = typed.trim()
    if (next !== '' && next !== node.name) onRename(next)
  }
  return (
    <header className={classes.header}>
      <ThemeIcon variant="light" color={groupColors[descriptor.group]} size={38} radius="md">
        <NodeIcon name={descriptor.icon} />
      </ThemeIcon>
      <div className={classes.naming}>
        <TextInput
          variant="unstyled"
          value={name}
          readOnly={isReadOnly}
          aria-label={t('panel.name')}
          data-testid="node-name"
          maxLength={200}
          classNames={{ input: classes.nameInput ?? '' }}
          // Kept at each letter, as in every field: Escape closes the panel without leaving this one first.
          onChange={(event) => keep(event.currentTarget.value)}
          onBlur={() => setName(node.name)}
          onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
        />
        <Text size="xs" c="dimmed">
          {descriptor.title[locale]}
          <span className={classes.about}> · {descriptor.description[locale]}</span>
        </Text>
      </div>
      {!isReadOnly && descriptor.trigger === undefined && <TryUpTo node={node.id} />}
      {!isReadOnly && isCallTrigger(descriptor.trigger) && <TryNextCall onBegin={onClose} />}
      <CloseButton onClick={onClose} aria-label={t('panel.close')} size="lg" data-testid="close-panel" />
    </header>
  )
}

/** Runs the draft up to this step; its result comes to stand at the right. */
function TryUpTo({ node }: { readonly node: string }) {
  const { t } = useTranslation('canvas')
  const tryIt = useTry()
  return (
    <>
    <Tooltip label={t('try.upToDry')} openDelay={300}>
      <ActionIcon variant="default" size={30} aria-label={t('try.upToDry')} onClick={() => tryIt({ upTo: node, isDryRun: true })} data-testid="try-up-to-dry">
        <IconEye size={17} color="var(--status-blue)" aria-hidden />
      </ActionIcon>
    </Tooltip>
    <Tooltip label={t('try.upToAbout')} openDelay={300}>
      <Button variant="default" size="compact-md" leftSection={<IconPlayerPlay size={16} aria-hidden />} onClick={() => tryIt({ upTo: node })} data-testid="try-up-to">
        {t('try.upTo')}
      </Button>
    </Tooltip>
    </>
  )
}
