'use client'

import { ActionIcon, Button, Group, NumberInput, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useQuery, useQueryClient } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { TurnsPage, TurnView } from '@maillon/api-contract'
import { api } from '../../api/api.js'
import { useErrorNotice } from '../../api/use-error-notice.js'
import { useFormats } from '../../i18n/use-formats.js'
import { StatusIcon } from '../../theme/status-badge.js'
import classes from './turn-picker.module.css'
import type { LoopTurns } from './use-loop-turns.js'

const pageSize = 200
const troubled: ReadonlySet<TurnView['status']> = new Set(['failed', 'warned', 'cancelled'])

/** Which turn of a loop is looked at: one after the other, by its number, or the next one with a problem. */
export function TurnPicker({ loop }: { readonly loop: LoopTurns }) {
  const { t } = useTranslation(['runs', 'common'])
  const formats = useFormats()
  const turns = useTurns(loop)
  const { turn, choose } = loop
  const { first } = turns
  // The first one with a problem is why somebody looks; else the first.
  const initial = first?.turns.find(({ status }) => troubled.has(status)) ?? first?.turns[0]
  useEffect(() => {
    if (turn === null && initial !== undefined) choose(initial)
  }, [turn, initial, choose])
  if (first === undefined || turn === null) return null
  const total = first.next === null ? first.turns.length : null
  const show = async (find: () => Promise<TurnView | null>) => {
    const found = await turns.looking(find)
    if (found !== null) choose(found)
  }
  return (
    <div role="group" aria-label={t('turns.label', { name: loop.name })} className={classes.picker} data-testid={`turns-${loop.node}`}>
      <ActionIcon variant="default" size={28} aria-label={t('turns.previous')} disabled={turn.index === 0} onClick={() => void show(() => turns.at(turn.index - 1))}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <NumberInput
        size="xs"
        w={72}
        hideControls
        min={1}
        {...(total === null ? {} : { max: total })}
        aria-label={t('turns.number')}
        value={turn.index + 1}
        onChange={(value) => {
          if (typeof value === 'number' && value >= 1 && value !== turn.index + 1) void show(() => turns.at(value - 1))
        }}
      />
      <ActionIcon variant="default" size={28} aria-label={t('turns.next')} disabled={total !== null && turn.index >= total - 1} onClick={() => void show(() => turns.at(turn.index + 1))} data-testid="next-turn">
        <IconChevronRight size={16} />
      </ActionIcon>
      <Group gap={6} wrap="nowrap" miw={0}>
        <StatusIcon status={turn.status} />
        <Text size="xs" c="dimmed" className="figures">
          {t(`common:status.${turn.status}`)}
          {total !== null && ` · ${t('turns.of', { count: total, number: formats.number(total) })}`}
        </Text>
      </Group>
      {turns.hasTrouble && (
        <Button size="compact-xs" variant="default" loading={turns.isLooking} onClick={() => void show(() => turns.nextTrouble(turn.index))} data-testid="next-troubled-turn">
          {t('turns.trouble')}
        </Button>
      )}
    </div>
  )
}

function useTurns({ runId, node, isOver }: LoopTurns) {
  const client = useQueryClient()
  const showError = useErrorNotice()
  const [isLooking, setIsLooking] = useState(false)
  const options = (after: number) => ({
    queryKey: ['turns', { params: { id: runId, node }, query: { after, limit: pageSize } }],
    queryFn: () => api.call('turns', { params: { id: runId, node }, query: { after, limit: pageSize } }),
    staleTime: isOver ? Infinity : 2_000,
  })
  const { data } = useQuery<TurnsPage>({ ...options(-1), refetchInterval: isOver ? false : 3_000 })
  const page = (after: number) => client.fetchQuery<TurnsPage>(options(after))
  return {
    first: data === undefined || data.turns.length === 0 ? undefined : data,
    hasTrouble: data !== undefined && (data.next !== null || data.turns.some(({ status }) => troubled.has(status))),
    isLooking,
    /** Null: there is no such turn (yet). */
    at: async (index: number) => (await page(Math.floor(index / pageSize) * pageSize - 1)).turns.find((turn) => turn.index === index) ?? null,
    /** The next one that didn't simply succeed; behind the last one it begins anew. */
    nextTrouble: async (index: number): Promise<TurnView | null> => {
      let before: TurnView | null = null
      for (let after = -1; ; ) {
        const { turns, next } = await page(after)
        const found = turns.filter(({ status }) => troubled.has(status))
        const later = found.find((turn) => turn.index > index)
        if (later !== undefined) return later
        before ??= found[0] ?? null
        if (next === null) return before
        after = next
      }
    },
    looking: async (find: () => Promise<TurnView | null>) => {
      setIsLooking(true)
      try {
        return await find()
      } catch (error) {
        showError(error)
        return null
      } finally {
        setIsLooking(false)
      }
    },
  }
}
