'use client'

import { ActionIcon, Button, Group, Indicator, Menu, TextInput, Tooltip } from '@mantine/core'
import {
  IconAlertCircle, IconArrowBackUp, IconArrowForwardUp, IconDotsVertical, IconDownload, IconHistory, IconKeyboard, IconLayoutDistributeHorizontal, IconList, IconNote, IconPlayerPlay, IconPlus, IconSearch, IconSettings, IconTestPipe, IconTextCaption, IconToggleRight,
} from '@tabler/icons-react'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import type { CanvasCommand } from './canvas-keys.js'
import { useMenuKeys } from '../shell/use-menu-keys.js'
import { useCanvasView } from './canvas-view.js'
import { useEditor, useEditorStore } from './editor-context.js'
import { PublishButton } from './publish/publish-button.js'
import type { Publishing } from './publish/use-publishing.js'
import { SaveMark } from './save-mark.js'
import { TryMenu } from './try-menu.js'
import classes from './toolbar.module.css'

export interface ToolbarProps {
  readonly detail: FlowDetail
  readonly isStarting: boolean
  readonly publishing: Publishing
  readonly command: (command: CanvasCommand) => void
  readonly onPanel: (panel: 'steps' | 'findings' | 'runs' | 'words' | 'versions' | 'tests' | 'settings') => void
  readonly onPublish: () => void
  readonly onDryRun: () => void
  readonly onActive: (active: boolean) => void
}

const icon = { size: 18, 'aria-hidden': true } as const

/** Above the canvas: the name, whether it is saved, and what is done most. */
export function Toolbar(props: ToolbarProps) {
  const { t } = useTranslation('canvas')
  const { detail, command, onPanel, onPublish, isStarting, publishing } = props
  const { checked } = useCanvasView()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const canUndo = useEditor((state) => state.past.length > 0)
  const canRedo = useEditor((state) => state.future.length > 0)
  const count = checked.diagnostics.length
  return (
    <Group className={classes.bar} justify="space-between" wrap="nowrap" gap="sm">
      <Group gap="xs" wrap="nowrap" justify="space-between" className={classes.naming}>
        <FlowName />
        <SaveMark />
      </Group>
      <Group gap={6} wrap="nowrap" className={classes.tools}>
        <Group gap={6} wrap="nowrap" visibleFrom="sm">
          <Tool label={t('toolbar.add')} onClick={() => command('add')} disabled={isReadOnly} testId="add-node">
            <IconPlus {...icon} />
          </Tool>
          <Tool label={t('toolbar.undo')} onClick={() => command('undo')} disabled={!canUndo} testId="undo">
            <IconArrowBackUp {...icon} />
          </Tool>
          <Tool label={t('toolbar.redo')} onClick={() => command('redo')} disabled={!canRedo} testId="redo">
            <IconArrowForwardUp {...icon} />
          </Tool>
          <Tool label={t('toolbar.tidy')} onClick={() => command('tidy')} disabled={isReadOnly} testId="tidy">
            <IconLayoutDistributeHorizontal {...icon} />
          </Tool>
        </Group>
        <Group hiddenFrom="sm">
          <Tool label={t('toolbar.steps')} onClick={() => onPanel('steps')} testId="phone-steps">
            <IconList {...icon} />
          </Tool>
        </Group>
        <Indicator disabled={count === 0} label={count} size={16} zIndex={1} color={checked.errors > 0 ? 'red' : 'orange'} offset={4}>
          <Tool label={t('toolbar.findings', { count })} onClick={() => onPanel('findings')} testId="open-findings">
            <IconAlertCircle {...icon} />
          </Tool>
        </Indicator>
        <Tool label={t('toolbar.runs')} onClick={() => onPanel('runs')} testId="open-runs">
          <IconHistory {...icon} />
        </Tool>
        <More {...props} />
        <Button variant="default" className={classes.action ?? ''} leftSection={<IconPlayerPlay {...icon} />} onClick={() => command('run')} loading={isStarting} disabled={isReadOnly || checked.errors > 0} data-testid="run-now" title={checked.errors > 0 ? t('toolbar.runBlocked', { count: checked.errors }) : undefined}>
          <span className={classes.word}>{t('toolbar.run')}</span>
        </Button>
        <TryMenu isBlocked={isReadOnly || isStarting || checked.errors > 0} />
        <PublishButton published={detail.published} changes={publishing.changes?.length ?? null} progress={publishing.progress} className={classes.action ?? ''} wordClass={classes.word ?? ''} onClick={onPublish} />
      </Group>
    </Group>
  )
}

