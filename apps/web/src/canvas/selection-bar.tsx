'use client'

import { ActionIcon, Group, Menu, Paper, Text, Tooltip } from '@mantine/core'
import {
  IconAlignBoxLeftMiddle, IconBoxMultiple, IconCircleOff, IconCopyPlus, IconLayoutAlignBottom, IconLayoutAlignCenter, IconLayoutAlignLeft, IconLayoutAlignMiddle, IconLayoutAlignRight, IconLayoutAlignTop,
  IconLayoutDistributeHorizontal, IconLayoutDistributeVertical, IconReplace, IconTrash, type Icon,
} from '@tabler/icons-react'
import { Panel, useStore, type ReactFlowState } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { idsOf } from './box-ids.js'
import { alignCommands, distributeCommands, type CanvasCommand } from './canvas-keys.js'
import { useCommand } from './commands-context.js'

const moveIcons: { readonly [C in (typeof alignCommands)[number] | (typeof distributeCommands)[number]]: Icon } = {
  'align-left': IconLayoutAlignLeft, 'align-centre': IconLayoutAlignCenter, 'align-right': IconLayoutAlignRight,
  'align-top': IconLayoutAlignTop, 'align-middle': IconLayoutAlignMiddle, 'align-bottom': IconLayoutAlignBottom,
  'distribute-across': IconLayoutDistributeHorizontal, 'distribute-down': IconLayoutDistributeVertical,
}

const icon = { size: 18, 'aria-hidden': true } as const

/** One text, so that a move draws nothing anew. */
const chosenOf = ({ nodes }: ReactFlowState) => nodes.filter(({ selected }) => selected === true).map(({ id }) => id).join('\n')

/** What can be done with what is selected, above the diagram. */
export function SelectionBar() {
  const { t } = useTranslation('canvas')
  const command = useCommand()
  const chosen = useStore(chosenOf)
  const boxes = chosen === '' ? [] : chosen.split('\n')
  const nodes = idsOf('node', boxes)
  if (boxes.length === 0) return null
  return (
    <Panel position="top-center">
      <Paper withBorder shadow="sm" radius="md" p={4} role="toolbar" aria-label={t('selection.title')} data-testid="selection-bar">
        <Group gap={2} wrap="nowrap">
          <Text size="xs" c="dimmed" px={6} style={{ whiteSpace: 'nowrap' }}>
            {t('selection.count', { count: boxes.length })}
          </Text>
          {boxes.length > 1 && <Moves />}
          {nodes.length > 1 && <Act command="group" label={t('command.group')} icon={<IconBoxMultiple {...icon} />} onRun={command} />}
          {boxes.length === 1 && nodes.length === 1 && <Act command="replace" label={t('command.replace')} icon={<IconReplace {...icon} />} onRun={command} />}
          {nodes.length > 0 && <Act command="disable" label={t('command.disable')} icon={<IconCircleOff {...icon} />} onRun={command} />}
          <Act command="duplicate" label={t('command.duplicate')} icon={<IconCopyPlus {...icon} />} onRun={command} />
          <Act command="remove" label={t('command.remove')} icon={<IconTrash {...icon} />} onRun={command} />
        </Group>
      </Paper>
    </Panel>
  )
}

interface ActProps {
  readonly command: CanvasCommand
  readonly label: string
  readonly icon: React.ReactNode
  readonly onRun: (command: CanvasCommand) => void
}

function Act({ command, label, icon: shown, onRun }: ActProps) {
  return (
    <Tooltip label={label} openDelay={300}>
      <ActionIcon variant="subtle" color="gray" size={30} aria-label={label} data-testid={`selection-${command}`} onClick={() => onRun(command)}>
        {shown}
      </ActionIcon>
    </Tooltip>
  )
}

function Moves() {
  const { t } = useTranslation('canvas')
  const command = useCommand()
  const entry = (name: keyof typeof moveIcons) => {
    const MoveIcon = moveIcons[name]
    return (
      <Menu.Item key={name} leftSection={<MoveIcon size={17} aria-hidden />} data-testid={`selection-${name}`} onClick={() => command(name)}>
        {t(`command.${name}`)}
      </Menu.Item>
    )
  }
  return (
    <Menu position="bottom" width={240}>
      <Menu.Target>
        <Tooltip label={t('selection.align')} openDelay={300}>
          <ActionIcon variant="subtle" color="gray" size={30} aria-label={t('selection.align')} data-testid="selection-align">
            <IconAlignBoxLeftMiddle {...icon} />
          </ActionIcon>
        </Tooltip>
      </Menu.Target>
      <Menu.Dropdown>
        {alignCommands.map(entry)}
        <Menu.Divider />
        {distributeCommands.map(entry)}
      </Menu.Dropdown>
    </Menu>
  )
}
