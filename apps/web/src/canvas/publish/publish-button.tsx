'use client'

import { Button, Loader, Tooltip } from '@mantine/core'
import { IconAlertCircle, IconCheck, IconRocket } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { FlowDetail } from '@maillon/api-contract'
import { useFormats } from '../../i18n/use-formats.js'
import { useCanvasView } from '../canvas-view.js'
import { useEditor } from '../editor-context.js'
import { publishStateOf, type PublishProgress, type PublishState } from './publish-state.js'

export interface PublishButtonProps {
  readonly published: FlowDetail['published']
  /** Differences to it; null: nothing is published. */
  readonly changes: number | null
  readonly progress: PublishProgress
  readonly className: string
  readonly wordClass: string
  readonly onClick: () => void
}

const looks: { readonly [S in PublishState]: { readonly variant: string; readonly color?: string; readonly Icon: typeof IconRocket } } = {
  empty: { variant: 'default', Icon: IconRocket },
  first: { variant: 'filled', Icon: IconRocket },
  changed: { variant: 'filled', Icon: IconRocket },
  errors: { variant: 'light', color: 'red', Icon: IconAlertCircle },
  publishing: { variant: 'filled', Icon: IconRocket },
  published: { variant: 'light', color: 'green', Icon: IconCheck },
  same: { variant: 'default', Icon: IconCheck },
}

/** Publishes, and says how what is drawn stands to what runs. */
export function PublishButton({ published, changes, progress, className, wordClass, onClick }: PublishButtonProps) {
  const { t } = useTranslation('canvas')
  const formats = useFormats()
  const { checked } = useCanvasView()
  const isReadOnly = useEditor((state) => state.isReadOnly)
  const nodes = useEditor(({ document, draft }) => (draft?.document ?? document).nodes.length)
  const state = publishStateOf({ nodes, errors: isReadOnly ? 0 : checked.errors, changes, progress })
  const { Icon, variant, color } = looks[state]
  const count = state === 'errors' ? checked.errors : (changes ?? 0)
  const about = t(`publish.about.${state}`, { count, number: published?.number ?? 0, since: published === null ? '' : formats.when(published.publishedAt) })
  return (
    <Tooltip label={about} openDelay={300} multiline maw={300}>
      <Button
        className={className}
        variant={variant}
        {...(color === undefined ? {} : { color })}
        leftSection={state === 'publishing' ? <Loader size={16} color="white" aria-hidden /> : <Icon size={18} aria-hidden />}
        onClick={onClick}
        disabled={isReadOnly || state === 'empty'}
        aria-description={about}
        aria-busy={state === 'publishing'}
        data-testid="publish"
        data-state={state}
      >
        <span className={wordClass}>{t(`publish.state.${state}`, { count })}</span>
      </Button>
    </Tooltip>
  )
}
