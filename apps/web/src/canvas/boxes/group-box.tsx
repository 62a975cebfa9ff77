'use client'

import { ActionIcon, Text, TextInput, Tooltip } from '@mantine/core'
import { IconBoxMultiple, IconFold, IconFoldDown } from '@tabler/icons-react'
import { Handle, Position, type NodeProps } from '@xyflow/react'
import { memo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowGroup } from '@maillon/flow-document'
import { thingOf } from '../box-ids.js'
import { useEditor, useEditorStore } from '../editor-context.js'
import classes from './group-box.module.css'

/** A frame around nodes, with its name; dragging it takes them along. */
export const GroupBox = memo(function GroupBox({ id, selected }: NodeProps) {
  const group = useGroup(id)
  return group === undefined ? null : (
    <section className={classes.frame} data-selected={selected || undefined} aria-label={group.name} data-testid={`group-${group.id}`}>
      <header className={classes.header}>
        <GroupName group={group} />
        <Fold group={group} />
      </header>
    </section>
  )
})

/** A group as one box: lines from and to its nodes end here. */
export const FoldedGroupBox = memo(function FoldedGroupBox({ id, selected }: NodeProps) {
  const { t } = useTranslation('canvas')
  const group = useGroup(id)
  if (group === undefined) return null
  return (
    <section className={classes.folded} data-selected={selected || undefined} aria-label={group.name} data-testid={`group-${group.id}`}>
      <Handle type="target" position={Position.Left} id="in" isConnectable={false} className={classes.handle} />
      <IconBoxMultiple size={20} stroke={1.7} aria-hidden />
      <div className={classes.texts}>
        <Text size="sm" fw={600} truncate>
          {group.name}
        </Text>
        <Text size="xs" c="dimmed">
          {t('frame.count', { count: group.nodes.length })}
        </Text>
      </div>
      <Fold group={group} />
      <Handle type="source" position={Position.Right} id="out" isConnectable={false} className={classes.handle} />
    </section>
  )
})

function useGroup(box: string): FlowGroup | undefined {
  const { id } = thingOf(box)
  return useEditor((state) => state.document.groups?.find((group) => group.id === id))
}

function GroupName({ group }: { readonly group: FlowGroup }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const [typed, setTyped] = useState<string | null>(null)
  const keep = () => {
    const name = typed?.trim() ?? ''
    if (name !== '' && name !== group.name) store.getState().apply({ op: 'change-group', id: group.id, change: { name } })
    setTyped(null)
  }
  return (
    <TextInput
      variant="unstyled"
      size="xs"
      className={`${classes.name} nodrag nopan`}
      classNames={{ input: classes.nameInput ?? '' }}
      value={typed ?? group.name}
      readOnly={isReadOnly}
      maxLength={200}
      aria-label={t('frame.name')}
      data-testid={`group-name-${group.id}`}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={keep}
      onKeyDown={(event) => event.key === 'Enter' && event.currentTarget.blur()}
    />
  )
}

function Fold({ group }: { readonly group: FlowGroup }) {
  const { t } = useTranslation('canvas')
  const store = useEditorStore()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const isFolded = group.folded === true
  const label = t(isFolded ? 'frame.unfold' : 'frame.fold')
  if (isReadOnly) return null
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon variant="subtle" color="gray" size={24} className="nodrag nopan" aria-label={label} aria-expanded={!isFolded} data-testid={`fold-${group.id}`} onClick={() => store.getState().apply({ op: 'change-group', id: group.id, change: { folded: isFolded ? null : true } })}>
        {isFolded ? <IconFoldDown size={16} aria-hidden /> : <IconFold size={16} aria-hidden />}
      </ActionIcon>
    </Tooltip>
  )
}
