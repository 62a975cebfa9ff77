'use client'

import { Code, List, Text } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import type { Diagnostic } from '@maillon/flow-document'
import { diagnosticSentence, hintOf } from '@maillon/messages'
import { useLocale } from '../../i18n/locale-provider.js'

/** Findings about a document: each with its sentence and its place (node, then path). */
export function DiagnosticList({ diagnostics }: { readonly diagnostics: readonly Diagnostic[] }) {
  const { t } = useTranslation('flows')
  const { locale } = useLocale()
  return (
    // Longer than its place, it is scrolled by keyboard too.
    <List size="sm" spacing={6} mah={280} style={{ overflowY: 'auto' }} tabIndex={0}>
      {diagnostics.map((diagnostic, index) => (
        <List.Item key={index}>
          {diagnosticSentence(diagnostic, locale)} {hintOf(diagnostic.code, diagnostic.params, locale)}
          {(diagnostic.node !== undefined || (diagnostic.path ?? '') !== '') && (
            <Text span size="xs" c="dimmed" ml={6}>
              {diagnostic.node !== undefined && t('atNode', { node: diagnostic.node })} {(diagnostic.path ?? '') !== '' && <Code>{diagnostic.path}</Code>}
            </Text>
          )}
        </List.Item>
      ))}
    </List>
  )
}