function Tool({ label, onClick, disabled = false, testId, children }: { readonly label: string; readonly onClick: () => void; readonly disabled?: boolean; readonly testId: string; readonly children: React.ReactNode }) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon variant="default" size={36} aria-label={label} onClick={onClick} disabled={disabled} data-testid={testId}>
        {children}
      </ActionIcon>
    </Tooltip>
  )
}

function More({ detail, command, onPanel, onDryRun, onActive }: ToolbarProps) {
  const { t } = useTranslation('canvas')
  const { checked } = useCanvasView()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const isBlocked = isReadOnly || checked.errors > 0
  const { opened, onChange, onKeyDown, onDropdown } = useMenuKeys()
  return (
    <Menu position="bottom-end" width={280} opened={opened} onChange={onChange}>
      <Menu.Target>
        <ActionIcon variant="default" size={36} aria-label={t('toolbar.more')} onKeyDown={onKeyDown} data-testid="more">
          <IconDotsVertical {...icon} />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown ref={onDropdown}>
        <Menu.Item leftSection={<IconPlayerPlay {...icon} />} onClick={onDryRun} disabled={isBlocked} data-testid="dry-run">
          {t('toolbar.dryRun')}
        </Menu.Item>
        {detail.published !== null && (
          <Menu.Item leftSection={<IconToggleRight {...icon} />} onClick={() => onActive(!detail.active)} data-testid="switch">
            {t(detail.active ? 'toolbar.switchOff' : 'toolbar.switchOn')}
          </Menu.Item>
        )}
        <Menu.Divider />
        <Menu.Item leftSection={<IconNote {...icon} />} onClick={() => command('note')} disabled={isReadOnly} data-testid="add-note">
          {t('toolbar.note')}
        </Menu.Item>
        <Menu.Item leftSection={<IconSettings {...icon} />} onClick={() => onPanel('settings')} data-testid="open-settings">
          {t('toolbar.settings')}
        </Menu.Item>
        <Menu.Item leftSection={<IconList {...icon} />} onClick={() => onPanel('steps')} data-testid="open-steps">
          {t('toolbar.steps')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTextCaption {...icon} />} onClick={() => onPanel('words')} data-testid="open-words">
          {t('toolbar.words')}
        </Menu.Item>
        <Menu.Item leftSection={<IconHistory {...icon} />} onClick={() => onPanel('versions')} data-testid="open-versions">
          {t('toolbar.versions')}
        </Menu.Item>
        <Menu.Item leftSection={<IconTestPipe {...icon} />} onClick={() => onPanel('tests')} data-testid="open-tests">
          {t('toolbar.tests')}
        </Menu.Item>
        <Menu.Item leftSection={<IconDownload {...icon} />} component="a" href={`/api/flows/${encodeURIComponent(detail.id)}/export`} download>
          {t('toolbar.export')}
        </Menu.Item>
        <Menu.Divider />
        <Menu.Item leftSection={<IconSearch {...icon} />} onClick={() => command('find')}>
          {t('toolbar.find')}
        </Menu.Item>
        <Menu.Item leftSection={<IconKeyboard {...icon} />} onClick={() => command('help')}>
          {t('toolbar.shortcuts')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

function FlowName() {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const name = useEditor((state) => state.document.name)
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const next = typed?.trim() ?? ''
    if (next !== '' && next !== name) store.getState().apply({ op: 'change-flow', change: { name: next } })
    setTyped(null)
  }
  return (
    <TextInput
      variant="unstyled"
      value={typed ?? name}
      readOnly={isReadOnly}
      aria-label={t('toolbar.name')}
      data-testid="flow-name"
      maxLength={200}
      classNames={{ input: classes.name ?? '' }}
      style={{ fontSize: 'var(--mantine-font-size-lg)', fontWeight: 600, width: `${Math.min(Math.max(Math.ceil((typed ?? name).length * 0.88) + 2, 10), 36)}ch` }}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}
