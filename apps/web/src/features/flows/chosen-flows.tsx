'use client'

import { Button, Group, Text } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import dynamic from 'next/dynamic'
import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { FlowSummary } from '@maillon/api-contract'

const ExportDialog = dynamic(() => import('./export-dialog.js').then((module) => module.ExportDialog), { ssr: false })

/** What can be done with the flows that are chosen in the list. Nothing where none is. */
export function ChosenFlows({ flows, onClear }: { readonly flows: readonly FlowSummary[]; readonly onClear: () => void }) {
  const { t } = useTranslation('flows')
  const [isExporting, setExporting] = useState(false)
  if (flows.length === 0) return null
  return (
    <Group px="md" pb="sm" gap="sm">
      <Text size="sm" aria-live="polite">{t('selected', { count: flows.length })}</Text>
      <Button size="xs" variant="light" leftSection={<IconDownload size={16} aria-hidden />} onClick={() => setExporting(true)}>
        {t('exportSelected')}
      </Button>
      <Button size="xs" variant="subtle" color="gray" onClick={onClear}>
        {t('clearSelection')}
      </Button>
      {isExporting && <ExportDialog flows={flows} onClose={() => setExporting(false)} />}
    </Group>
  )
}
