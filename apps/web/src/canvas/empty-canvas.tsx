'use client'

import { Group, Paper, SimpleGrid, Text, ThemeIcon, Title, UnstyledButton } from '@mantine/core'
import { useTranslation } from 'react-i18next'
import { useLocale } from '../i18n/locale-provider.js'
import { useCanvasCatalogue } from './catalogue-context.js'
import { useEditorStore } from './editor-context.js'
import classes from './empty-canvas.module.css'
import { groupColors, NodeIcon } from './node-icon.js'
import { useAddNode } from './use-add-node.js'

/** An empty canvas asks one question. */
export function EmptyCanvas() {
  const { t } = useTranslation('canvas')
  const { locale } = useLocale()
  const store = useEditorStore()
  const { view } = useCanvasCatalogue()
  const addNode = useAddNode()
  const triggers = view.nodes.filter(({ trigger }) => trigger !== undefined)
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
                const id = addNode(descriptor, { kind: 'anywhere' })
                if (id !== null) store.getState().openPanel(id)
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
