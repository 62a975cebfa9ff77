'use client'

import { Alert, Button, Group, Stack, Text } from '@mantine/core'
import { IconAlertCircle, IconAlertTriangle, IconBulb } from '@tabler/icons-react'
import { useTranslation } from 'react-i18next'
import type { Diagnostic, Severity } from '@maillon/flow-document'
import { diagnosticSentence } from '@maillon/messages'
import { useLocale } from '../i18n/locale-provider.js'
import { useEditor, useEditorStore } from './editor-context.js'

const looks = { error: { color: 'red', Icon: IconAlertCircle }, warning: { color: 'orange', Icon: IconAlertTriangle }, hint: { color: 'blue', Icon: IconBulb } } as const satisfies Record<Severity, unknown>

export interface FindingsProps {
  readonly findings: readonly Diagnostic[]
  /** Go to the node. Absent: it is open already. */
  readonly onGo?: (node: string) => void
}

/** The compiler's findings as sentences, with the button that mends each where there is one. */
export function Findings({ findings, onGo }: FindingsProps) {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const nodeById = useEditor((state) => state.nodeById)
  const isReadOnly = useEditor((state) => state.isReadOnly)
  if (findings.length === 0) return null
  return (
    <Stack gap="xs" mb="md">
      {findings.map((finding, index) => {
        const { color, Icon } = looks[finding.severity]
        const { node, fix } = finding
        return (
          <Alert key={`${finding.code}-${index}`} color={color} variant="light" p="sm" icon={<Icon size={18} aria-hidden />} data-testid={`finding-${finding.code}`}>
            {onGo !== undefined && node !== undefined && (
              <Text size="sm" fw={600}>
                {nodeById.get(node)?.name ?? node}
              </Text>
            )}
            <Text size="sm">{diagnosticSentence(finding, locale)}</Text>
            {(fix !== undefined || (onGo !== undefined && node !== undefined)) && (
              <Group gap="xs" mt={6}>
                {fix !== undefined && !isReadOnly && (
                  <Button size="compact-xs" color={color} variant="filled" autoContrast onClick={() => store.getState().apply({ op: 'batch', operations: [...fix.operations] })}>
                    {fix.title[locale]}
                  </Button>
                )}
                {onGo !== undefined && node !== undefined && (
                  <Button size="compact-xs" variant="default" onClick={() => onGo(node)}>
                    {t('findings.go')}
                  </Button>
                )}
              </Group>
            )}
          </Alert>
        )
      })}
    </Stack>
  )
}
