'use client'

import { ScrollArea, Text, TextInput, ThemeIcon, UnstyledButton, VisuallyHidden } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { nodeGroups, type NodeDescriptor } from '@maillon/node-contract'
import { useLocale } from '../i18n/locale-provider.js'
import { groupColors, NodeIcon } from './node-icon.js'
import classes from './palette.module.css'
import { searchNodes } from './search-nodes.js'

/** What a drag from the palette carries: the node type. */
export const nodeTypeFormat = 'application/x-maillon-node'

export interface PaletteProps {
  readonly descriptors: readonly NodeDescriptor[]
  readonly onPick: (descriptor: NodeDescriptor) => void
  /** Only what can follow another node. */
  readonly withoutTriggers?: boolean
  /** Shown before all others while nothing is typed. Default: none. */
  readonly proposed?: readonly NodeDescriptor[]
  readonly autoFocus?: boolean
  /** Names alone; what each does comes as a tip. */
  readonly isCompact?: boolean
}

/** All node types, found by words of both languages; click or Enter adds, a drag puts it where it is let go. */
export function Palette({ descriptors, onPick, withoutTriggers = false, proposed = [], autoFocus = false, isCompact = false }: PaletteProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const [typed, setTyped] = useState('')
  const [active, setActive] = useState(0)
  const found = useMemo(() => {
    // A placeholder is what an import leaves behind: nobody begins with one.
    const offered = descriptors.filter(({ trigger, construct }) => construct !== 'placeholder' && !(withoutTriggers && trigger !== undefined))
    return searchNodes(offered, typed, locale)
  }, [descriptors, withoutTriggers, typed, locale])
  const isSearching = typed.trim() !== ''
  // Nothing typed: Enter chooses nothing, since nothing is marked.
  const chosen = isSearching ? found[active] : undefined
  const groups = isSearching ? [{ group: null, members: found }] : nodeGroups.map((group) => ({ group, members: found.filter((descriptor) => descriptor.group === group) })).filter(({ members }) => members.length > 0)

  const move = (step: number) => setActive((index) => Math.min(Math.max(index + step, 0), found.length - 1))
  return (
    <div className={classes.palette}>
      <TextInput
        placeholder={t('palette.search')}
        aria-label={t('palette.search')}
        leftSection={<IconSearch size={16} aria-hidden />}
        value={typed}
        data-autofocus={autoFocus || undefined}
        data-testid="palette-search"
        onChange={(event) => {
          setTyped(event.currentTarget.value)
          setActive(0)
        }}
        onKeyDown={(event) => {
          if (event.key === 'ArrowDown') move(1)
          else if (event.key === 'ArrowUp') move(-1)
          else if (event.key === 'Enter') {
            if (chosen !== undefined) onPick(chosen)
          } else return
          event.preventDefault()
        }}
      />
      <VisuallyHidden role="status">{isSearching && chosen !== undefined && t('palette.enter', { count: found.length, title: chosen.title[locale] })}</VisuallyHidden>
      <ScrollArea className={classes.list} type="auto" offsetScrollbars>
        {found.length === 0 && (
          <Text size="sm" c="dimmed" p="sm">
            {t('palette.none', { typed })}
          </Text>
        )}
        {!isSearching && proposed.length > 0 && (
          <div role="group" aria-label={t('palette.proposed')} data-testid="palette-proposed">
            <h2 className={classes.heading}>{t('palette.proposed')}</h2>
            <ul className={classes.entries}>
              {proposed.map((descriptor) => (
                <li key={descriptor.type}>
                  <PaletteEntry descriptor={descriptor} isActive={false} isCompact={isCompact} testId={`proposed-${descriptor.type}`} onPick={onPick} />
                </li>
              ))}
            </ul>
          </div>
        )}
        {groups.map(({ group, members }) => (
          <div role="group" key={group ?? 'found'} aria-label={group === null ? t('palette.found') : t(`group.${group}`)}>
            {group !== null && <h2 className={classes.heading}>{t(`group.${group}`)}</h2>}
            <ul className={classes.entries}>
              {members.map((descriptor) => (
                <li key={descriptor.type}>
                  <PaletteEntry descriptor={descriptor} isActive={descriptor === chosen} isCompact={isCompact} testId={`palette-${descriptor.type}`} onPick={onPick} />
                </li>
              ))}
            </ul>
          </div>
        ))}
      </ScrollArea>
    </div>
  )
}

interface PaletteEntryProps extends Required<Pick<PaletteProps, 'onPick' | 'isCompact'>> {
  readonly descriptor: NodeDescriptor
  readonly isActive: boolean
  readonly testId: string
}

function PaletteEntry({ descriptor, isActive, isCompact, testId, onPick }: PaletteEntryProps) {
  const { locale } = useLocale()
  return (
    <UnstyledButton
      className={classes.entry}
      title={isCompact ? descriptor.description[locale] : undefined}
      data-active={isActive || undefined}
      data-testid={testId}
      draggable
      onDragStart={(event) => {
        event.dataTransfer.setData(nodeTypeFormat, descriptor.type)
        event.dataTransfer.effectAllowed = 'copy'
      }}
      onClick={() => onPick(descriptor)}
    >
      <ThemeIcon variant="light" color={groupColors[descriptor.group]} size={isCompact ? 26 : 30} radius="md">
        <NodeIcon name={descriptor.icon} size={isCompact ? 16 : 17} />
      </ThemeIcon>
      <span className={classes.texts}>
        <span className={classes.title}>{descriptor.title[locale]}</span>
        {!isCompact && <span className={classes.about}>{descriptor.description[locale]}</span>}
      </span>
    </UnstyledButton>
  )
}
