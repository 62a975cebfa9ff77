'use client'

import { Title } from '@mantine/core'
import { useReactFlow } from '@xyflow/react'
import { useTranslation } from 'react-i18next'
import { goToBox } from '../go-to-box.js'
import { ChangeSentences } from './change-sentences.js'
import classes from './changes.module.css'
import type { ShownComparison } from './use-comparison.js'

/** Beside the canvas: what the two versions shown on it differ in. Nothing where there aren't two. */
export function ChangesAside({ shown }: { readonly shown: ShownComparison | null }) {
  const { t } = useTranslation('versions')
  const flow = useReactFlow()
  if (shown === null || shown.asked.older === null) return null
  return (
    <aside className={classes.aside} aria-label={t('whatChanged')}>
      <Title order={2} size="h4" mb="sm">
        {t('whatChanged')}
      </Title>
      <ChangeSentences changes={shown.comparison.changes} onGo={(node) => goToBox(flow, node)} />
    </aside>
  )
}
