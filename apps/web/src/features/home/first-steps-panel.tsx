'use client'

import { Anchor, CloseButton, Group, Text } from '@mantine/core'
import { useLocalStorage } from '@mantine/hooks'
import { IconCircle, IconCircleCheckFilled } from '@tabler/icons-react'
import Link from 'next/link'
import { useTranslation } from 'react-i18next'
import type { HomeView } from '@maillon/api-contract'
import { useApiQuery } from '../../api/use-api.js'
import { Panel } from '../../shell/panel.js'
import { firstStepsOf, type FirstStep } from './first-steps.js'
import classes from './first-steps.module.css'

const leadsTo: { readonly [S in FirstStep]: string } = { flow: '/gallery/', run: '/flows/', credential: '/credentials/', activate: '/flows/' }

/** The way to the first flow that works by itself; goes when it is done, or closed. */
export function FirstSteps({ home, flows }: { readonly home: HomeView; readonly flows: number }) {
  const { t } = useTranslation('home')
  const [isClosed, setIsClosed] = useLocalStorage({ key: 'maillon.first-steps-closed', defaultValue: false, getInitialValueInEffect: false })
  const credentials = useApiQuery('credentials', {}, { enabled: !isClosed }).data?.credentials
  if (isClosed || credentials === undefined) return null
  const steps = firstStepsOf({ flows, runs: home.recent.length, credentials: credentials.filter(({ isSample }) => isSample !== true).length, activeFlows: home.activeFlows })
  if (steps.every((step) => step.isDone)) return null
  return (
    <Panel title={t('steps.title')} actions={<CloseButton onClick={() => setIsClosed(true)} aria-label={t('steps.close')} />}>
      <ol className={classes.steps}>
        {steps.map(({ step, isDone }) => (
          <li key={step}>
            <Group gap="xs" wrap="nowrap" align="flex-start">
              {isDone ? <IconCircleCheckFilled size={20} color="var(--status-green)" aria-hidden /> : <IconCircle size={20} color="var(--status-gray)" stroke={1.6} aria-hidden />}
              <div>
                {isDone ? (
                  <Text size="sm" fw={500}>
                    {t(`steps.${step}`)} <span className={classes.done}>({t('steps.done')})</span>
                  </Text>
                ) : (
                  <Anchor component={Link} prefetch={false} href={leadsTo[step]} size="sm" fw={500}>
                    {t(`steps.${step}`)}
                  </Anchor>
                )}
                <Text size="xs" c="dimmed">
                  {t(`steps.${step}Why`)}
                </Text>
              </div>
            </Group>
          </li>
        ))}
      </ol>
    </Panel>
  )
}
