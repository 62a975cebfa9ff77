'use client'

import { Group, Paper, SimpleGrid, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/locale-provider.js'
import { addNode } from './add-node.js'
import { useCanvasView } from './canvas-view.js'
import { useEditorStore } from './editor-context.js'
import classes from './empty-canvas.module.css'
import { groupColors, NodeIcon } from './node-icon.js'

/** An empty canvas asks one question. */
export function EmptyCanvas() {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const { catalogue } = useCanvasView()
  const triggers = catalogue.view.nodes.filter(({ trigger }) => trigger !== undefined)
  return (
    <div className={classes.place}>
      <Paper withBorder p="xl" radius="lg" className={classes.card}>
        <Title order={2} size="h3" mb={4}>
          {t('empty.question')}
        </Title>
        <Text c="dimmed" mb="lg">
          {t('empty.hint')}
        </Text>
        <SimpleGrid cols={{ base: 1, sm: 3 }}>
          {triggers.map((descriptor) => (
            <UnstyledButton
              key={descriptor.type}
              className={classes.choice}
              data-testid={`start-${descriptor.type}`}
              onClick={() => {
                const added = addNode(store.getState().document, { descriptor, from: { kind: 'anywhere' }, locale, catalogue: catalogue.catalogue })
                if (store.getState().apply(added.operation)) store.getState().openPanel(added.id)
              }}
            >
              <Group gap="sm" mb={6} wrap="nowrap">
                <ThemeIcon variant="light" color={groupColors[descriptor.group]} size={34} radius="md">
                  <NodeIcon name={descriptor.icon} />
                </ThemeIcon>
                <Text fw={600} size="sm">
                  {descriptor.title[locale]}
                </Text>
              </Group>
              <Text size="xs" c="dimmed">
                {descriptor.description[locale]}
              </Text>
            </UnstyledButton>
          ))}
        </SimpleGrid>
      </Paper>
    </div>
  )
}
