'use client'

import { Button, Group, SimpleGrid, Stack, Text, Title, VisuallyHidden } from '@mantine/core'
import { useRouter } from 'next/navigation'
import { useTranslation } from 'react-i18next'
import type { GalleryEntry } from '@maillon/api-contract'
import { useApiMutation, useApiQuery } from '../../api/use-api.js'
import { useLocalized } from '../../i18n/use-localized.js'
import { LoadingLines } from '../../shell/loading-lines.js'
import { Panel } from '../../shell/panel.js'
import { useMay } from '../../shell/use-may.js'
import { Problem } from '../../shell/problem.js'
import { NodeTrail } from './node-trail.js'

export interface GalleryListProps {
  /** Those that run at once with sample data, or those that ask for accounts. */
  readonly only: 'samples' | 'own'
  /** One below the other. Default false. */
  readonly isNarrow?: boolean
}

/** The ready flows; each becomes a flow of one's own with one click. */
export function GalleryList({ only, isNarrow = false }: GalleryListProps) {
  const gallery = useApiQuery('gallery', {}, { staleTime: Infinity })
  if (gallery.isPending) return <LoadingLines count={2} />
  if (gallery.isError) return <Problem error={gallery.error} onRetry={() => void gallery.refetch()} />
  const entries = gallery.data.entries.filter(({ isSample }) => isSample === (only === 'samples'))
  return (
    <SimpleGrid cols={isNarrow ? 1 : { base: 1, sm: 2, xl: only === 'samples' ? 3 : 2 }} spacing="lg">
      {entries.map((entry) => (
        <Entry key={entry.id} entry={entry} />
      ))}
    </SimpleGrid>
  )
}

function Entry({ entry }: { readonly entry: GalleryEntry }) {
  const { t } = useTranslation('gallery')
  const say = useLocalized()
  const mayDraw = useMay().be('editor')
  const router = useRouter()
  const create = useApiMutation('createFlow', { invalidates: ['flows'], onSuccess: (flow) => router.push(`/flow/?id=${encodeURIComponent(flow.id)}`) })
  return (
    <Panel>
      <Stack h="100%" gap="md">
        <Title order={3}>{say(entry.title)}</Title>
        <Text size="sm" c="dimmed" flex={1}>
          {say(entry.description)}
        </Text>
        <NodeTrail document={entry.document} />
        {mayDraw && (
          <Group justify="flex-end">
            <Button onClick={() => create.mutate({ body: { gallery: entry.id } })} loading={create.isPending}>
              {t(entry.isSample ? 'try' : 'use')}
              <VisuallyHidden>{say(entry.title)}</VisuallyHidden>
            </Button>
          </Group>
        )}
      </Stack>
    </Panel>
  )
}
