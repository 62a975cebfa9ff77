'use client'

import { ActionIcon, Group, Slider, Text } from '@mantine/core'
import { IconChevronLeft, IconChevronRight } from '@tabler/icons-react'
import { useReactFlow } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { isTerminalRun } from '@maillon/plan'
import { TurnPicker } from '../../features/runs/turn-picker.js'
import { useCanvasView } from '../canvas-view.js'
import { fitBoxes } from '../fit-boxes.js'
import classes from './replay-bar.module.css'

/** Beneath the state of a run: step after step through what happened, and which turn of each loop is shown. Nothing where there is nothing to choose. */
export function ReplayBar() {
  const { t } = useTranslation('canvas')
  const { run, replay } = useCanvasView()
  if (run === null) return null
  const hasSteps = isTerminalRun(run.run.status) && replay.steps.length > 1
  if (!hasSteps && replay.loops.length === 0) return null
  return (
    <Group gap="xl" className={classes.bar}>
      {hasSteps && <StepSlider />}
      {replay.loops.map((loop) => (
        <Group key={loop.node} gap="xs">
          <Text size="xs" c="dimmed">
            {t('replay.loop', { name: loop.name })}
          </Text>
          <TurnPicker loop={loop} />
        </Group>
      ))}
    </Group>
  )
}

function StepSlider() {
  const { t } = useTranslation('canvas')
  const flow = useReactFlow()
  const { replay } = useCanvasView()
  const { steps, position } = replay
  const count = steps.length
  const at = position ?? count
  const nameAt = (index: number): string => {
    const shown = steps[index - 1]
    return shown === undefined ? t('replay.before') : (shown.detail.document.nodes.find(({ id }) => id === shown.step.node)?.name ?? shown.step.node)
  }
  const show = (next: number) => {
    replay.setPosition(next >= count ? null : next)
    const node = steps[next - 1]?.step.node
    if (node !== undefined) fitBoxes(flow, [node], { minZoom: flow.getZoom(), maxZoom: flow.getZoom(), duration: 200 })
  }
  return (
    <div className={classes.steps} data-testid="replay">
      <ActionIcon variant="default" size={26} aria-label={t('replay.back')} disabled={at <= 0} onClick={() => show(at - 1)}>
        <IconChevronLeft size={16} />
      </ActionIcon>
      <Slider className={classes.slider ?? ''} min={0} max={count} step={1} value={at} onChange={show} label={null} thumbLabel={t('replay.label')} thumbProps={{ 'aria-valuetext': t('replay.at', { number: at, count, name: nameAt(at) }) }} />
      <ActionIcon variant="default" size={26} aria-label={t('replay.forward')} disabled={at >= count} onClick={() => show(at + 1)} data-testid="replay-forward">
        <IconChevronRight size={16} />
      </ActionIcon>
      <Text size="xs" className="figures" data-testid="replay-at">
        {position === null ? t('replay.end', { count }) : t('replay.at', { number: at, count, name: nameAt(at) })}
      </Text>
    </div>
  )
}
